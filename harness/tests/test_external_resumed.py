"""Does a run that goes on at a provider that is not ours count what it typed before?"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from harness.checks.application import certification, checks_of
from harness.checks.kinds import read_subject
from harness.checks.runner import Options
from harness.record.evidence import EVENTS
from harness.record.judged_run import RunRecord
from harness.record.resume import read_interrupted
from harness.record.sequence import Contradiction, Sequence
from harness.record.verdict import Verdict
from harness.tests.command import FORKS, vodomer
from harness.tests.external_rekono import External, external

NAMES = ("sign-out", "old-tab-after-sign-out", "forced-logout-by-link", "forced-logout-by-form")
MOST = 3
"""Passwords that may be typed in the run; each of the first checks needs one and ends a session."""
FEW = (('kind = "external"', f'kind = "external"\nsign_ins = {MOST}'),)


class Stopped(KeyboardInterrupt):
    """Somebody presses Ctrl-C."""


@pytest.fixture
def provider(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[External]:
    with external(tmp_path_factory.mktemp("provider")) as running:
        for name, password in running.environment.items():
            monkeypatch.setenv(name, password)
        yield replace(running, changes=FEW)


def examined(file: Path, options: Options, *, after: int = 99) -> RunRecord:
    """Examine what is left, and press Ctrl-C after so many checks."""
    seen: list[str] = []

    def stop(check: Any, _verdict: Verdict) -> None:
        seen.append(check.id)
        if len(seen) == after:
            raise Stopped

    subject, wanted = read_subject(file), [checks_of("application")[one] for one in NAMES]
    left = options.resumes.left if options.resumes else NAMES
    told: Any = {"target_sha256": subject.file.sha256, "target_identity": subject.identity}
    checks = [one for one in wanted if one.id in left]
    asked = replace(options, filtered=True, **told)
    return certification.certify(subject.target, checks, asked, stop, FORKS)


def as_killed(out: Path) -> None:
    """Take off what only a run that ends by itself can still write."""
    lines = (out / EVENTS).read_bytes().splitlines(keepends=True)
    last = max(at for at, line in enumerate(lines) if b'"scenario.finished"' in line)
    (out / EVENTS).write_bytes(b"".join(lines[: last + 1]))
    shutil.rmtree(out / "evidence")
    (out / "evidence").mkdir()


@pytest.mark.slow
def test_what_was_typed_before_counts(provider: External, tmp_path: Path) -> None:
    out, file = tmp_path / "run", provider.file(tmp_path)
    with pytest.raises(Stopped):
        examined(file, Options(out), after=1)
    before = len(provider.sign_ins())
    assert 0 < before < MOST
    as_killed(out)
    interrupted = read_interrupted(out)
    assert interrupted.asked["sign_ins"] == before

    planned = vodomer("certify", str(file), "--resume", str(out), "--plan", "--json")
    assert planned.returncode == 0, planned.stderr
    assert {one["id"] for one in json.loads(planned.stdout)} == set(interrupted.left)
    most = f"at most {MOST - before} sign-ins after the {before} of before"
    assert most in " ".join(planned.stderr.split())
    assert len(provider.sign_ins()) == before

    record = examined(file, Options(out, resumes=interrupted))
    assert len(provider.sign_ins()) == MOST
    assert f"all {MOST} sign-ins of this run are used up" in str(
        [one.message for one in record.scenarios]
    )
    assert record.exit_code == 4


@pytest.mark.slow
def test_who_has_typed_all_does_not_go_on(provider: External, tmp_path: Path) -> None:
    out, file = tmp_path / "run", provider.file(tmp_path)
    with pytest.raises(Stopped):
        examined(file, Options(out), after=len(NAMES) - 1)
    as_killed(out)
    assert len(provider.sign_ins()) == MOST
    for more in ((), ("--plan",)):
        refused = vodomer("certify", str(file), "--resume", str(out), "--plain", *more)
        assert refused.returncode == 2, refused.stderr
        assert f"that run has used up all {MOST} sign-ins at {provider.issuer}" in refused.stderr
    assert len(provider.sign_ins()) == MOST


BEGUN = {
    "type": "run.started",
    "worker": "main",
    "agent": "http",
    "lanes": 1,
    "rerun": "vodomer certify",
    "target": {"start": "https://app.test.example.si/", "provider": "external"},
    "provider": {"sign_ins": MOST},
}


def asked(sign_ins: int, requests: int) -> dict[str, Any]:
    told = {"sign_ins": sign_ins, "requests": requests}
    return {"type": "provider.asked", "worker": "main", **told}


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ((asked(2, 2), asked(1, 3)), "it was asked more often before"),
        ((asked(1, 3), asked(1, 2)), "it was asked more often before"),
        ((asked(MOST + 1, 9),), f"more than {MOST} passwords were typed"),
    ],
)
def test_no_record_takes_back_what_was_typed(told: tuple[dict[str, Any], ...], says: str) -> None:
    sequence = Sequence()
    for event in (BEGUN, *told[:-1]):
        sequence.take(event)
    with pytest.raises(Contradiction, match=says):
        sequence.take(told[-1])
