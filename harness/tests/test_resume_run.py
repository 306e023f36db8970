"""Does a run of scenarios that was broken off go on, of the documented flow and of one's own?"""

from __future__ import annotations

import json
import shlex
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from harness.record.evidence import EVENTS
from harness.record.judged_run import read_events, read_run_json
from harness.record.rejudging import rejudge
from harness.record.verdict import Verdict
from harness.tests.command import ROOT, vodomer
from harness.tests.own_suites import GOOD, TARGET

ONLY = ["--only", "RP-04", "--only", "ACT-06", "--only", "ACT-11"]
RUN = ["run", "--agent", "http", "--plain", "--lanes", "1"]


def broken_off(words: list[str], out: Path, by: signal.Signals) -> str:
    """Break a run off after its first scenario; gives what it says in the end."""
    command = [sys.executable, "-m", "harness", *words, "--out", str(out)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stderr is not None
        first = next((line for line in process.stderr if line.startswith("✓")), None)
        assert first, "the run ended before its first scenario"
        process.send_signal(by)
        return process.stderr.read()


def events(out: Path, type: str) -> list[Mapping[str, Any]]:
    return [event for event in read_events(out / EVENTS) if event["type"] == type]


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a tester's suite of four scenarios."""
    folder = tmp_path_factory.mktemp("suite")
    stories = (GOOD.replace("In order", f"In order {n}") for n in range(4))
    (folder / "good.feature").write_text("Feature: Good\n" + "".join(stories), "utf-8")
    return folder


@pytest.fixture
def own(suite: Path) -> list[str]:
    return [*RUN, "--target", str(TARGET), "--features", str(suite)]


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGKILL])
@pytest.mark.parametrize("whose", ["documented", "own"])
def test_it_goes_on_with_what_has_no_verdict(
    whose: str, by: signal.Signals, own: list[str], tmp_path: Path
) -> None:
    words, out = own if whose == "own" else [*RUN, *ONLY], tmp_path / "run"
    said = broken_off(words, out, by)
    whole = (out / EVENTS).read_bytes().rpartition(b"\n")[0]
    kept = {str(event["scenario"]) for event in events(out, "scenario.finished")}
    assert not events(out, "run.finished")
    goes_on = ["vodomer", *own, "--resume", str(out)]
    if whose == "documented":
        goes_on = ["vodomer", *RUN, "--resume", str(out)]
    if by is signal.SIGINT:
        (told,) = (line for line in said.splitlines() if line.startswith("  go on:"))
        goes_on = [*shlex.split(told.removeprefix("  go on:")), "--plain"]
    done = vodomer(*goes_on[1:])
    assert done.returncode == 0, done.stderr

    assert (out / EVENTS).read_bytes().startswith(whole)
    (going_on,) = events(out, "run.resumed")
    assert set(going_on["kept"]) == kept != set()
    record = read_run_json(out / "run.json")
    assert record == rejudge(out)
    assert (record.verdict, record.problems) == (Verdict.PASS, ())
    assert record.resumed == (going_on["at"],)
    attempts = {one.id: one.attempts for one in record.scenarios}
    assert {id for id in kept if attempts[id] != 1} == set()
    assert len(events(out, "scenario.finished")) == len(attempts)
    assert (out / "report.html").exists()
    again = vodomer(*goes_on[1:])
    assert (again.returncode, "that run has finished" in again.stderr) == (2, True)


@pytest.fixture(scope="module")
def stopped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a run that was killed, without the lines of its last scenarios."""
    out = tmp_path_factory.mktemp("stopped") / "run"
    done = vodomer(*RUN, "--only", "RP-04", "--out", str(out))
    assert done.returncode == 0, done.stderr
    lines = (out / EVENTS).read_bytes().splitlines(keepends=True)
    kinds = [json.loads(line)["type"] for line in lines]
    (out / EVENTS).write_bytes(b"".join(lines[: kinds.index("scenario.finished")]))
    return out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--seed", "7"], "--resume and --seed: a resumed run keeps what it began with"),
        (["--only", "RP-04"], "--resume and --only: a resumed run keeps"),
        (["--failed-in", "x"], "--resume and --failed-in: a resumed run keeps"),
        (["--profile", "smoke"], "--resume and --profile: a resumed run keeps"),
        (["--agent", "browser"], "was started with agent http, and this is browser"),
        (["--database", "postgresql://x/y"], "was started with a database of the kind sqlite"),
        (["--target", str(TARGET), "--features", "{suite}"], "was started with profile activation"),
    ],
)
def test_what_would_be_another_run_is_refused(
    words: list[str], said: str, stopped: Path, suite: Path
) -> None:
    before = (stopped / EVENTS).read_bytes()
    asked = [word.format(suite=suite) for word in words]
    done = vodomer("run", "--agent", "http", "--resume", str(stopped), *asked)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert (stopped / EVENTS).read_bytes() == before


def test_who_mends_a_mistake_runs_the_same_command_again(tmp_path: Path) -> None:
    words = ["run", "--only", "RP-04", "--out", str(tmp_path / "run")]
    for _ in range(2):
        done = vodomer(*words, "--browser", "/nowhere")
        assert (done.returncode, "no browser /nowhere" in done.stderr) == (6, True), done.stderr
