"""Do a tester's own scenarios run at their application, and does the record say how?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from harness.acceptance import vocabulary
from harness.acceptance.step_book import book_of
from harness.acceptance.story import StoryStep
from harness.record.attestation import what_is_missing
from harness.record.judged_run import read_run_json
from harness.record.rejudging import rejudge
from harness.tests.own_suites import (
    EVERY_VERDICT,
    GOOD,
    OWN,
    OWN_ROWS,
    run,
    suite,
    verdicts,
)
from harness.tests.pasting import paste

BOOK = book_of(vocabulary.modules())


# the vocabulary ------------------------------------------------------------------------------


@pytest.mark.parametrize("definition", BOOK.definitions, ids=lambda one: one.wording)
def test_each_step_has_an_example_that_means_no_other(definition: Any) -> None:
    keyword, _, text = definition.example.partition(" ")
    kind = keyword.lower()
    found = BOOK.find(StoryStep(keyword, kind, text, "here:1"))
    assert found.context.step_func is definition.context.step_func
    assert '"' not in "".join(found.arguments(text).values()), "a blank has swallowed a quote"


def test_the_vocabulary_is_of_a_size_to_be_read() -> None:
    functions = {one.context.step_func for one in BOOK.definitions}
    assert 20 <= len(functions) <= 36


# a run -----------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_run_says_of_each_scenario_what_it_came_to(tmp_path: Path) -> None:
    suite(tmp_path, EVERY_VERDICT, steps__own_py=OWN, features__requirements_toml=OWN_ROWS)
    done = run(tmp_path, "--agent", "http", "--json", PYTEST_ADDOPTS="-k nothing")
    assert done.returncode == 4, done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["exit_code"] == 4
    assert verdicts(tmp_path) == {
        "first/in-order": "pass",
        "first/refused": "pass",
        "first/missed": "warn",
        "first/broken": "error",
        "first/left": "error",
        "first/skipped": "skip",
        "first/held": "pass",
        "first/seen": "not_applicable",
    }
    looks_right(tmp_path)


def looks_right(folder: Path) -> None:
    record = read_run_json(folder / "run" / "run.json")
    scenarios = {one.id: one for one in record.scenarios}
    broken, missed = scenarios["first/broken"], scenarios["first/missed"]
    assert broken.cause == "steps"
    assert "own.py:24: ValueError" in (broken.message or "")
    assert [step.verdict for step in broken.steps] == ["pass", "pass", "error", "not_run"]
    assert "thing in basket" in (missed.expected or "")
    assert missed.actual == "['apples', 'pears']"
    kinds = {seen.kind for seen in scenarios["first/refused"].evidence}
    assert {"observation", "page", "log"} <= kinds
    assert (folder / "run" / "junit.xml").exists()
    own = record.requirements["OWN-1"]
    assert (own.text.sl, own.verdict) == ("People get in.", "pass")
    assert record.requirements["RP-04"].verdict == "pass"
    report = (folder / "run" / "report.html").read_text("utf-8")
    assert "People get in." in report
    assert "No certificate" not in report, "nothing is certified by scenarios of one's own"
    again = rejudge(folder / "run")
    assert again.requirements == record.requirements
    assert "the tester's own" in what_is_missing(again.model_copy(update={"filtered": False}))
    assert broken.rerun.endswith("--only first/broken")
    pasted = paste(f"{broken.rerun} --plain --out again", folder)
    assert pasted.returncode == 4, pasted.stderr


@pytest.mark.slow
def test_what_concerns_everybody_runs_alone_and_ends_with_its_scenario(tmp_path: Path) -> None:
    suite(
        tmp_path,
        f"""
  Scenario: Down
    Given REKONO has the fault "keys_down"
    And the application has been started anew
    When the person signs in
    Then nobody is signed in in the browser of the person
    When REKONO works again
    And the person signs in
    Then the person is signed in
{GOOD}""",
    )
    done = run(tmp_path, "--agent", "http", "--lanes", "2")
    assert done.returncode == 0, done.stderr
    assert set(verdicts(tmp_path).values()) == {"pass"}


@pytest.mark.browser
@pytest.mark.slow
def test_own_steps_use_the_page_of_the_browser(tmp_path: Path) -> None:
    own = """
from playwright.sync_api import expect
from pytest_bdd import then


@then("the button is blue")
def blue(world):
    expect(world.page.get_by_role("button", name="Prijava")).to_be_visible()
    expect(world.page).to_have_title("Something else", timeout=100)
"""
    text = """
  Scenario: Blue
    When the person opens the application
    Then the button is blue
"""
    suite(tmp_path, text + GOOD, steps__own_py=own)
    done = run(tmp_path)
    assert done.returncode == 3, done.stderr
    assert verdicts(tmp_path) == {"first/blue": "fail", "first/in-order": "pass"}
    record = read_run_json(tmp_path / "run" / "run.json")
    assert all(any(it.kind == "picture" for it in one.evidence) for one in record.scenarios)
    assert run(tmp_path, "--agent", "http", "--only", "first/blue").returncode == 2, "used folder"
