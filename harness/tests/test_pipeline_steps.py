"""Is the step of each pipeline red unless the application passed, and is its report kept?

What each server does with the files is done here: GitHub's composite action, GitLab's component,
the pipeline for Jenkins in the manual. The commands run as they stand there.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]

from harness.checks.application.sample_application import FILE
from harness.tests import linters
from harness.tests.manuals import ROOT, blocks

ENDED_WITHIN = 300
ONLY = "--only\nhonest-sign-in\n--only\nfault-wrong_state"
EXPRESSION = re.compile(r"\$\{\{ inputs\.(\w+) \}\}")


@dataclass(frozen=True)
class Step:
    """What a server runs: a shell with its options, a script, and the environment of the job."""

    shell: tuple[str, ...]
    script: str
    environment: dict[str, str]
    kept: str
    """What it keeps, whatever happens."""

    def run(self, workspace: Path, **more: str) -> subprocess.CompletedProcess[str]:
        """Run it in a workspace."""
        script = workspace / "script"
        script.write_text(self.script, "utf-8")
        programs = workspace / "bin"
        programs.mkdir(exist_ok=True)
        for program in (Path(sys.executable).with_name("vodomer"), ROOT / "deploy/vodomer-step"):
            link = programs / program.name
            link.unlink(missing_ok=True)
            link.symlink_to(program)
        path = f"{programs}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(
            [*self.shell, str(script)],
            cwd=workspace,
            env={**os.environ, "PATH": path, **self.environment, **more},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=ENDED_WITHIN,
        )


def github(target: str, options: str, **given: str) -> Step:
    """Read the action as GitHub does: inputs become text of what stands for them."""
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    known = {name: one.get("default") for name, one in action["inputs"].items()}
    inputs = known | {"target": target, "options": options, "agent": "http"} | given
    certify, keep = action["runs"]["steps"]
    assert keep["if"] == "${{ always() }}"
    assert keep["uses"].startswith("actions/upload-artifact@")
    assert not {"continue-on-error", "if"} & {*certify}

    def filled(text: str) -> str:
        return EXPRESSION.sub(lambda found: inputs[found[1]], text)

    return Step(
        ("bash", "--noprofile", "--norc", "-eo", "pipefail"),
        filled(certify["run"]),
        {"GITHUB_ACTION_PATH": str(ROOT)} | {k: filled(v) for k, v in certify["env"].items()},
        filled(keep["with"]["path"]),
    )


def gitlab(target: str, options: str, **given: str) -> Step:
    """Include the component as GitLab does."""
    inputs = {"image": "vodomer", "target": target, "agent": "http"} | given
    job = linters.include(ROOT / "templates" / "certify.yml", inputs)["vodomer"]
    assert job["artifacts"]["when"] == "always"
    assert not {"allow_failure", "retry", "rules"} & {*job}
    variables = job["variables"] | {"VODOMER_OPTIONS": options}
    script = "set -eo pipefail\n" + "\n".join(job["script"])
    (kept,) = job["artifacts"]["paths"]
    return Step(("bash",), script, variables, kept)


def jenkins(target: str, options: str) -> Step:
    """Read the manual's pipeline: values in double quotes are filled in."""
    (text,) = blocks(ROOT / "docs" / "ci.md", "groovy")
    known = {"BUILD_NUMBER": "7"}
    for name, quote, value in re.findall(r"""^ +(\w+) = (['"])(.*)\2$""", text, re.MULTILINE):
        known[name] = (
            value if quote == "'" else re.sub(r"\$\{(\w+)\}", lambda m: known[m[1]], value)
        )
    (script,) = re.findall(r"\bsh '([^']*)'", text)
    (kept,) = re.findall(r'always \{ archiveArtifacts "([^"]*)"', text)
    more = {"VODOMER_TARGET": target, "VODOMER_OPTIONS": options, "VODOMER_AGENT": "http"}
    kept = re.sub(r"\$\{(\w+)\}", lambda m: known[m[1]], kept)
    return Step(("sh", "-xe"), script, known | more, kept.removesuffix("**"))


SERVERS = {"github": github, "gitlab": gitlab, "jenkins": jenkins}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Make a workspace with an application that passes, and one that does not."""
    text = FILE.read_text("utf-8")
    (tmp_path / "good.toml").write_text(text, "utf-8")
    worse = text.replace('"--timeout"', '"--defect", "state_unchecked", "--timeout"')
    (tmp_path / "bad.toml").write_text(worse, "utf-8")
    return tmp_path


@pytest.fixture(autouse=True)
def set_up_already() -> None:
    """Keep the action from setting up what is missing under the feet of these tests."""
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    assert spec
    assert spec.loader
    start = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(start)
    if not start.is_set_up():
        pytest.skip("the checkout is not set up: python3 start.py setup")


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize(("target", "code"), [("good.toml", 0), ("bad.toml", 3)])
def test_it_is_as_red_as_the_application(
    server: str, target: str, code: int, workspace: Path
) -> None:
    step = SERVERS[server](target, ONLY)
    summary = workspace / "summary"
    ended = step.run(workspace, GITHUB_STEP_SUMMARY=str(summary), GITLAB_CI="true")
    assert ended.returncode == code, ended.stderr
    annotations = [line for line in ended.stderr.splitlines() if line.startswith("::error ")]
    assert bool(annotations) == (code == 3)
    told = json.loads((workspace / step.kept / "gl-code-quality-report.json").read_text("utf-8"))
    assert bool(told) == (code == 3)
    for name in ("report.html", "junit.xml", "run.json"):
        assert (workspace / step.kept / name).stat().st_size
    assert ("fail" in summary.read_text("utf-8")) == (code == 3)


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize("options", ["--plan", "--help", "--out\nelsewhere\n--only\nsign-out"])
def test_it_is_red_where_nothing_was_certified(server: str, options: str, workspace: Path) -> None:
    ended = SERVERS[server]("good.toml", options).run(workspace)
    assert ended.returncode == 4
    assert "nothing was certified" in ended.stderr


@pytest.mark.parametrize("server", SERVERS)
def test_it_is_red_without_a_target_file(server: str, workspace: Path) -> None:
    ended = SERVERS[server]("no-such.toml", "").run(workspace)
    assert ended.returncode == 6
    assert "no-such.toml" in ended.stderr


@pytest.mark.parametrize(
    "hostile",
    ["$(touch pwned)", "`touch pwned`", "'; touch pwned; '", '"; touch pwned; "', "--plan"],
)
def test_inputs_of_the_action_are_no_shell(hostile: str, workspace: Path) -> None:
    for given in ({"target": hostile}, {"out": hostile}, {"agent": hostile}, {"options": hostile}):
        told = {"target": "no-such.toml", "options": ""} | given
        ended = github(told.pop("target"), told.pop("options"), **told).run(workspace)
        assert ended.returncode not in {0, 3}
        assert not (workspace / "pwned").exists()


def test_a_folder_that_holds_an_older_run_is_red(workspace: Path) -> None:
    older = workspace / "vodomer-report"
    older.mkdir()
    (older / "run.json").write_text('{"verdict": "pass"}')
    assert github("good.toml", ONLY).run(workspace).returncode not in {0, 3}
