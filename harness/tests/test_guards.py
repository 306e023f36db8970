"""Are scenarios that would pass without proving anything refused before the first one runs?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

STEPS = """
from pytest_bdd import given, then, when, parsers, scenarios
scenarios("a.feature")
@given("a start")
def start(): ...
@then("an end")
def end(): ...
@then("nothing awaited")
async def lost(): ...
@when(parsers.parse("it is {colour}"))
def coloured(colour): ...
@when("it is red")
def red(): ...
"""
BROKEN = {
    "has no steps": "Scenario: Empty",
    "has no Then": "Scenario: Aimless\n    Given a start",
    "no step is defined for “Then a miracle”": "Scenario: Undefined\n    Then a miracle",
    "fits coloured, red": "Scenario: Ambiguous\n    When it is red\n    Then an end",
    "is async and would never run": "Scenario: Async\n    Then nothing awaited",
    "2 scenarios have the id a/twin": (
        "Scenario: Twin\n    Then an end\n  Scenario: Twin!\n    Then an end"
    ),
}


def run(folder: Path, feature: str) -> subprocess.CompletedProcess[str]:
    (folder / "a.feature").write_text(f"Feature: A\n  {feature}\n", encoding="utf-8")
    (folder / "test_a.py").write_text(STEPS, encoding="utf-8")
    return pytest_in(folder)


def pytest_in(folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-c", str(folder / "pytest.ini"), "--agent", "http"]
    command += ["-p", "harness.engine.plugin", "--out", str(folder / "out"), str(folder)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2]
    )


@pytest.mark.parametrize(("complaint", "feature"), BROKEN.items(), ids=lambda text: text[:18])
def test_it_is_refused(tmp_path: Path, complaint: str, feature: str) -> None:
    ended = run(tmp_path, feature)
    assert complaint in ended.stdout
    assert ended.returncode == 4
    assert not (tmp_path / "out").exists()


def test_a_step_of_another_module_is_none_of_this_one(tmp_path: Path) -> None:
    scenario = "Feature: {0}\n  Scenario: {0}\n    Then an end\n"
    for name, steps in (("a", STEPS), ("b", STEPS.splitlines()[1])):
        (tmp_path / f"{name}.feature").write_text(scenario.format(name), encoding="utf-8")
        module = f"{steps}\nscenarios('{name}.feature')\n".replace('scenarios("a.feature")', "")
        (tmp_path / f"test_{name}.py").write_text(module, encoding="utf-8")
    complaints = pytest_in(tmp_path).stdout
    assert "b.feature:2 “b”: no step is defined for “Then an end”" in complaints
    assert "a.feature" not in complaints
