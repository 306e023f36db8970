"""Is a certificate refused early where the target file says too little for one?"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from harness.checks.application.places import Place
from harness.checks.application.sample_application import FILE
from harness.checks.application.target import SEE, ApplicationTarget, read_target
from harness.checks.completeness import identity_of, lacking, signs_out
from harness.checks.kinds import read_subject
from harness.errors import ConfigurationError, UsageError
from harness.record.attestation import FILE as FILE_OF_SIGNATURE
from harness.record.attestation import sign
from harness.record.judged_run import RUN_JSON, read_run_json
from harness.record.resume import InterruptedRun
from harness.record.signing_keys import new_keys
from harness.tests.command import vodomer
from harness.tests.made_up import DIGEST, Event, made_up, rewritten

SAMPLE = read_target(FILE)
EXAMPLE = Path(__file__).parents[2] / "examples" / "oidc-provider" / "target.toml"
LINES = {
    "target.version": ("version = ",),
    "[sign_out]": ("[sign_out]", 'steps = [{ press = "Odjava"'),
    "signed_in.person": ("person = ",),
}


def without(name: str) -> str:
    """Give the sample's file without what says one thing."""
    lines = FILE.read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith(LINES[name]))


@pytest.mark.parametrize("name", LINES)
def test_what_is_missing_is_named_and_nothing_runs(name: str, tmp_path: Path) -> None:
    file, out = tmp_path / "target.toml", tmp_path / "run"
    file.write_text(without(name), "utf-8")
    assert [one.partition(" ")[0] for one in lacking(read_target(file))] == [name]
    key = str(tmp_path / "key")
    assert vodomer("keys", "new", key).returncode == 0
    done = vodomer("certify", str(file), "--sign", key, "--out", str(out))
    assert done.returncode == 6
    assert f"add: {name} says" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not out.exists()


def test_a_file_that_says_enough_lacks_nothing() -> None:
    assert not [*lacking(SAMPLE)]


def test_a_provider_names_its_version_too(tmp_path: Path) -> None:
    known = EXAMPLE.read_text("utf-8")
    locked = json.loads((EXAMPLE.parent / "package.json").read_text("utf-8"))
    assert f'version = "{locked["dependencies"]["oidc-provider"]}"' in known
    file, key = tmp_path / "target.toml", str(tmp_path / "key")
    file.write_text(re.sub(r"(version|ca) = .*\n", "", known), "utf-8")
    assert vodomer("keys", "new", key).returncode == 0
    done = vodomer("certify", str(file), "--sign", key, "--out", str(tmp_path / "run"))
    assert done.returncode == 6
    assert "add: target.version says which version of the provider is certified" in done.stderr
    assert "docs/providers.md" in done.stderr
    assert not (tmp_path / "run").exists()


def test_a_command_tells_the_identity_of_a_provider(tmp_path: Path) -> None:
    file = tmp_path / "target.toml"
    text = re.sub(r"ca = .*\n", "", EXAMPLE.read_text("utf-8"))
    told = 'version_command = ["{python}", "-c", "print(7)"]'
    file.write_text(re.sub(r"version = .*", lambda _: told, text), "utf-8")
    assert read_subject(file).identity["version"] == "7"


def test_a_run_of_a_file_that_says_too_little_is_not_signed_later(tmp_path: Path) -> None:
    run, key = made_up(tmp_path / "run"), tmp_path / "key"
    new_keys(key)

    def lack(events: list[Event]) -> None:
        events[0]["target"]["lacks"] = ["target.version"]

    rewritten(run, lack)
    record = read_run_json(run / RUN_JSON)
    with pytest.raises(UsageError, match=r"its target file lacks target\.version"):
        sign(record, run, key)
    done = vodomer("sign", str(run), "--key", str(key))
    assert done.returncode == 2
    assert "is not signed, its target file lacks target.version" in done.stderr
    assert not (run / FILE_OF_SIGNATURE).exists()


@pytest.mark.parametrize(
    ("mark", "is_so"),
    [
        ({"role": "button", "name": "Odjava"}, True),
        ({"role": "link", "name": "Sign out now"}, True),
        ({"role": "heading", "name": "Odjava"}, False),
        ({"role": "button", "name": "Podatki"}, False),
        ({"css": "#uporabnik"}, False),
    ],
)
def test_a_sign_out_button_is_known(mark: dict[str, Any], is_so: bool) -> None:
    assert signs_out(Place(**mark)) is is_so


def telling(*command: str) -> ApplicationTarget:
    about = SAMPLE.target.model_copy(update={"version": None, "version_command": command})
    return SAMPLE.model_copy(update={"target": about})


def test_a_command_tells_the_version_in_its_last_line(tmp_path: Path) -> None:
    (tmp_path / "VERSION").write_text("built\n 1.2.3 \n", "utf-8")
    said = "print(open('VERSION').read())"
    assert (
        identity_of(telling("{python}", "-c", said), tmp_path, sys.executable, SEE)["version"]
        == "1.2.3"
    )
    assert identity_of(SAMPLE, tmp_path, sys.executable, SEE)["version"] == "0.1.0"


def test_product_and_commit_are_told(tmp_path: Path) -> None:
    head = ("{python}", "-c", "print('3f2a9c1')")
    facts = {"product": "Water Register", "commit": None, "commit_command": head}
    target = SAMPLE.model_copy(update={"target": SAMPLE.target.model_copy(update=facts)})
    assert identity_of(target, tmp_path, sys.executable, SEE) == {
        **{"product": "Water Register", "version": "0.1.0", "commit": "3f2a9c1"}
    }


def test_a_run_of_another_commit_does_not_go_on(tmp_path: Path) -> None:
    begun = {"target": {"sha256": DIGEST, "version": "1.2", "commit": "3f2a9c1"}}
    run = InterruptedRun(tmp_path, begun, {}, frozenset(), size=0, torn=0, head="")
    identity = {"product": "", "version": "1.2", "commit": "3f2a9c1"}
    run.require_same_target(DIGEST, identity)
    with pytest.raises(UsageError, match="commit of the target 3f2a9c1, and this is 4d5e6f7"):
        run.require_same_target(DIGEST, {**identity, "commit": "4d5e6f7"})


def test_a_command_that_tells_no_commit_is_refused(tmp_path: Path) -> None:
    about = SAMPLE.target.model_copy(update={"commit_command": ("./is-not-there",)})
    with pytest.raises(ConfigurationError, match=r"target\.commit_command failed"):
        identity_of(SAMPLE.model_copy(update={"target": about}), tmp_path, sys.executable, SEE)


@pytest.mark.parametrize("command", [("{python}", "-c", ""), ("./is-not-there",)])
def test_a_command_that_tells_none_is_refused(command: tuple[str, ...], tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="version_command"):
        identity_of(telling(*command), tmp_path, sys.executable, SEE)
