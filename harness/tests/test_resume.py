"""Does a run that was broken off go on, and is what has a verdict never run again?"""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import request

from harness.checks.kinds import read_subject
from harness.checks.provider import all_checks
from harness.checks.provider.certification import certify
from harness.checks.runner import Options
from harness.commands.certify import going_on
from harness.engine.run import conclude
from harness.engine.suite import examiner
from harness.errors import RecordUnreadable, UsageError
from harness.record.attestation import sign, verify
from harness.record.evidence import EVENTS, Recorder
from harness.record.judged_run import RunRecord, read_events, read_run_json
from harness.record.resume import read_interrupted
from harness.record.signing_keys import new_keys
from harness.record.verdict import Verdict
from harness.redaction.redactor import Redactor
from harness.tests import test_known_bad_providers as providers
from harness.tests.certificates import Files, issue
from harness.tests.command import vodomer
from harness.tests.known_bad_provider import make_app, serving
from harness.tests.test_certify import ROOT, target

QUICK = ("oidcc-discovery-endpoint-verification", "oidcc-response-type-missing")
HELD = ("oidcc-userinfo-get", "oidcc-userinfo-post-header")
"""Checks that ask UserInfo, which the gate holds back."""
LATER = tuple(name for name in all_checks() if name.startswith(("oidcc-scope-", "oidcc-rp-init")))
"""So many that a wish to stop is heard before the last of them, however busy the machine is."""
CHOSEN = (*QUICK, *HELD, *LATER)
LANES = 2
LONGEST = 60.0
DIGEST = "5" * 64


@dataclass
class Gated:
    """A provider in order whose UserInfo answers only while its gate is open."""

    files: Files
    gate: threading.Event = field(default_factory=threading.Event)
    arrivals: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    address: str = ""

    def wait(self) -> None:
        """Hold a request back."""
        if request.path.endswith("/userinfo"):
            self.arrivals.release()
            self.gate.wait()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return issue(tmp_path_factory.mktemp("tls"))


@contextmanager
def gated_provider(files: Files) -> Iterator[Gated]:
    """Serve one whose gate is closed."""
    held, app = Gated(files), make_app()
    app.before_request(held.wait)
    with serving(files, app) as base:
        held.address = f"{base}/good"
        yield held
        held.gate.set()


@pytest.fixture
def gated(files: Files) -> Iterator[Gated]:
    with gated_provider(files) as held:
        yield held


@pytest.fixture
def file(gated: Gated, tmp_path: Path) -> Path:
    return target(tmp_path, gated.address, gated.files)


@contextmanager
def running(gated: Gated, file: Path, out: Path, *more: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run until all lanes are held back at the gate."""
    words = [word for name in CHOSEN for word in ("--only", name)]
    options = ["--out", str(out), "--lanes", str(LANES), "--plain", *words, *more]
    command = [sys.executable, "-m", "harness", "certify", str(file), *options]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as process:
        for _ in range(LANES):
            assert gated.arrivals.acquire(timeout=LONGEST), "nobody came to the gate"
        yield process


def killed(gated: Gated, file: Path, out: Path) -> None:
    """Kill a run while its lanes are in the middle of a check."""
    with running(gated, file, out) as process:
        process.kill()
    gated.gate.set()


def events(out: Path, type: str) -> list[dict[str, Any]]:
    return [event for event in read_events(out / EVENTS) if event["type"] == type]


def resume(file: Path, out: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return vodomer("certify", str(file), "--resume", str(out), "--plain", *words)


@pytest.mark.parametrize("torn", [b"", b'{"at":"2026-11-26T01:00:00.000Z","type":"evid'])
def test_a_killed_run_goes_on(torn: bytes, gated: Gated, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    killed(gated, file, out)
    with (out / EVENTS).open("ab") as opened:
        opened.write(torn)
    (out / "evidence" / ".draft").write_bytes(b"half")
    whole = (out / EVENTS).read_bytes().removesuffix(torn)
    begun = {event["scenario"] for event in events(out, "scenario.started")}
    kept = {event["scenario"] for event in events(out, "scenario.finished")}
    assert kept == set(QUICK)
    assert begun - kept == set(HELD)

    done = resume(file, out)
    assert done.returncode == 0, done.stderr
    assert (out / EVENTS).read_bytes().startswith(whole)
    assert not [*(out / "evidence").glob(".*")]
    (going_on,) = events(out, "run.resumed")
    assert (set(going_on["kept"]), going_on["torn_bytes"]) == (kept, len(torn))

    record = read_run_json(out / "run.json")
    assert record.verdict is Verdict.PASS
    assert record.resumed == (going_on["at"],)
    assert not record.problems
    assert not record.repeated
    tried = {one.id: [str(try_.verdict) for try_ in one.earlier] for one in record.scenarios}
    assert tried == {name: ["incomplete"] if name in HELD else [] for name in CHOSEN}
    assert not [one.id for one in record.scenarios if one.flaky]
    assert "Resumed" in (out / "report.html").read_text("utf-8")


def test_a_wish_to_stop_ends_after_what_is_under_way(
    gated: Gated, file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    with running(gated, file, out) as process:
        process.send_signal(signal.SIGINT)
        gated.gate.set()
    assert process.returncode != 0
    assert events(out, "run.interrupted")
    begun = {event["scenario"] for event in events(out, "scenario.started")}
    assert begun == {event["scenario"] for event in events(out, "scenario.finished")}
    assert begun < set(CHOSEN)
    done = resume(file, out)
    assert done.returncode == 0, done.stderr
    record = read_run_json(out / "run.json")
    assert [one.attempts for one in record.scenarios] == [1] * len(CHOSEN)


@pytest.fixture(scope="module")
def left_behind(files: Files, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a folder with a run that was killed and its target file; its provider answers now."""
    folder = tmp_path_factory.mktemp("left_behind")
    with gated_provider(files) as held:
        killed(held, target(folder, held.address, files), folder / "run")
        yield folder


@pytest.fixture
def interrupted(left_behind: Path, tmp_path: Path) -> Path:
    """Give a copy of it that a test may change; the target file lies beside it."""
    shutil.copytree(left_behind, tmp_path, dirs_exist_ok=True)
    return tmp_path / "run"


@pytest.fixture
def its_file(interrupted: Path) -> Path:
    return interrupted.with_name("target.toml")


def changed(out: Path, **facts: object) -> None:
    """Write other facts into the beginning of a run."""
    first, rest = (out / EVENTS).read_bytes().split(b"\n", 1)
    (out / EVENTS).write_bytes(json.dumps({**json.loads(first), **facts}).encode() + b"\n" + rest)


def refused(file: Path, out: Path, says: str, agent: str = "http") -> None:
    """See that this is no going on with that run."""
    with pytest.raises(UsageError) as refusal:
        going_on(out, read_subject(file), agent)
    assert says in str(refusal.value)
    assert str(refusal.value).startswith(f"--resume {out}: ")


def test_another_examination_does_not_go_on(interrupted: Path, its_file: Path) -> None:
    refused(its_file, interrupted, "agent http, and this is browser", agent="browser")
    its_file.write_text(its_file.read_text() + "\n")
    refused(its_file, interrupted, "a target file of digest")
    its_file.write_text(its_file.read_text().removesuffix("\n"))
    for part in ("sha256", "catalogue_sha256"):
        changed(interrupted, suite={**examiner(), part: DIGEST})
        refused(its_file, interrupted, f"{part} {DIGEST}")
    changed(interrupted, suite=examiner())
    going_on(interrupted, read_subject(its_file), "http")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--only", QUICK[0]], "--resume and --only"),
        (["--out", "elsewhere"], "--resume and --out"),
        (["--sign", "key"], "--sign and --only: only a complete run can be signed"),
    ],
)
def test_what_cannot_go_together_is_one_line_and_2(
    words: list[str], says: str, interrupted: Path, its_file: Path
) -> None:
    new_keys(its_file.parent / "key")
    before = (interrupted / EVENTS).read_bytes()
    given = [str(its_file.parent / "key") if word == "key" else word for word in words]
    done = resume(its_file, interrupted, *given)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
    assert (interrupted / EVENTS).read_bytes() == before


def test_another_browser_does_not_go_on(interrupted: Path, its_file: Path) -> None:
    changed(interrupted, environment={"browser": {"name": "Chromium"}})
    done = resume(its_file, interrupted)
    assert done.returncode == 2
    assert "the browser name Chromium, and this is none" in done.stderr
    assert not events(interrupted, "run.resumed")


def test_a_run_that_has_finished_does_not_go_on(interrupted: Path, its_file: Path) -> None:
    with (interrupted / EVENTS).open("a") as opened:
        opened.write('{"at":"2026-11-26T01:00:00.000Z","type":"run.finished"}\n')
    refused(its_file, interrupted, "has finished")


def test_a_run_that_had_not_begun_does_not_go_on(interrupted: Path, its_file: Path) -> None:
    (interrupted / EVENTS).write_bytes(b'{"at":"2026')
    refused(its_file, interrupted, "had not started")
    (interrupted / EVENTS).write_bytes(b"no event\n")
    for folder in (interrupted, interrupted / "nowhere"):
        with pytest.raises(RecordUnreadable):
            read_interrupted(folder)


def test_two_processes_do_not_write_one_run(interrupted: Path, its_file: Path) -> None:
    recorder = Recorder(interrupted, Redactor())
    recorder.claim()
    done = resume(its_file, interrupted)
    recorder.close()
    assert done.returncode == 2
    assert "is being written by another process" in done.stderr


def test_what_was_written_meanwhile_is_not_cut_off(interrupted: Path) -> None:
    interruption = read_interrupted(interrupted)
    with (interrupted / EVENTS).open("ab") as opened:
        opened.write(b"{}\n")
    with pytest.raises(UsageError, match="was written to meanwhile"):
        interruption.taken_up(Recorder(interrupted, Redactor()))


class Stopped(KeyboardInterrupt):
    """Somebody presses Ctrl-C."""


def run_in_two_parts(gated: Gated, out: Path) -> RunRecord:
    """Break a whole run off after a few checks, and go on with it."""
    known = providers.target(gated.address, gated.files)
    checks, seen = list(all_checks().values()), []

    def stop(check: Any, _verdict: Verdict) -> None:
        seen.append(check.id)
        if len(seen) == len(QUICK):
            raise Stopped

    gated.gate.set()
    told: Any = {"target_sha256": DIGEST, "target_identity": {"version": "1"}}
    with pytest.raises(Stopped):
        certify(known, checks, Options(out, **told), stop, reuse_after=providers.AT_ONCE)
    interruption = read_interrupted(out)
    left = [one for one in checks if one.id in interruption.left]
    assert 0 < len(left) < len(checks)
    again = Options(out, **told, resumes=interruption)
    return certify(known, left, again, lambda *_: None, reuse_after=providers.AT_ONCE)


def test_a_whole_run_in_two_parts_is_signed(gated: Gated, tmp_path: Path) -> None:
    new_keys(tmp_path / "key")
    out = tmp_path / "run"
    record = run_in_two_parts(gated, out)
    assert record.verdict is Verdict.PASS
    sign(record, out, tmp_path / "key")
    assert verify(out, tmp_path / "key.pub").resumed == record.resumed
    assert len(record.resumed) == 1
    done = vodomer("verify", str(out), "--key", str(tmp_path / "key.pub"))
    assert f"resumed at {record.resumed[0]}" in done.stdout


def test_a_check_done_again_after_its_verdict_is_not_signed(gated: Gated, tmp_path: Path) -> None:
    new_keys(tmp_path / "key")
    record = run_in_two_parts(gated, tmp_path / "run")
    again = record.scenarios[0].id
    recorder = Recorder(tmp_path / "run", Redactor())
    recorder.begun = {again: 1}
    attempt = recorder.scenario(again)
    attempt.observation("seen", "this", "this")
    attempt.finished(verdict="pass", duration_ms=1)
    recorder.close()
    repeated = conclude(tmp_path / "run")
    assert repeated.repeated == (again,)
    with pytest.raises(UsageError, match=f"checks were repeated: {again}"):
        sign(repeated, tmp_path / "run", tmp_path / "key")
