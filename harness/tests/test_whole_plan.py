"""Does a run look at all that is written, whatever shrinks what pytest collects?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from harness.engine.feature_files import list_scenarios
from harness.engine.pytest_session import run_scenarios
from harness.engine.session import SCENARIO
from harness.tests.command import long_way, vodomer

ROOT = Path(__file__).parents[2]
ONLY = ("--only", "SUP-02", "--agent", "http")
KEPT = "support/an-unknown-code-names-the-support-for-activation-with-a-reference"
DROPPED = "support/a-refused-code-names-the-support-for-activation-with-a-reference"


class Listing:
    """Keeps what pytest collects."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.scenarios = [item.stash[SCENARIO] for item in session.items]


def test_the_files_hold_what_pytest_collects(tmp_path: Path) -> None:
    listing = Listing()
    run_scenarios(["--collect-only", "--out", str(tmp_path)], tmp_path, [listing])
    assert {one.id: one for one in listing.scenarios} == {one.id: one for one in list_scenarios()}


DROPS = """
def pytest_collection_modifyitems(items):
    items[:] = [item for item in items if "a_refused_code" not in item.name]
"""


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTEST_ADDOPTS": "-k unknown"},
        {"PYTEST_ADDOPTS": "--ignore-glob=*support*"},
        {"PYTEST_ADDOPTS": "--deselect scenarios/test_support.py"},
        {"PYTEST_PLUGINS": "drops"},
        {"PYTEST_ADDOPTS": "-p drops"},
        {"PYTEST_ADDOPTS": "--collect-only"},
        {"PYTEST_ADDOPTS": "--no-such-option"},
    ],
    ids=lambda one: "+".join(map(" ".join, one.items())),
)
def test_a_run_does_not_hear_the_environment(
    environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "drops.py").write_text(DROPS)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    run = long_way if "drops" in str(environment) else vodomer  # a fork has heard of no plug-in
    ended = run("run", *ONLY, "--plain", "--out", str(tmp_path / "run"))
    assert ended.returncode == 0, ended.stderr
    assert ids_of(tmp_path / "run") == {KEPT: "pass", DROPPED: "pass"}


class Drops:
    """A plug-in that got in all the same."""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if "a_refused_code" not in item.name]


class DropsLate:
    """One that waits until the plan was made."""

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Iterator[Any]:
        session.items[:] = session.items[:1]
        return (yield)


@pytest.mark.parametrize("plugin", [Drops, DropsLate])
def test_what_is_left_out_makes_a_run_incomplete(plugin: type, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    code, record = run_scenarios([*ONLY, "--out", str(folder)], folder, [plugin()])
    assert record is not None
    assert (code, record.exit_code) == (4, 4)
    assert sorted(ids_of(folder).values()) == ["incomplete", "pass"]


def test_pytest_itself_may_run_a_part_and_the_record_says_so(tmp_path: Path) -> None:
    """No hook of pytest tells of a module that was not collected."""
    folder = tmp_path / "run"
    command = [sys.executable, "-m", "pytest", "-q", "scenarios/", "-p", "harness.plugin"]
    command += ["-p", "scenarios.steps", "--agent", "http", "--out", str(folder)]
    command += [f"--ignore-glob=*test_{name}.py" for name in LEFT]
    command += ["-k", "unknown_code_names"]
    environment = {**os.environ, "PYTEST_ADDOPTS": "-p no:randomly -p no:xdist"}
    ended = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    record = json.loads((folder / "run.json").read_bytes())
    assert record["filtered"] is True
    assert record["part"]["requirements"] == 1
    assert ids_of(folder) == {KEPT: "pass"}


LEFT = ("activation", "applications", "people", "protocol", "registration", "sign_in")


def test_a_module_left_out_alone_makes_a_part(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    command = [sys.executable, "-m", "pytest", "-q", "scenarios/", "-p", "harness.plugin"]
    command += ["-p", "scenarios.steps", "--agent", "http", "--out", str(folder)]
    command += ["-p", "no:randomly", *(f"--ignore-glob=*test_{name}.py" for name in LEFT)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert json.loads((folder / "run.json").read_bytes())["filtered"] is True


def ids_of(folder: Path) -> dict[str, str]:
    record = json.loads((folder / "run.json").read_bytes())
    return {one["id"]: one["verdict"] for one in record["scenarios"]}
