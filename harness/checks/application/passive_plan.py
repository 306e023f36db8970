"""What will a run ask of a provider that is not ours? It is said before anything is asked."""

from __future__ import annotations

from collections.abc import Sequence

from harness.checks.application.external_settings import ExternalSettings
from harness.checks.application.fault import all_faults
from harness.checks.application.pace import BETWEEN_SIGN_INS
from harness.checks.application.registry import Check
from harness.checks.application.target import ApplicationTarget

OF_A_CHECK, AT_FIRST = 2, 1
"""Sign-ins that a check needs at most, as who has signed out there has to sign in again; and the
one by which it is learnt what opens."""


def needs_mock(check: Check) -> bool:
    """Tell whether a check casts a fault that only the mock can."""
    return bool(check.fault) and not all_faults()[check.fault].is_made_by_browser


def foretold(target: ApplicationTarget, checks: Sequence[Check]) -> str:
    """Say how often an external provider will be asked for a sign-in; empty at the mock."""
    settings = target.provider
    if not isinstance(settings, ExternalSettings):
        return ""
    tried = [one for one in checks if not needs_mock(one)]
    most = min(settings.sign_ins, AT_FIRST + OF_A_CHECK * len(tried))
    return (
        f"{settings.issuer} is not ours: {len(tried)} of {len(checks)} checks are tried there, "
        f"with at most {most} sign-ins, no more than one in {BETWEEN_SIGN_INS:.0f} seconds"
    )
