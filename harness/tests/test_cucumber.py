"""Are the messages those of Cucumber's own schema, do they fit together, and are none greener?"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from harness.record.judge import judge
from harness.record.judged_run import RunRecord
from harness.render.cucumber import Cucumber
from harness.tests.baselines import waiver
from harness.tests.sample import SOMEBODYS, plays, sample_record
from harness.tests.streams import MUST, SHOULD, Stream
from harness.tests.test_gate import GONE, held
from harness.tests.test_render import hostile_run

SCHEMA = json.loads(
    (Path(__file__).parent / "foreign_schemas" / "cucumber-messages-34.2.json").read_text()
)
VALID = Draft202012Validator(SCHEMA)
SEVERITY = ("UNKNOWN", "PASSED", "SKIPPED", "FAILED")
"""As Cucumber orders what we use: a case is what its gravest step is."""
Message = dict[str, Any]


def messages(record: RunRecord, folder: Path) -> dict[str, list[Message]]:
    """Write messages, hold each against the schema and all against each other; by their kind."""
    text = Cucumber().text(record, folder)
    assert text == Cucumber().text(record, folder)
    told = [json.loads(line) for line in text.splitlines()]
    problems = [
        f"{list(it.path)}: {it.message}"[:300] for one in told for it in VALID.iter_errors(one)
    ]
    assert problems == []
    kinds: dict[str, list[Message]] = {}
    for one in told:
        [(kind, content)] = one.items()
        kinds.setdefault(kind, []).append(content)
    assert (next(iter(kinds)), next(reversed(kinds))) == ("meta", "testRunFinished")
    fit_together(kinds)
    return kinds


def fit_together(kinds: dict[str, list[Message]]) -> None:
    """Whatever is named is there, and no two things have one id."""
    children = [it for one in kinds["gherkinDocument"] for it in one["feature"]["children"]]
    listed = [it for child in children for it in child.get("rule", {}).get("children", [child])]
    nodes = [one["scenario"] for one in listed]
    steps = {step["id"] for one in nodes for step in one["steps"]}
    pickles = {one["id"]: one for one in kinds.get("pickle", [])}
    tests = {one["id"]: one for one in kinds.get("testCase", [])}
    begun = {one["id"]: one for one in kinds.get("testCaseStarted", [])}
    assert [one["id"] for one in nodes] == [one["astNodeIds"][0] for one in pickles.values()]
    assert len(pickles) == len(kinds.get("pickle", [])) == len(tests) == len(nodes)
    assert len(begun) == len(kinds.get("testCaseStarted", [])) == len(kinds["testCaseFinished"])
    for one in pickles.values():
        assert {id for step in one["steps"] for id in step["astNodeIds"]} <= steps
    for one in tests.values():
        taken = [step["pickleStepId"] for step in one["testSteps"] if "pickleStepId" in step]
        assert taken == [step["id"] for step in pickles[one["pickleId"]]["steps"]]
    for kind in ("testStepStarted", "testStepFinished", "attachment", "externalAttachment"):
        for one in kinds.get(kind, []):
            test = tests[begun[one["testCaseStartedId"]]["testCaseId"]]
            assert one["testStepId"] in {step["id"] for step in test["testSteps"]}


def statuses(kinds: dict[str, list[Message]]) -> dict[str, str]:
    """How each case ended, by its name, as a reader of Cucumber's finds out."""
    again = {one["testCaseStartedId"] for one in kinds["testCaseFinished"] if one["willBeRetried"]}
    pickles = {one["id"]: one["name"] for one in kinds["pickle"]}
    names = {one["id"]: pickles[one["pickleId"]] for one in kinds["testCase"]}
    found: dict[str, str] = {}
    for attempt in kinds["testCaseStarted"]:
        if attempt["id"] in again:
            continue
        ended = [
            one["testStepResult"]["status"]
            for one in kinds["testStepFinished"]
            if one["testCaseStartedId"] == attempt["id"]
        ]
        found[names[attempt["testCaseId"]]] = max(ended, key=SEVERITY.index)
    return found


def said(kinds: dict[str, list[Message]]) -> str:
    return "\n".join(one["testStepResult"].get("message", "") for one in kinds["testStepFinished"])


def test_scenarios_have_their_steps_and_places(tmp_path: Path) -> None:
    kinds = messages(sample_record(tmp_path), tmp_path)
    assert Counter(statuses(kinds).values())["FAILED"] == 3
    assert len(kinds["pickle"]) == len(plays())
    one = next(it for it in kinds["pickle"] if it["uri"] == "features/act-11.feature")
    assert (one["location"], len(one["steps"])) == ({"line": 12}, 6)
    assert [tag["name"] for tag in one["tags"]] == ["@ACT-11"]
    assert [it["attempt"] for it in kinds["testCaseStarted"]].count(1) == 1
    assert {it["contentEncoding"] for it in kinds["attachment"]} == {"IDENTITY", "BASE64"}
    assert "expected: refused with" in said(kinds)
    assert kinds["testRunFinished"][0]["success"] is False


def test_what_is_planned_has_the_same_ids_in_the_next_run(tmp_path: Path) -> None:
    record = sample_record(tmp_path, {"ACT-11"})
    later = record.model_copy(update={"invocation": "another", "run": "later"})
    kinds, other = messages(record, tmp_path), messages(later, tmp_path)
    for kind in ("gherkinDocument", "pickle"):
        assert kinds[kind] == other[kind]
    assert kinds["testRunStarted"] != other["testRunStarted"]


def test_a_check_is_one_step(tmp_path: Path) -> None:
    stream = Stream().start(("a", ["ACT-06"]), target={**SOMEBODYS})
    kinds = messages(judge(stream.scenario("a", "pass").end().events, (MUST,)), tmp_path)
    assert [len(one["steps"]) for one in kinds["pickle"]] == [1]
    assert [one["testSteps"][0].get("hookId") for one in kinds["testCase"]] == [None]


def test_a_hostile_run_is_valid(tmp_path: Path) -> None:
    record = hostile_run(tmp_path)
    messages(record, tmp_path)
    assert "<" not in Cucumber().text(record, tmp_path)


@pytest.mark.parametrize(
    ("verdict", "status"),
    [
        ("pass", "PASSED"),
        ("fail", "FAILED"),
        ("error", "FAILED"),
        ("incomplete", "FAILED"),
        ("skip", "SKIPPED"),
        ("not_applicable", "SKIPPED"),
    ],
)
@pytest.mark.parametrize("steps", [False, True])
def test_each_verdict_has_its_status(
    verdict: str, status: str, steps: bool, tmp_path: Path
) -> None:
    """The judge may say worse of a scenario than its steps do."""
    stream = Stream().start(("a", ["ACT-06"]))
    if steps:
        about = {"keyword": "Then ", "text": "it is so", "verdict": "pass", "duration_ms": 1}
        stream.add("step.finished", scenario="a", attempt=1, step=0, **about)
    kinds = messages(judge(stream.scenario("a", verdict).end().events, (MUST,)), tmp_path)
    assert statuses(kinds) == {"a": status}
    assert kinds["testRunFinished"][0]["success"] is (verdict == "pass")


def test_a_recommendation_that_is_not_met_is_told_of(tmp_path: Path) -> None:
    stream = Stream().start(("a", ["ACT-16"])).scenario("a", "fail", message="so it is")
    kinds = messages(judge(stream.end().events, (SHOULD,)), tmp_path)
    assert statuses(kinds) == {"a": "PASSED"}
    assert said(kinds) == "warn\nso it is"


def test_a_run_without_an_end_is_no_success(tmp_path: Path) -> None:
    record = judge(Stream().start(("a", ["ACT-06"])).scenario("a", "pass").events, (MUST,))
    kinds = messages(record, tmp_path)
    assert sorted(statuses(kinds).values()) == ["FAILED", "PASSED"]
    assert kinds["testRunFinished"][0]["success"] is False


def test_what_is_waived_is_no_pass_and_what_is_out_of_date_fails(tmp_path: Path) -> None:
    kinds = messages(held({"a": "fail", "c": "pass"}, waiver("a"), GONE), tmp_path)
    assert list(statuses(kinds).values()) == ["SKIPPED", "PASSED", "FAILED"]
    assert "fail; Waived until 2026-12-31" in said(kinds)
    assert "@waived" in [tag["name"] for tag in kinds["pickle"][0]["tags"]]


def test_a_part_says_so(tmp_path: Path) -> None:
    stream = Stream().start(("a", ["ACT-06"]), filtered=True).scenario("a", "pass")
    kinds = messages(judge(stream.end().events, (MUST, replace(MUST, id="ACT-07"))), tmp_path)
    assert "1 of 2" in kinds["testRunFinished"][0]["message"]
    assert "1 of 2" in kinds["gherkinDocument"][0]["feature"]["description"]
