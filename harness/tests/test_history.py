"""Does a folder of runs tell what has become of each requirement, whatever lies in it?"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from harness.errors import ConfigurationError
from harness.record.history import INDEX, history
from harness.record.verdict import Verdict
from harness.render.trend import trend_page
from harness.tests.command import vodomer
from harness.tests.test_compare import NAMES, run
from harness.tests.test_render import HOSTILE


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Write runs of two versions of an application, and one of another application."""
    folder = tmp_path / "reports"
    for name, version, endings in (
        ("1", "1.4", {"a": "pass", "b": "fail", "e": "pass"}),
        ("2", "1.5", {"a": "fail", "b": "pass", "e": "pass"}),
    ):
        run(folder / name, endings, name="One", version=version)
    run(folder / "3", {"a": "pass"}, name="Other")
    return folder


def told(folder: Path) -> dict[str, dict[str, str]]:
    trend = next(one for one in history(folder).trends if one.target == "One")
    return {
        id: {version: str(verdict) for version, verdict in row.items()}
        for id, row in trend.troubled.items()
    }


EXPECTED = {
    NAMES["a"]: {"1.4": "pass", "1.5": "fail"},
    NAMES["b"]: {"1.4": "fail", "1.5": "pass"},
}


def test_each_requirement_is_told_version_by_version(reports: Path) -> None:
    assert told(reports) == EXPECTED
    assert [one.target for one in history(reports).trends] == ["One", "Other"]


def test_the_last_run_of_a_version_counts(reports: Path) -> None:
    run(reports / "4", {"a": "pass"}, name="One", version="1.5")
    assert told(reports) == {NAMES["b"]: EXPECTED[NAMES["b"]]}


def test_without_a_version_it_is_the_day(reports: Path) -> None:
    other = history(reports).trends[1]
    assert other.versions == (other.runs[0].started_at[:10],)


def test_what_was_read_is_not_read_again_until_it_changes(reports: Path) -> None:
    history(reports)
    before = (reports / "1" / "run.json").stat()
    (reports / "1" / "run.json").write_bytes(b"x" * before.st_size)
    os.utime(reports / "1" / "run.json", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert told(reports) == EXPECTED
    os.utime(reports / "1" / "run.json")
    assert len(history(reports).unread) == 1


def test_a_run_that_is_gone_is_forgotten(reports: Path) -> None:
    history(reports)
    shutil.rmtree(reports / "2")
    assert told(reports) == {NAMES["b"]: {"1.4": "fail"}}


@pytest.mark.parametrize("harm", ["missing", "damaged", "foreign", "link"])
def test_an_index_that_is_none_is_made_anew(harm: str, reports: Path, tmp_path: Path) -> None:
    history(reports)
    index, elsewhere = reports / INDEX, tmp_path / "elsewhere"
    elsewhere.write_text("somebody's")
    if harm == "damaged":
        index.write_bytes(b"no database at all, whatever it is called" * 99)
    else:
        index.unlink()
    if harm == "foreign":
        with sqlite3.connect(index) as other:
            other.execute("create table run (x)")
        other.close()
    if harm == "link":
        index.symlink_to(elsewhere)
    assert told(reports) == EXPECTED
    assert elsewhere.read_text() == "somebody's"


def test_while_another_writes_nothing_is_kept_and_all_is_told(reports: Path) -> None:
    history(reports)
    program = (
        "import sqlite3, sys\n"
        f"index = sqlite3.connect({str(reports / INDEX)!r}, isolation_level=None)\n"
        "index.execute('begin exclusive')\nprint('held', flush=True)\nsys.stdin.read()\n"
    )
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", program], **pipes) as holder:  # type: ignore[call-overload]
        assert holder.stdout.readline() == b"held\n"
        assert told(reports) == EXPECTED
        holder.stdin.close()
    assert told(reports) == EXPECTED


def test_what_is_no_run_is_told_and_left_aside(reports: Path) -> None:
    (reports / "notes").mkdir()
    (reports / "broken").mkdir()
    (reports / "broken" / "run.json").write_text("{")
    done = vodomer("history", str(reports))
    assert done.returncode == 0, done.stderr
    assert "warning: " in done.stderr
    assert "broken/run.json" in done.stderr
    assert "One (activation)" in done.stdout


def test_a_page_shows_it_without_a_server(reports: Path, tmp_path: Path) -> None:
    file = tmp_path / "history.html"
    assert vodomer("history", str(reports), "--out", str(file)).returncode == 0
    page = file.read_text("utf-8")
    assert all(said in page for said in ("1.4", "1.5", NAMES["a"], "Zahteve skozi različice"))
    assert "http://" not in page.replace("http://www.w3.org", "")


def test_hostile_words_stay_text(tmp_path: Path) -> None:
    run(tmp_path / "1", {"a": "fail"}, name=HOSTILE, version=f"[red]{HOSTILE}")
    page = trend_page(history(tmp_path))
    assert "<script>alert" not in page
    assert page.count("<script>") == 1
    shown = vodomer("history", str(tmp_path)).stdout
    assert "[red]" in shown
    assert not any(sign in shown for sign in ("\x1b", "\x00", "\u202e"))


def test_a_folder_without_runs_says_so(tmp_path: Path) -> None:
    done = vodomer("history", str(tmp_path))
    assert (done.returncode, "no run lies there" in done.stdout) == (0, True)
    with pytest.raises(ConfigurationError, match="is no folder"):
        history(tmp_path / "none")


def test_only_what_was_looked_at_has_a_verdict(reports: Path) -> None:
    for trend in history(reports).trends:
        for row in trend.requirements.values():
            assert not {Verdict.NOT_RUN, Verdict.NOT_TESTED} & {*row.values()}
