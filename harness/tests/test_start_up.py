"""What does a command load before it acts? Counted, as times depend on the machine."""

from __future__ import annotations

import importlib
import inspect
import json
import subprocess
import sys
from pathlib import Path

import pytest

from harness.cli import AuthorityCommands, Commands, KeysCommands, TargetCommands
from harness.commands.loading import LazyGroup
from harness.engine.pytest_session import run_scenarios

HEAVY = {
    *("pytest", "pytest_bdd", "playwright", "flask", "werkzeug", "authlib", "sqlalchemy"),
    *("cryptography", "joserfc", "jwcrypto", "faker", "urllib3", "aiosmtpd", "babel"),
}
LOADED = """
import json, sys
from harness.cli import main
try:
    main()
except SystemExit as end:
    code = end.code or 0
print(json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


def loaded(*words: str) -> set[str]:
    """Give the packages that a command has loaded when it ends well."""
    command = [sys.executable, "-c", LOADED, *words]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    code, packages = json.loads(ended.stdout.splitlines()[-1])
    assert code == 0, ended.stderr
    return set(packages)


@pytest.mark.parametrize("words", ["--help", "--version", "target --help", "keys --help"])
def test_help_loads_none_of_what_commands_work_with(words: str) -> None:
    assert loaded(*words.split()) & HEAVY == set()


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        ("run --help", {"pytest", "pytest_bdd", "urllib3", "aiosmtpd"}),
        ("list requirements", set()),
        ("list faults", set()),
        ("list scenarios", {"pytest", "pytest_bdd"}),
    ],
)
def test_a_command_loads_what_it_needs(words: str, needed: set[str]) -> None:
    assert loaded(*words.split()) & HEAVY == needed


def test_a_run_over_plain_http_loads_no_browser_and_no_server(tmp_path: Path) -> None:
    words = ["run", "--only", "ACT-11", "--agent", "http", "--out", str(tmp_path / "run")]
    unneeded = HEAVY - {"pytest", "pytest_bdd", "urllib3", "aiosmtpd", "faker"}
    assert loaded(*words) & unneeded == set()


class Read:
    """A pytest plug-in that notes which modules of scenarios are read."""

    def __init__(self) -> None:
        self.modules: list[str] = []

    def pytest_pycollect_makemodule(self, module_path: Path) -> None:
        self.modules.append(module_path.stem)


@pytest.mark.parametrize(
    ("only", "modules"),
    [
        ("SUP-02", ["test_support"]),
        ("support/the-start-page-and-rekono-name-the-support-for-accounts", ["test_support"]),
        ("unknown-to-all", []),
    ],
)
def test_a_part_reads_only_the_features_that_may_hold_it(
    tmp_path: Path, only: str, modules: list[str]
) -> None:
    read = Read()
    run_scenarios(["--collect-only", "--only", only, "--out", str(tmp_path)], tmp_path, [read])
    assert read.modules == modules


@pytest.mark.parametrize("group", [Commands, TargetCommands, KeysCommands, AuthorityCommands])
def test_the_help_of_a_group_is_what_each_command_says(group: type[LazyGroup]) -> None:
    for place, line in group.unloaded.values():
        module, _, function = place.partition(":")
        said = inspect.getdoc(getattr(importlib.import_module(module), function)) or ""
        assert said.splitlines()[0] == line
