"""Is a SARIF log one by the format's own schema, and is nothing that is in trouble left out?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, FormatChecker  # type: ignore[import-untyped]

from harness.record.judge import judge
from harness.record.judged_run import RunRecord
from harness.render.sarif import Sarif
from harness.tests.baselines import waiver
from harness.tests.sample import sample_record
from harness.tests.streams import MUST, Stream
from harness.tests.test_gate import GONE, held
from harness.tests.test_render import hostile_run

SCHEMA = json.loads((Path(__file__).parent / "foreign_schemas" / "sarif-2.1.0.json").read_text())


def sarif(record: RunRecord, folder: Path) -> dict[str, Any]:
    """Write a log, and hold it against the schema; gives its one run."""
    text = Sarif().text(record, folder)
    assert text == Sarif().text(record, folder)
    told: dict[str, Any] = json.loads(text)
    problems = Draft4Validator(SCHEMA, format_checker=FormatChecker()).iter_errors(told)
    assert [f"{list(one.path)}: {one.message}"[:300] for one in problems] == []
    [run] = told["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules))
    assert {result["ruleId"] for result in run["results"]} == set(rules)
    assert all(result["partialFingerprints"] for result in run["results"])
    return dict(run)


def test_what_is_in_trouble_is_a_result(tmp_path: Path) -> None:
    record = sample_record(tmp_path)
    run = sarif(record, tmp_path)
    told = {
        one["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] for one in run["results"]
    }
    assert told == {one.id for one in record.scenarios if one.verdict.is_trouble}
    row = next(one for one in run["results"] if one["ruleId"] == "ACT-11")
    assert (row["level"], row["suppressions"]) == ("error", [])
    assert "expected: refused" in row["message"]["text"]
    assert run["invocations"][0]["exitCode"] == record.exit_code


def test_a_hostile_run_is_valid(tmp_path: Path) -> None:
    record = hostile_run(tmp_path)
    sarif(record, tmp_path)
    assert "<" not in Sarif().text(record, tmp_path)


@pytest.mark.parametrize(
    ("verdict", "level", "successful"),
    [
        ("pass", None, True),
        ("skip", None, False),
        ("not_applicable", None, False),
        ("warn", "warning", True),
        ("fail", "error", True),
        ("error", "error", False),
        ("incomplete", "error", False),
    ],
)
def test_each_verdict_has_its_level(
    verdict: str, level: str | None, successful: bool, tmp_path: Path
) -> None:
    events = Stream().start(("a", ["ACT-06"])).scenario("a", verdict).end().events
    run = sarif(judge(events, (MUST,)), tmp_path)
    found = [one["level"] for one in run["results"] if one["ruleId"] == "ACT-06"]
    assert found == ([level] if level else [])
    assert run["invocations"][0]["executionSuccessful"] is successful


def test_a_run_without_an_end_is_an_error(tmp_path: Path) -> None:
    record = judge(Stream().start(("a", ["ACT-06"])).scenario("a", "pass").events, (MUST,))
    run = sarif(record, tmp_path)
    assert [one["ruleId"] for one in run["results"]] == ["vodomer-run"]
    assert run["invocations"][0]["executionSuccessful"] is False


def test_the_same_finding_keeps_its_fingerprint(tmp_path: Path) -> None:
    def of(message: str) -> list[dict[str, str]]:
        stream = Stream().start(("a", ["ACT-06"])).scenario("a", "fail", message=message).end()
        run = sarif(judge(stream.events, (MUST,)), tmp_path)
        return [one["partialFingerprints"] for one in run["results"]]

    assert of("today") == of("tomorrow") != []


def test_what_is_waived_is_suppressed_and_what_is_out_of_date_is_not(tmp_path: Path) -> None:
    record = held({"a": "fail", "c": "pass"}, waiver("a"), GONE)
    first, second = sarif(record, tmp_path)["results"]
    assert first["suppressions"][0]["justification"].startswith("Waived until 2026-12-31")
    assert (second["ruleId"], second["level"]) == ("vodomer-run", "error")
