"""How do tests examine many applications quickly? All come from one fork with its libraries."""

from __future__ import annotations

from collections.abc import Sequence

from harness.checks.application import certification
from harness.checks.application.registry import Check
from harness.checks.application.target import ApplicationTarget
from harness.checks.runner import Options
from harness.record.judged_run import RunRecord
from harness.tests.command import FORKS


def certify(target: ApplicationTarget, checks: Sequence[Check], options: Options) -> RunRecord:
    """Run these checks against an application, and give the judged record."""
    return certification.certify(target, checks, options, lambda _check, _verdict: None, FORKS)
