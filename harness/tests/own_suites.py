"""Suites of a tester that is one of ours: their files, and how they are run."""

from __future__ import annotations

from pathlib import Path

from harness.record.judged_run import read_run_json
from harness.tests.command import ROOT, Ended, vodomer

TARGET = ROOT / "harness" / "reference" / "application" / "target.toml"
GOOD = """
  Scenario: In order
    Given the person with a REKONO account
    When the person signs in
    Then the person is signed in
"""
OWN = """
import pytest
from pytest_bdd import given, parsers, then, when


@given("a basket", target_fixture="basket")
def basket():
    return []


@when(parsers.parse("{number:d} things are put into it:"))
def put(basket, number, datatable):
    assert number == len(datatable)
    basket.extend(row[0] for row in datatable)


@then(parsers.parse('it holds "{thing}"'))
def holds(basket, thing):
    assert thing in basket, basket


@when("it is dropped")
def dropped(basket):
    basket.index("nothing")


@when("it leaves")
def leaves():
    raise SystemExit(0)


@when("it is not to be had")
def not_to_be_had():
    pytest.skip("no baskets left")


@then("the field of nobody is never looked for")
def nothing():
    pass
"""
TABLE = """    Given a basket
    When 2 things are put into it:
      | apples |
      | pears  |
"""
EVERY_VERDICT = f"""
  @OWN-1
  {GOOD.strip()}

  @OWN-1
  @RP-04
  Scenario: Refused
    Given the person with a REKONO account
    And REKONO has the fault "wrong_nonce"
    When the person signs in
    Then nobody is signed in in the browser of the person
    And the application has asked the "token" endpoint of REKONO for the person

  @OWN-2
  Scenario: Missed
{TABLE}    Then it holds "plums"

  Scenario: Broken
{TABLE}    And it is dropped
    Then it holds "pears"

  Scenario: Left
    When it leaves
    Then the field of nobody is never looked for

  Scenario: Skipped
    When it is not to be had
    Then the field of nobody is never looked for

  Scenario: Held
{TABLE}    Then it holds "pears"
    And the field of nobody is never looked for

  @browser
  Scenario: Seen
    When the person opens the application
    Then the person sees "Register"
"""
OWN_ROWS = """
[OWN-1]
level = "MUST"
source = "order 7"
text = "People get in."

[OWN-2]
level = "SHOULD"
source = "order 8"
text = { sl = "Slive.", en = "Plums." }
"""


def suite(folder: Path, text: str, **files: str) -> Path:
    """Write a suite of one feature file, and of files beside it."""
    features = folder / "features"
    features.mkdir(exist_ok=True)
    feature = text if text.lstrip().startswith("Feature") else f"Feature: A tester's\n{text}"
    (features / "first.feature").write_text(feature, "utf-8")
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_py", ".py").replace("_toml", ".toml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, "utf-8")
    return features


def run(folder: Path, *options: str, target: Path = TARGET, **environment: str) -> Ended:
    steps = ["--steps", str(folder / "steps")] if (folder / "steps").exists() else []
    words = ["--target", str(target), "--features", str(folder / "features"), *steps]
    words += ["--out", str(folder / "run"), "--plain", *options]
    return vodomer("run", *words, environment=environment)


def verdicts(folder: Path) -> dict[str, str]:
    record = read_run_json(folder / "run" / "run.json")
    return {one.id: str(one.verdict) for one in record.scenarios}
