"""Are scenarios that would pass without proving anything refused before the first one runs?"""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.engine.feature_files import list_scenarios, written
from harness.record.judged_run import read_run_json
from harness.tests.command import Ended, forked

LEDGER = Path(__file__).with_name("scenario_ids.txt")
ENGINE = Path(__file__).parents[1] / "engine" / "engine.ini"
PLUGIN = ("-p", "harness.engine.plugin")
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
    "has no steps": "@id:a/b\n  Scenario: Empty",
    "has no Then": "@id:a/b\n  Scenario: Aimless\n    Given a start",
    "no step is defined for “Then a miracle”": (
        "@id:a/b\n  Scenario: Undefined\n    Then a miracle"
    ),
    "fits coloured, red": "@id:a/b\n  Scenario: Ambiguous\n    When it is red\n    Then an end",
    "is async and would never run": "@id:a/b\n  Scenario: Async\n    Then nothing awaited",
    "a.feature:2 “It's Č!” has no id; write a tag above it: @id:a/it-s-c": (
        "Scenario: It's Č!\n    Then an end"
    ),
    "a.feature:3 “One” has 2 ids (a/b, a/c); leave the oldest": (
        "@id:a/b @id:a/c\n  Scenario: One\n    Then an end"
    ),
    "a.feature:3 “Ill” has the ill-formed id B!; write it as a/ill": (
        "@id:B!\n  Scenario: Ill\n    Then an end"
    ),
    "a.feature:6 “Other” has the id a/b of ": (
        "@id:a/b\n  Scenario: One\n    Then an end\n  @id:a/b\n  Scenario: Other\n    Then an end"
    ),
    "2 rows of examples have the id a/b[red]; add a column “id”": (
        "@id:a/b\n  Scenario Outline: Rows\n    When it is <colour>\n    Then an end\n"
        "    Examples:\n      | colour |\n      | red |\n      | Red |"
    ),
}
REWORDED = """Feature: A
  @id:other/kept
  Scenario: {title}
    Then an end

  @id:a/rows
  Scenario Outline: Rows
    Then an end
    Examples:
      | colour | id     |
      | {red}  | first  |
      | blue   | second |

  @id:a/named
  Scenario Outline: A <colour> row
    Then an end
    Examples:
      | colour | side |
      | green  | left |
"""


def run(folder: Path, feature: str) -> Ended:
    (folder / "a.feature").write_text(f"Feature: A\n  {feature}\n", encoding="utf-8")
    (folder / "test_a.py").write_text(STEPS, encoding="utf-8")
    return pytest_in(folder)


def pytest_in(folder: Path) -> Ended:
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    options = ["-c", str(folder / "pytest.ini"), "--agent", "http", "--out", str(folder / "out")]
    return forked("pytest", *PLUGIN, *options, str(folder))


@pytest.mark.parametrize(("complaint", "feature"), BROKEN.items(), ids=lambda text: text[:18])
def test_it_is_refused(tmp_path: Path, complaint: str, feature: str) -> None:
    ended = run(tmp_path, feature)
    assert complaint in ended.stdout
    assert ended.returncode == 4
    assert not (tmp_path / "out").exists()


def test_a_step_of_another_module_is_none_of_this_one(tmp_path: Path) -> None:
    scenario = "Feature: {0}\n  @id:{0}/b\n  Scenario: {0}\n    Then an end\n"
    for name, steps in (("a", STEPS), ("b", STEPS.splitlines()[1])):
        (tmp_path / f"{name}.feature").write_text(scenario.format(name), encoding="utf-8")
        module = f"{steps}\nscenarios('{name}.feature')\n".replace('scenarios("a.feature")', "")
        (tmp_path / f"test_{name}.py").write_text(module, encoding="utf-8")
    complaints = pytest_in(tmp_path).stdout
    assert "b.feature:3 “b”: no step is defined for “Then an end”" in complaints
    assert "a.feature" not in complaints


@pytest.mark.parametrize(("title", "red"), [("As it was", "red"), ("Reworded", "scarlet")])
def test_an_id_outlives_its_title(tmp_path: Path, title: str, red: str) -> None:
    (tmp_path / "area").mkdir()
    text = REWORDED.format(title=title, red=red)
    (tmp_path / "area" / "a.feature").write_text(text, encoding="utf-8")
    assert [(one.id, one.name) for one in written(tmp_path).values()] == [
        ("other/kept", title),
        ("a/rows[first]", f"Rows ({red})"),
        ("a/rows[second]", "Rows (blue)"),
        ("a/named[green]", "A green row (left)"),
    ]


def test_published_ids_are_kept() -> None:
    known = {scenario.id for scenario in list_scenarios()}
    published = set(LEDGER.read_text(encoding="utf-8").split())
    assert published - known == set(), "an id that runs and histories know is gone: bring it back"
    assert known - published == set(), f"write new ids down in {LEDGER.name}"


def test_what_pytest_leaves_out_makes_a_part(tmp_path: Path) -> None:
    out = tmp_path / "out"
    options = ["-c", str(ENGINE), "--agent", "http", "--out", str(out), "-k", "page"]
    forked("pytest", *PLUGIN, "-p", "scenarios.steps", *options, "scenarios/test_support.py")
    record = read_run_json(out / "run.json")
    assert record.part is not None
    assert 0 < record.part.requirements < record.part.of
