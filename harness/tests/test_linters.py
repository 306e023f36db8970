"""Are action, component, compose files, images and scripts in order, and do we see where not?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]

from harness.tests import linters
from harness.tests.manuals import README, ROOT, blocks

ACTION = ROOT / "action.yml"
COMPONENT = ROOT / "templates" / "certify.yml"
IMAGES = [ROOT / "deploy" / "Containerfile", ROOT / "deploy" / "mock.Containerfile"]
COMPOSED = [ROOT / "deploy" / "compose.yaml", ROOT / "deploy" / "certify" / "compose.yaml"]
CI = ROOT / "docs" / "ci.md"
GIVEN = {"image": "registry.example.si/group/vodomer:1", "target": "folder/my-app.toml"}
COMMIT = "0123456789abcdef0123456789abcdef01234567"


def altered(file: Path, old: str, new: str, folder: Path) -> Path:
    """Write a copy of a file with a mistake."""
    text = file.read_text("utf-8")
    assert old in text
    copy = folder / file.name
    copy.write_text(text.replace(old, new), "utf-8")
    return copy


def test_the_action_is_in_order() -> None:
    assert linters.by_schema("github-actions", ACTION) == ""
    assert linters.by_zizmor(ACTION) == ""


@pytest.mark.parametrize(
    ("old", "new", "seen_by"),
    [
        ("      shell: bash\n", "", "schema"),
        ("using: composite", "using: composit", "schema"),
        ("required: true", "requird: true", "schema"),
        ('deploy/vodomer-step"', 'deploy/vodomer-step" ${{ inputs.target }}', "zizmor"),
        ("@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f", "", "zizmor"),
    ],
)
def test_a_broken_action_is_seen(old: str, new: str, seen_by: str, tmp_path: Path) -> None:
    broken = altered(ACTION, old, new, tmp_path)
    looks: dict[str, Callable[[Path], str]] = {
        "schema": lambda file: linters.by_schema("github-actions", file),
        "zizmor": linters.by_zizmor,
    }
    assert looks[seen_by](broken)


def component_of(tmp_path: Path, given: dict[str, str], file: Path = COMPONENT) -> str:
    """Include it, and hold what comes of it against GitLab's schema."""
    written = tmp_path / "included.yml"
    written.write_text(yaml.safe_dump(linters.include(file, given)), "utf-8")
    return linters.by_schema("gitlab-ci", written)


def test_the_component_is_in_order(tmp_path: Path) -> None:
    assert component_of(tmp_path, GIVEN) == ""
    header = tmp_path / "header.yml"
    inputs, _ = linters.read_component(COMPONENT)
    header.write_text(yaml.safe_dump({"spec": {"inputs": inputs}}), "utf-8")
    assert linters.by_schema("gitlab-ci", header) == ""


@pytest.mark.parametrize(
    ("old", "new"),
    [("when: always", "when: allways"), ("  script:", "  scripts:"), ("entrypoint:", "entry:")],
)
def test_a_broken_component_is_seen(old: str, new: str, tmp_path: Path) -> None:
    assert component_of(tmp_path, GIVEN, altered(COMPONENT, old, new, tmp_path))


@pytest.mark.parametrize(
    "hostile", ['x"\n  script: [evil]', "$(touch x).toml", "--plan", "a b", "", "x\n"]
)
def test_a_hostile_input_of_the_component_is_refused(hostile: str) -> None:
    for name in ("target", "image", "out", "stage"):
        with pytest.raises(ValueError, match="does not fit"):
            linters.include(COMPONENT, GIVEN | {name: hostile})


@pytest.mark.parametrize("file", COMPOSED, ids=str)
def test_compose_files_are_in_order(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOCK_REKONO_CONTROL_TOKEN", "x")
    assert linters.by_schema("compose-spec", file) == ""
    assert linters.by_compose(file) == ""
    for service in linters.composed(file).values():
        if "build" in service:
            built = service["build"]
            assert (Path(built["context"]), Path(built["context"]) / built["dockerfile"]) == (
                ROOT,
                IMAGES["mock" in built["dockerfile"]],
            )


@pytest.mark.parametrize(
    ("old", "new"),
    [("[application]", "[aplication]"), ("<<: *vodomer", "<<: *vodomr"), ("image:", "imag:")],
)
def test_a_broken_compose_file_is_seen(old: str, new: str, tmp_path: Path) -> None:
    assert linters.by_compose(altered(COMPOSED[1], old, new, tmp_path))


@pytest.mark.parametrize("file", IMAGES, ids=lambda one: str(one.name))
def test_images_are_in_order(file: Path) -> None:
    assert linters.by_hadolint(file) == ""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("debian:trixie-20260918-slim@", "debian:latest #"),
        ("COPY ", "COPPY "),
        ("--no-install-recommends", ""),
        ("USER ", "USER root\n# "),
        ("WORKDIR /opt", "WORKDIR opt"),
        ('ENTRYPOINT ["', 'ENTRYPOINT "'),
        ('case "$PACKAGES"', "case $PACKAGES; in"),
    ],
)
@pytest.mark.parametrize("file", IMAGES, ids=lambda one: str(one.name))
def test_a_broken_image_is_seen(file: Path, old: str, new: str, tmp_path: Path) -> None:
    assert linters.by_hadolint(altered(file, old, new, tmp_path))


def test_both_images_stand_on_the_same_base() -> None:
    runner, mock = (file.read_text("utf-8").partition("\nFROM ")[2] for file in IMAGES)
    assert runner.splitlines()[0] == mock.splitlines()[0]
    steps = [text[text.index("case ") : text.index("apt-get install")] for text in (runner, mock)]
    assert steps[0] == steps[1]


@pytest.mark.parametrize("file", linters.scripts(), ids=lambda one: str(one.relative_to(ROOT)))
def test_scripts_are_in_order(file: Path) -> None:
    assert linters.by_shellcheck(file) == ""


def test_the_scripts_are_found() -> None:
    assert {ROOT / ".ci" / "run", ROOT / "deploy" / "vodomer-step"} <= {*linters.scripts()}


def test_a_broken_script_is_seen(tmp_path: Path) -> None:
    step = ROOT / "deploy" / "vodomer-step"
    assert linters.by_shellcheck(altered(step, '-- "$target"', "-- $target", tmp_path))


def test_the_shell_of_action_and_component_is_in_order(tmp_path: Path) -> None:
    (action, *_) = yaml.safe_load(ACTION.read_text("utf-8"))["runs"]["steps"]
    lines = linters.include(COMPONENT, GIVEN)["vodomer"]["script"]
    for text in (action["run"], "\n".join(lines)):
        script = tmp_path / "script"
        script.write_text(f"#!/usr/bin/env bash\n{text}\n", "utf-8")
        assert linters.by_shellcheck(script) == ""


@pytest.mark.parametrize("manual", [README, CI], ids=lambda one: str(one.name))
def test_workflows_in_manuals_are_in_order(manual: Path, tmp_path: Path) -> None:
    text = next(text for text in blocks(manual, "yaml") if "runs-on:" in text)
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    workflow = folder / "vodomer.yaml"
    workflow.write_text(text.replace("COMMIT", COMMIT), "utf-8")
    assert linters.by_schema("github-workflows", workflow) == ""
    assert len(text.splitlines()) <= 15
    for job in yaml.safe_load(text)["jobs"].values():
        for step in job["steps"]:
            if step.get("uses", "").startswith("OWNER/vodomer@"):
                known = yaml.safe_load(ACTION.read_text("utf-8"))["inputs"]
                assert {*step["with"]} <= {*known}
                assert {name for name, one in known.items() if one.get("required")} <= {
                    *step["with"]
                }
                assert linters.by_zizmor(workflow) == ""


def test_the_pipeline_of_gitlab_in_the_manual_is_in_order(tmp_path: Path) -> None:
    text = next(text for text in blocks(CI, "yaml") if "component:" in text)
    pipeline = yaml.safe_load(text)
    (component,) = pipeline.pop("include")
    name = component["component"].rpartition("@")[0].rpartition("/")[2]
    jobs = linters.include(ROOT / "templates" / f"{name}.yml", component["inputs"])
    assert {*pipeline} <= {*jobs}, "it adds to jobs that the component has"
    written = tmp_path / "gitlab.yml"
    written.write_text(text, "utf-8")
    assert linters.by_schema("gitlab-ci", written) == ""
    assert len(text.splitlines()) <= 15
