"""`vodomer report` writes the reports of any run again, breaks no signature and trusts nobody."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from harness.browsers import BrowserMissing
from harness.commands.report import report
from harness.errors import RecordUnreadable, UsageError
from harness.record.attestation import verify
from harness.record.evidence import Recorder
from harness.record.rejudging import rejudge
from harness.record.verdict import Verdict
from harness.redaction.redactor import Redactor
from harness.render import render
from harness.render.html import page
from harness.render.pictures import inside_report
from harness.render.view import IN_FULL
from harness.tests.sample import Play, plays, sample_record, write_run

pytest_plugins = ["harness.tests.signed_runs"]
LIMIT = 3_000_000
"""Bytes of the page of a whole run."""
WHOLE = 282
"""Scenarios of a whole run."""


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """Give the folder of a run of two scenarios that nobody judged yet."""
    return write_run(tmp_path / "run", plays()[:2])


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_reports_are_made_from_the_events(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = rejudge(sample)
    render(record, sample)
    before = files_of(sample)
    for name in ("report.html", "junit.xml", "badge.svg"):
        (sample / name).unlink()
    report(sample)
    after = files_of(sample)
    assert after.pop("run.json")
    assert after == before
    assert capsys.readouterr().out.splitlines() == [
        str(sample / name) for name in ("badge.svg", "report.html", "junit.xml", "run.json")
    ]


def test_of_very_many_scenarios_the_gravest_are_told_in_full(tmp_path: Path) -> None:
    record = sample_record(tmp_path)
    one = next(one for one in record.scenarios if one.verdict is Verdict.PASS)
    failed = one.model_copy(update={"verdict": Verdict.FAIL, "name": "the worst"})
    many = [one.model_copy(update={"id": f"many-{n}", "name": f"Many {n}"}) for n in range(999)]
    text = page(record.model_copy(update={"scenarios": (*many, failed)}), tmp_path, {})
    assert text.count('<details class="scenario ') == IN_FULL
    assert '<details class="scenario v-fail"' in text
    assert text.count('<li id="s-many-') == 1000 - IN_FULL
    assert f"{1000 - IN_FULL}, without details: run.json has them" in text
    assert all(text.count(f">Many {n}</bdi>") for n in range(999))


def test_a_named_browser_prints_and_nothing_else_wants_one(sample: Path) -> None:
    with pytest.raises(UsageError, match="--browser: only a PDF is printed by a browser"):
        report(sample, ["html"], browser="/nowhere")
    with pytest.raises(BrowserMissing, match=r"no browser /nowhere \(named by option\)"):
        report(sample, ["pdf"], browser="/nowhere")


def test_a_format_can_be_chosen(sample: Path) -> None:
    report(sample, ["markdown"])
    assert "Exit code" in (sample / "summary.md").read_text(encoding="utf-8")
    assert not (sample / "report.html").exists()
    with pytest.raises(
        UsageError, match="no report format 'docx'; choose from allure, badge, ctrf"
    ):
        report(sample, ["docx"])


def test_a_signed_run_stays_signed(signed: Path, run: Path) -> None:
    before = files_of(run)
    report(run, single_file=True)
    report(run)
    report(run, ["allure"])
    assert files_of(run) == before
    beside = run.with_name("run-report")
    assert (beside / "allure-results").is_dir()
    expected = {"report-single-file.html", "report.html", "junit.xml", "badge.svg"}
    assert {file.name for file in beside.glob("*.*")} == expected
    assert (beside / "report.html").read_bytes() == (run / "report.html").read_bytes()
    verify(run, signed / "key.pub")
    for out in (run, run / "reports"):
        with pytest.raises(UsageError, match="breaks its signature"):
            report(run, out=out)
    assert files_of(run) == before


def test_pictures_go_where_the_report_goes(sample: Path, tmp_path: Path) -> None:
    report(sample, out=tmp_path / "elsewhere")
    written = (tmp_path / "elsewhere" / "report.html").read_text(encoding="utf-8")
    named = set(re.findall(r'src="(evidence/[^"]+)"', written))
    assert named
    for path in named:
        assert (tmp_path / "elsewhere" / path).read_bytes() == (sample / path).read_bytes()
    report(sample, single_file=True, out=tmp_path / "mailed")
    assert [file.name for file in (tmp_path / "mailed").iterdir()] == ["report-single-file.html"]
    other = write_run(tmp_path / "other", plays()[:1])
    with pytest.raises(UsageError, match="already contains a run"):
        report(sample, out=other)


def test_what_stands_alone_goes_alone(sample: Path, tmp_path: Path) -> None:
    report(sample, ["allure", "single-file"], out=tmp_path / "mailed")
    names = {file.name for file in (tmp_path / "mailed").iterdir()}
    assert names == {"allure-results", "report-single-file.html"}


def test_what_is_no_run_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(RecordUnreadable, match="name a run's directory"):
        report(tmp_path)


def test_no_file_of_the_reader_is_shown_or_changed(tmp_path: Path) -> None:
    """Somebody's run has links where its evidence and its reports should be."""
    secret = tmp_path / "secret"
    secret.write_text("a file of the reader")
    play = plays()[0]
    run = write_run(tmp_path / "run", [play])
    recorder = Recorder(run, Redactor())
    kept = recorder.store(b"a text of the run", "text/plain")
    about = {"scenario": play.id, "attempt": 1, "step": 0, "kind": "log", "title": "output"}
    recorder.emit("evidence", **about, file=kept.path, sha256=kept.sha256, media_type="text/plain")
    recorder.close()
    report(run)
    assert "a text of the run" in (run / "report.html").read_text(encoding="utf-8")
    (run / "report.html").unlink()
    (run / "report.html").symlink_to(secret)
    for file in (run / "evidence").iterdir():
        file.unlink()
        file.symlink_to(secret)
    report(run)
    assert secret.read_text() == "a file of the reader"
    shown = (run / "report.html").read_text(encoding="utf-8")
    assert not (run / "report.html").is_symlink()
    assert "a file of the reader" not in shown
    assert "<img" not in shown
    shutil.rmtree(run / "evidence")
    (run / "evidence").mkdir()
    for path in set(re.findall(r"evidence/[0-9a-f]{64}\.png", shown)):
        os.mkfifo(run / path)
    report(run)
    assert "<img" not in (run / "report.html").read_text(encoding="utf-8")


def test_a_whole_run_is_small(tmp_path: Path) -> None:
    made = plays()
    many = [replace(made[n % len(made)], id=f"scenario-{n}") for n in range(WHOLE)]
    report(write_run(tmp_path, many))
    assert (tmp_path / "report.html").stat().st_size < LIMIT


def test_a_single_file_keeps_to_its_budget(tmp_path: Path) -> None:
    """What failed has its pictures; the others are named."""
    record = sample_record(tmp_path, {"ACT-04", "ACT-11"})
    budget = 4_000
    pictures = inside_report(record, tmp_path, budget)
    assert sum((tmp_path / path).stat().st_size for path in pictures) <= budget
    failed = next(one for one in record.scenarios if one.verdict.is_trouble)
    assert next(iter(pictures)) in {seen.file for seen in failed.evidence}
    assert re.search(r"The picture is in the file evidence/", page(record, tmp_path, pictures))


def test_a_killed_run_has_a_report(tmp_path: Path) -> None:
    run = write_run(tmp_path / "run", [Play("a", "name", "F", ("ACT-06",))])
    events = run / "events.ndjson"
    events.write_bytes(events.read_bytes()[:-30])
    report(run)
    assert rejudge(run).verdict == "incomplete"
    assert "The last line of the record is torn." in (run / "report.html").read_text()
