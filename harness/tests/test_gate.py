"""Is a gate green only where every failure is waived, and does nothing that is waived hide?"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest

from harness.record.attestation import what_is_missing
from harness.record.evidence import Recorder
from harness.record.judge import judge
from harness.record.judged_run import RunRecord
from harness.record.resume import read_interrupted
from harness.record.waivers import Standing, Waiver
from harness.redaction.redactor import Redactor
from harness.render import render
from harness.render.certificate import certificate
from harness.tests.baselines import baseline, days_from_now, entry, waiver
from harness.tests.command import ROOT, Ended, vodomer
from harness.tests.streams import Row, Stream

ONE, TWO = Row("ACT-06"), Row("RP-04")
TODAY = date(2026, 11, 24)
"""The day of the streams that tests make up."""


def held(
    endings: dict[str, str], *waivers: Waiver, filtered: bool = False, version: str = "1.4.2"
) -> RunRecord:
    """Judge a run in which each check ended so; `a` and `b` prove RP-04, all others ACT-06."""
    told = {"file": "b.toml", "sha256": "c" * 64}
    rows = [one.model_dump(mode="json", exclude_none=True) for one in waivers]
    plan = [(id, ["RP-04" if id in "ab" else "ACT-06"]) for id in endings]
    target = {"kind": "application", "name": "x", "version": version, "sha256": "d" * 64}
    more = {"filtered": filtered, "target": target}
    stream = Stream().start(*plan, baseline={**told, "waivers": rows}, **more)
    for id, verdict in endings.items():
        stream.scenario(id, verdict)
    return judge(stream.end().events, (ONE, TWO))


def of_requirement(id: str, **more: str) -> Waiver:
    told = waiver("x", **more).model_dump(exclude={"check"})
    return Waiver.model_validate({**told, "requirement": id})


SKIPPED = waiver("a", verdict="skip")
GONE = waiver("none")
CASES: list[tuple[dict[str, str], tuple[Waiver, ...], int, list[Standing]]] = [
    ({"a": "pass"}, (), 0, []),
    ({"a": "fail", "c": "pass"}, (waiver("a"),), 0, [Standing.WAIVES]),
    ({"a": "fail"}, (waiver("a"),), 0, [Standing.WAIVES]),
    ({"a": "fail", "c": "fail"}, (waiver("a"),), 3, [Standing.WAIVES]),
    ({"a": "fail"}, (waiver("a", str(TODAY)),), 0, [Standing.WAIVES]),
    ({"a": "fail"}, (waiver("a", "2026-11-23"),), 7, [Standing.EXPIRED]),
    ({"a": "fail", "c": "fail"}, (waiver("a", "2026-11-23"),), 3, [Standing.EXPIRED]),
    ({"a": "pass"}, (waiver("a"),), 7, [Standing.UNEXPECTED_PASS]),
    ({"a": "warn"}, (waiver("a"),), 7, [Standing.UNEXPECTED_PASS]),
    ({"a": "not_applicable", "c": "pass"}, (waiver("a"),), 7, [Standing.UNEXPECTED_PASS]),
    ({"a": "pass"}, (GONE,), 7, [Standing.NAMES_NOTHING]),
    ({"a": "fail"}, (GONE,), 3, [Standing.NAMES_NOTHING]),
    ({"a": "error"}, (waiver("a"),), 4, [Standing.UNDECIDED]),
    ({"a": "error", "c": "pass"}, (GONE,), 4, [Standing.NAMES_NOTHING]),
    ({"a": "incomplete"}, (waiver("a"),), 4, [Standing.UNDECIDED]),
    ({"a": "skip"}, (waiver("a"),), 4, [Standing.UNDECIDED]),
    ({"a": "fail"}, (SKIPPED,), 3, [Standing.UNDECIDED]),
    ({"a": "skip"}, (SKIPPED,), 0, [Standing.WAIVES]),
    ({"a": "fail", "b": "fail"}, (of_requirement("RP-04"),), 0, [Standing.WAIVES]),
    ({"a": "fail", "b": "pass"}, (of_requirement("RP-04"),), 0, [Standing.WAIVES]),
    ({"a": "pass", "b": "pass"}, (of_requirement("RP-04"),), 7, [Standing.UNEXPECTED_PASS]),
    ({"a": "fail", "c": "fail"}, (of_requirement("RP-04"),), 3, [Standing.WAIVES]),
    ({"a": "fail"}, (waiver("a", version="1.4.*"),), 0, [Standing.WAIVES]),
    ({"a": "fail"}, (waiver("a", version="2.*"),), 3, [Standing.OTHER_VERSION]),
    ({"a": "pass"}, (waiver("a", version="2.*"),), 0, [Standing.OTHER_VERSION]),
]


@pytest.mark.parametrize(("endings", "waivers", "code", "standings"), CASES)
def test_how_a_gate_ends(
    endings: dict[str, str], waivers: tuple[Waiver, ...], code: int, standings: list[Standing]
) -> None:
    record = held(endings, *waivers)
    assert record.gate
    assert [one.standing for one in record.gate.waivers] == standings
    assert (record.exit_code, record.gate.exit_code) == (code, code)


def test_what_is_waived_has_its_verdict_all_the_same() -> None:
    record = held({"a": "fail", "c": "pass"}, waiver("a"))
    assert {record.verdict, record.requirements["RP-04"].verdict} == {"fail"}
    assert record.gate
    assert record.gate.verdict == "warn"
    assert record.gate.waived == {"a"}


def test_in_a_part_what_was_not_chosen_is_neither_green_nor_red() -> None:
    record = held({"a": "pass"}, GONE, filtered=True)
    assert record.gate
    assert record.gate.waivers[0].standing is Standing.NOT_RUN
    assert record.exit_code == 0


def test_without_a_version_none_is_waived_for_one() -> None:
    assert held({"a": "fail"}, waiver("a", version="*"), version="").exit_code == 0
    stream = Stream().start(("a", ["RP-04"]), baseline={"file": "b", "sha256": "c", "waivers": []})
    rows = [waiver("a", version="*").model_dump(mode="json", exclude_none=True)]
    stream.events[0]["baseline"]["waivers"] = rows
    assert judge(stream.scenario("a", "fail").end().events, (TWO,)).exit_code == 3


@pytest.mark.parametrize("type", ["run.interrupted", "run.torn"])
def test_a_run_that_is_no_proof_is_never_waived(type: str) -> None:
    stream = Stream().start(("a", ["RP-04"]), baseline=_told(waiver("a")))
    stream.scenario("a", "fail").add(type, reason="Ctrl-C")
    assert judge(stream.end().events, (TWO,)).exit_code == 4


def _told(*waivers: Waiver) -> dict[str, Any]:
    rows = [one.model_dump(mode="json", exclude_none=True) for one in waivers]
    return {"file": "b.toml", "sha256": "c" * 64, "waivers": rows}


@pytest.mark.parametrize(
    "told",
    ["b.toml", {"file": "b.toml"}, {"file": "b", "sha256": "c", "waivers": [{"check": "a"}]}, [1]],
)
def test_a_record_that_tells_of_a_baseline_otherwise_waives_nothing(told: object) -> None:
    stream = Stream().start(("a", ["RP-04"]), baseline=told).scenario("a", "pass").end()
    record = judge(stream.events, (TWO,))
    assert record.exit_code == 4
    assert what_is_missing(record)


def test_a_day_counts_from_where_the_run_last_went_on() -> None:
    stream = Stream().start(("a", ["RP-04"]), baseline=_told(waiver("a", str(TODAY))))
    stream.add("run.resumed")
    stream.events[-1]["at"] = "2026-11-25T00:00:00.000Z"
    for event in stream.scenario("a", "fail").end().events[2:]:
        event["at"] = "2026-11-25T00:00:01.000Z"
    assert judge(stream.events, (TWO,)).exit_code == 7


def test_reports_show_what_is_waived_and_what_is_out_of_date(tmp_path: Path) -> None:
    late = waiver("b", "2026-11-23", ticket="T-7")
    record = held({"a": "fail", "b": "fail", "c": "pass"}, waiver("a", reason="<b>&"), late, GONE)
    render(record, tmp_path, ["html", "junit", "markdown", "badge"])
    cases = {
        case.get("name"): [child.tag for child in case if child.tag in ("skipped", "failure")]
        for case in Xml.parse(tmp_path / "junit.xml").iter("testcase")
        if case.get("classname") != "baseline"
    }
    assert cases == {"a": ["skipped"], "b": ["failure"], "c": []}
    behind = Xml.parse(tmp_path / "junit.xml").findall(".//testcase[@classname='baseline']/failure")
    assert [one.get("type") for one in behind] == ["expired", "names_nothing"]
    page = (tmp_path / "report.html").read_text("utf-8")
    for said in (
        "Waived until 2026-12-31, owner Ana: &lt;b&gt;&amp;",
        "known (T-7)",
        "Odloženo do",
    ):
        assert said in page
    assert "<b>&" not in page
    assert "has to be changed" in (tmp_path / "summary.md").read_text("utf-8")
    assert "failed" in (tmp_path / "badge.svg").read_text("utf-8")


def test_no_certificate_is_made_of_a_gate() -> None:
    record = held({"a": "pass", "c": "pass"})
    assert record.exit_code == 0
    paper = certificate(record)
    assert paper
    assert not paper.granted
    assert any("baseline" in one.text.en for one in paper.obstacles)
    assert "baseline" in what_is_missing(record)


SAMPLE = ROOT / "harness" / "reference" / "application" / "target.toml"
BROKEN, OTHER, SOUND = "state-of-another-browser", "no-foreign-frames", "honest-sign-in"


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the target file of a sample application that takes any `state`, and may be framed."""
    bad = '"3", "--defect", "state_unchecked"]'
    file = tmp_path_factory.mktemp("bad") / "target.toml"
    file.write_text(SAMPLE.read_text("utf-8").replace('"3"]', bad), "utf-8")
    return file


def gate(target: Path, file: Path, out: Path, *only: str) -> tuple[Ended, dict[str, Any]]:
    chosen = [word for name in only for word in ("--only", name)]
    words = ["--baseline", str(file), "--out", str(out), "--plain", "--json"]
    done = vodomer("certify", str(target), *chosen, *words)
    return done, json.loads((out / "run.json").read_text("utf-8"))


@pytest.mark.slow
def test_a_bad_application_is_green_today_and_red_when_anything_changes(
    target: Path, tmp_path: Path
) -> None:
    first = ["--only", BROKEN, "--only", SOUND, "--out", str(tmp_path / "first")]
    assert vodomer("certify", str(target), *first).returncode == 3
    made = tmp_path / "baseline.toml"
    assert vodomer("baseline", "new", str(tmp_path / "first"), "--out", str(made)).returncode == 0
    done, told = gate(target, made, tmp_path / "green", BROKEN, SOUND)
    assert done.returncode == told["exit_code"] == 0, done.stderr
    assert told["verdict"] == "fail"
    assert "waived:   Waived until" in done.stderr
    assert "The gate is green" in done.stderr
    without = baseline(tmp_path, entry(SOUND, days_from_now(9)))
    done, told = gate(target, without, tmp_path / "new", BROKEN, SOUND)
    assert done.returncode == told["exit_code"] == 3, done.stderr
    stale = (entry(BROKEN, days_from_now(-2)), entry(SOUND, days_from_now(9)))
    done, told = gate(target, baseline(tmp_path, *stale), tmp_path / "stale", BROKEN, SOUND)
    assert done.returncode == told["exit_code"] == 7, done.stderr
    standings = [one["standing"] for one in told["gate"]["waivers"]]
    assert standings == ["expired", "unexpected_pass"]


def test_what_is_waived_is_not_signed(target: Path, tmp_path: Path) -> None:
    file, key = baseline(tmp_path, entry(BROKEN, days_from_now(9))), tmp_path / "key"
    assert vodomer("keys", "new", str(key)).returncode == 0
    words = ["--baseline", str(file), "--sign", str(key), "--out", str(tmp_path / "run")]
    done = vodomer("certify", str(target), *words)
    assert done.returncode == 2
    assert "nothing that is waived is certified" in done.stderr
    assert not (tmp_path / "run").exists()


def test_a_bad_baseline_is_told_before_anything_starts(target: Path, tmp_path: Path) -> None:
    file = baseline(tmp_path, "colour = 1\n")
    done = vodomer("certify", str(target), "--baseline", str(file), "--out", str(tmp_path / "run"))
    assert (done.returncode, done.stdout) == (6, "")
    assert not (tmp_path / "run").exists()


def test_a_run_that_goes_on_keeps_its_baseline(target: Path, tmp_path: Path) -> None:
    recorder = Recorder(tmp_path, Redactor())
    options = {"--baseline": "b.toml"}
    recorder.emit("run.started", plan=[], options=options, baseline=_told(waiver("a")))
    recorder.close()
    assert read_interrupted(tmp_path).baseline == Path("b.toml")
    words = ["certify", str(target), "--resume", str(tmp_path), "--baseline", "b.toml"]
    done = vodomer(*words)
    assert (done.returncode, "keeps what it began with" in done.stderr) == (2, True)


@pytest.mark.slow
def test_scenarios_of_a_tester_are_held_against_a_baseline(tmp_path: Path) -> None:
    features = tmp_path / "features"
    features.mkdir()
    (features / "a.feature").write_text(
        "Feature: Ours\n\n  @id:ours/never\n  Scenario: Never\n"
        "    Given the person with a REKONO account\n    Then the person is signed in\n"
    )
    file = baseline(tmp_path, entry("ours/never", days_from_now(9)))
    words = ["--features", str(features), "--agent", "http", "--out", str(tmp_path / "run")]
    known = vodomer("run", "--target", str(SAMPLE), *words, "--baseline", str(file))
    assert known.returncode == 0, known.stderr
    more = baseline(tmp_path, entry("ours/never", days_from_now(9)), entry("x", days_from_now(9)))
    words[-1] = str(tmp_path / "again")
    unknown = vodomer("run", "--target", str(SAMPLE), *words, "--baseline", str(more))
    assert unknown.returncode == 7, unknown.stderr
    assert "x: names no check or requirement of this run" in unknown.stderr
    alone = vodomer("run", "--baseline", str(file))
    assert (alone.returncode, "--target" in alone.stderr) == (2, True)
