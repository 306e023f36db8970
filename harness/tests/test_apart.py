"""Does what cannot run as another user run as ours, and do record and certificate say so?"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from harness.checks.application import checks_of
from harness.checks.application.apart import Apart, Writers
from harness.checks.application.application import Application
from harness.checks.application.certification import certify
from harness.checks.application.protected_application import protected_application
from harness.checks.application.registry import KIND, Check
from harness.checks.application.sample_application import reference_target
from harness.checks.application.target import ApplicationTarget, read_target
from harness.checks.runner import Options
from harness.processes.isolation import Isolation, not_isolated
from harness.record.evidence import EVENTS
from harness.record.judged_run import RunRecord
from harness.record.line_forms import require_forms
from harness.record.run_metadata import particulars
from harness.record.verdict import Verdict
from harness.render import render

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="another user needs root")

Look = Callable[[Application], None]
ACTIVATION = Path(__file__).parents[1] / "reference" / "activation" / "target.toml"
ONLY_FOR_US = ("sh", "-c", 'cat "$0" > /dev/null && exec "$@"')
"""Reads what only its owner may read, then is another command."""


def closed(target: ApplicationTarget, table: str, file: Path) -> ApplicationTarget:
    """Let a command of the target file need a file that only we may read."""
    file.touch(0o600)
    how = getattr(target, table)
    command = (*ONLY_FOR_US, str(file), *how.command)
    return target.model_copy(update={table: how.model_copy(update={"command": command})})


def examined(target: ApplicationTarget, look: Look, out: Path) -> RunRecord:
    def examine(application: Application) -> None:
        look(application)
        application.findings.expect("it was done", "done", "done")

    check = Check("made-up", KIND, "ACT-01", examine)
    return certify(target, [check], Options(out=out), lambda *_: None)


def issue(application: Application) -> None:
    application.rig.issue(application.person())


def read_trail(application: Application) -> None:
    application.rig.audit_trail()


def protect(application: Application) -> None:
    with protected_application(application.rig):
        pass


@pytest.mark.parametrize(
    ("table", "look", "reason"),
    [
        ("codes", issue, "codes.command did not run as another user"),
        ("audit", read_trail, "audit.command did not run as another user"),
        ("protected_application", protect, "it did not start as another user"),
    ],
)
def test_what_runs_as_nobody_else_runs_as_us_and_that_is_told(
    table: str, look: Look, reason: str, tmp_path: Path
) -> None:
    target = closed(read_target(ACTIVATION), table, tmp_path / "closed")
    record = examined(target, look, tmp_path / "run")
    (scenario,) = record.scenarios
    assert scenario.verdict is Verdict.PASS, scenario.message
    told = record.environment["isolation"]
    assert told["kind"] == "none"
    assert told["reason"].startswith(reason)
    render(record, tmp_path / "run")
    assert reason in (tmp_path / "run" / "report.html").read_text(encoding="utf-8")


def test_what_fails_as_us_too_stays_apart(tmp_path: Path) -> None:
    target = read_target(ACTIVATION)
    assert target.audit
    broken = target.audit.model_copy(update={"command": ("false",)})
    record = examined(target.model_copy(update={"audit": broken}), issue, tmp_path)
    assert record.environment["isolation"]["kind"] == "user"
    assert record.scenarios[0].verdict is Verdict.PASS


def test_once_together_counts_whatever_was_told_before_or_later() -> None:
    apart, together = {"kind": "user", "reason": ""}, {"kind": "none", "reason": "no rights"}
    events: list[Mapping[str, Any]] = [
        {"type": "run.started", "environment": {"python": "3", "isolation": apart}},
        {"type": "run.resumed", "environment": {"isolation": together}},
        {"type": "isolation.lost", "isolation": apart},
    ]
    assert particulars(events)["environment"] == {"python": "3", "isolation": together}


def test_the_inbox_takes_what_others_write_once_it_runs_as_us() -> None:
    apart = Apart(Isolation("user", other=61_184))
    assert [user in Writers(apart) for user in (0, 61_184, 61_185)] == [True, True, False]
    apart.restore(not_isolated("no rights"))
    assert 61_185 in Writers(apart)


def test_a_rig_of_its_own_that_is_kept_apart_loses_nothing(tmp_path: Path) -> None:
    checks = [checks_of("application")["client-authentication"]]
    record = certify(reference_target(), checks, Options(tmp_path, agent="http"), lambda *_: None)
    assert checks[0].alone
    assert record.environment["isolation"]["kind"] == "user"
    events = require_forms(tmp_path / EVENTS)
    assert [one for one in events if one["type"] == "isolation.lost"] == []
