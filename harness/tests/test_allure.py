"""Does Allure get results that it can read, the same from run to run, and none that are greener?"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from harness.commands.report import report
from harness.record.judge import judge
from harness.record.judged_run import RunRecord
from harness.record.verdict import Verdict
from harness.render import render
from harness.tests.allure_model import Result, Step
from harness.tests.baselines import waiver
from harness.tests.sample import plays, sample_record, write_run
from harness.tests.streams import MUST, SHOULD, Row, Stream
from harness.tests.test_gate import GONE, held
from harness.tests.test_render import hostile_run


def results(record: RunRecord, folder: Path) -> list[Result]:
    """Write the folder, and hold it against Allure's own model and itself; in order of names."""
    [made] = render(record, folder, ["allure"])
    files = sorted(made.glob("*-result.json"))
    read = [Result.model_validate_json(file.read_bytes()) for file in files]
    assert [f"{one.uuid}-result.json" for one in read] == [file.name for file in files]
    attached = {it.source for one in read for step in walk(one) for it in step.attachments}
    assert {file.name for file in made.glob("*-attachment*")} == attached
    for name in attached:
        assert hashlib.sha256((made / name).read_bytes()).hexdigest() == name.partition("-")[0]
    others = {"categories.json", "environment.properties", "executor.json"}
    assert {file.name for file in made.iterdir()} == attached | {it.name for it in files} | others
    return sorted(read, key=lambda one: (one.name, one.start))


def walk(step: Step) -> list[Step]:
    return [step, *(found for inner in step.steps for found in walk(inner))]


def environment(folder: Path) -> dict[str, str]:
    text = (folder / "allure-results" / "environment.properties").read_text("ascii")
    return dict(line.split(" = ", 1) for line in text.splitlines())


def test_a_whole_run_can_be_read(tmp_path: Path) -> None:
    record = sample_record(tmp_path)
    read = results(record, tmp_path)
    assert len(read) == len(plays()) + 1
    one = next(it for it in read if it.of("tag") == ["ACT-11"])
    assert (one.status, one.of("severity"), one.full_name) == (
        "failed",
        ["critical"],
        "Activation of a user: act-11",
    )
    assert one.status_details.message.startswith("fail\nexpected: refused with")
    assert [step.status for step in one.steps] == ["passed"] * 5 + ["failed"]
    assert [it.type for it in one.steps[0].attachments] == ["image/png", "text/plain"]
    assert "What to change" in one.description
    assert environment(tmp_path)["verdict"].startswith("error: ")
    assert "referen\\u010dna" in environment(tmp_path)["target"]


def test_a_second_attempt_follows_the_first_and_shares_its_history(tmp_path: Path) -> None:
    read = results(sample_record(tmp_path), tmp_path)
    twice = [one for one in read if one.status_details.flaky]
    assert [one.status for one in twice] == ["broken", "passed"]
    assert len({one.history_id for one in twice}) == 1
    assert twice[0].stop <= twice[1].start


def test_what_is_flaky_fails(tmp_path: Path) -> None:
    record = sample_record(tmp_path)
    changed = [
        one.model_copy(update={"verdict": Verdict.FLAKY}) if one.flaky else one
        for one in record.scenarios
    ]
    read = results(record.model_copy(update={"scenarios": tuple(changed)}), tmp_path)
    twice = [one for one in read if one.status_details.flaky]
    assert [one.status for one in twice] == ["broken", "failed"]


def test_history_goes_on_in_the_next_run_by_the_same_agent(tmp_path: Path) -> None:
    record = sample_record(tmp_path, {"ACT-04", "ACT-11"})
    later = record.model_copy(update={"invocation": "another", "run": "later"})
    other = record.model_copy(update={"agent": "http"})
    first, second, third = (results(one, tmp_path) for one in (record, later, other))
    assert [one.history_id for one in first] == [one.history_id for one in second]
    assert [one.test_case_id for one in first] == [one.test_case_id for one in third]
    assert not {one.history_id for one in first} & {one.history_id for one in third}
    assert not {one.uuid for one in first} & {one.uuid for one in second}


def test_results_of_an_earlier_report_are_not_counted(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a file").write_text("of somebody's")
    run = write_run(tmp_path / "run", plays()[:1])
    (run / "allure-results").symlink_to(elsewhere)
    report(run, ["allure"])
    assert [one.name for one in elsewhere.iterdir()] == ["a file"]
    (run / "allure-results" / "old-result.json").write_text("{}")
    report(run, ["allure"])
    assert len([*(run / "allure-results").glob("*-result.json")]) == 1


def test_evidence_that_is_none_of_the_runs_is_not_attached(tmp_path: Path) -> None:
    record = sample_record(tmp_path, {"ACT-11"})
    for file in (tmp_path / "evidence").iterdir():
        file.write_text("something else")
    read = results(record, tmp_path)
    assert {it.type for one in read for step in walk(one) for it in step.attachments} <= {
        "text/plain",
        "application/json",
    }
    assert "something else" not in "".join(
        file.read_text("utf-8") for file in (tmp_path / "allure-results").iterdir()
    )


def test_a_hostile_run_can_be_read(tmp_path: Path) -> None:
    [one, *_] = results(hostile_run(tmp_path), tmp_path)
    assert not re.search(r"[<>]|https?:", one.description)


@pytest.mark.parametrize(
    ("verdict", "row", "status"),
    [
        ("pass", MUST, "passed"),
        ("fail", SHOULD, "passed"),
        ("fail", MUST, "failed"),
        ("error", MUST, "broken"),
        ("incomplete", MUST, "broken"),
        ("skip", MUST, "skipped"),
        ("not_applicable", MUST, "skipped"),
    ],
)
def test_each_verdict_has_its_status(verdict: str, row: Row, status: str, tmp_path: Path) -> None:
    stream = Stream().start(("a", [row.id])).scenario("a", verdict, message="because")
    [one] = results(judge(stream.end().events, (row,)), tmp_path)
    assert one.status == status
    assert one.of("severity") == ["minor" if row is SHOULD else "critical"]
    said = {"pass": "", "fail": "warn\n"}.get(verdict if row is SHOULD else "", f"{verdict}\n")
    assert one.status_details.message == ("because" if verdict == "pass" else f"{said}because")


def test_a_run_without_an_end_is_broken(tmp_path: Path) -> None:
    record = judge(Stream().start(("a", ["ACT-06"])).scenario("a", "pass").events, (MUST,))
    assert [one.status for one in results(record, tmp_path)] == ["broken", "passed"]


def test_what_is_waived_is_known_and_what_is_out_of_date_fails(tmp_path: Path) -> None:
    read = results(held({"a": "fail", "c": "pass"}, waiver("a"), GONE), tmp_path)
    assert [one.status for one in read] == ["skipped", "failed", "passed"]
    one = read[0].status_details
    assert one.message.startswith("fail; Waived until 2026-12-31")
    assert (one.known, one.muted, read[0].of("tag")) == (True, True, ["RP-04", "waived"])
    assert not read[1].status_details.known
    assert "baseline" in environment(tmp_path)
    waived = json.loads((tmp_path / "allure-results" / "categories.json").read_text())[3]
    assert re.fullmatch(waived["messageRegex"], one.message)


def test_a_part_says_so(tmp_path: Path) -> None:
    stream = Stream().start(("a", ["ACT-06"]), filtered=True).scenario("a", "pass")
    [one] = results(judge(stream.end().events, (MUST, replace(MUST, id="ACT-07"))), tmp_path)
    assert "1 of 2" in one.of("parentSuite")[0]
    assert "1 of 2" in environment(tmp_path)["part"]
