"""Is a CTRF report one by the format's own schema, and is nothing greener in it than in the run?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, FormatChecker  # type: ignore[import-untyped]

from harness.record.judge import judge
from harness.record.judged_run import RunRecord
from harness.render.ctrf import Ctrf
from harness.tests.baselines import waiver
from harness.tests.sample import plays, sample_record
from harness.tests.streams import MUST, Stream
from harness.tests.test_gate import GONE, held
from harness.tests.test_render import hostile_run

SCHEMA = json.loads((Path(__file__).parent / "foreign_schemas" / "ctrf-0.0.json").read_text())


def ctrf(record: RunRecord, folder: Path) -> dict[str, Any]:
    """Write a report, and hold it against the schema."""
    text = Ctrf().text(record, folder)
    assert text == Ctrf().text(record, folder)
    told: dict[str, Any] = json.loads(text)
    problems = Draft7Validator(SCHEMA, format_checker=FormatChecker()).iter_errors(told)
    assert [f"{list(one.path)}: {one.message}"[:300] for one in problems] == []
    return told


def test_a_whole_run_is_valid_and_counts(tmp_path: Path) -> None:
    told = ctrf(sample_record(tmp_path), tmp_path)["results"]
    assert told["summary"]["tests"] == len(told["tests"]) == len(plays())
    assert told["summary"]["flaky"] == 1
    row = next(one for one in told["tests"] if one["testId"] == "act-11")
    assert (row["status"], row["rawStatus"], row["tags"]) == ("failed", "fail", ["ACT-11"])
    assert row["message"].startswith("expected: refused")
    assert row["attachments"]


def test_a_hostile_run_is_valid(tmp_path: Path) -> None:
    ctrf(hostile_run(tmp_path), tmp_path)


@pytest.mark.parametrize(
    ("verdict", "status"),
    [
        ("pass", "passed"),
        ("warn", "passed"),
        ("fail", "failed"),
        ("error", "failed"),
        ("incomplete", "failed"),
        ("skip", "skipped"),
        ("not_applicable", "skipped"),
    ],
)
def test_each_verdict_has_its_status(verdict: str, status: str, tmp_path: Path) -> None:
    events = Stream().start(("a", ["ACT-06"])).scenario("a", verdict).end().events
    [row] = ctrf(judge(events, (MUST,)), tmp_path)["results"]["tests"]
    assert (row["status"], row["rawStatus"]) == (status, verdict)


def test_a_run_without_an_end_is_no_pass(tmp_path: Path) -> None:
    record = judge(Stream().start(("a", ["ACT-06"])).scenario("a", "pass").events, (MUST,))
    summary = ctrf(record, tmp_path)["results"]["summary"]
    assert (summary["passed"], summary["failed"]) == (1, 1)


def test_what_is_waived_is_no_pass_and_what_is_out_of_date_fails(tmp_path: Path) -> None:
    record = held({"a": "fail", "c": "pass"}, waiver("a"), GONE)
    rows = ctrf(record, tmp_path)["results"]["tests"]
    assert [one["status"] for one in rows] == ["other", "passed", "failed"]
    assert rows[0]["message"].startswith("Waived until 2026-12-31")
