"""What will a run ask of a provider that is not ours? It is said before anything is asked."""

from __future__ import annotations

from collections.abc import Sequence

from harness.checks.application.external_settings import ExternalSettings
from harness.checks.application.fault import all_faults
from harness.checks.application.pace import BETWEEN_SIGN_INS
from harness.checks.application.registry import Check
from harness.checks.application.target import ApplicationTarget
from harness.errors import UsageError
from harness.record.resume import ANEW

OF_A_CHECK, AT_FIRST = 2, 1
"""Sign-ins that a check needs at most, as who has signed out there has to sign in again; and the
one by which it is learnt what opens."""


def needs_mock(check: Check) -> bool:
    """Tell whether a check casts a fault that only the mock can."""
    return bool(check.fault) and not all_faults()[check.fault].is_made_by_browser


def foretold(target: ApplicationTarget, checks: Sequence[Check], typed: int = 0) -> str:
    """Say how often an external provider will be asked for a sign-in; empty at the mock.

    A run that goes on has already `typed` so many passwords there. Raises UsageError where these
    are all that it may.
    """
    settings = target.provider
    if not isinstance(settings, ExternalSettings):
        return ""
    tried = [one for one in checks if not needs_mock(one)]
    if typed >= settings.sign_ins:
        raise UsageError(
            f"--resume: that run has used up all {settings.sign_ins} sign-ins at {settings.issuer} "
            f"(provider.sign_ins); {ANEW}"
        )
    most = min(settings.sign_ins - typed, AT_FIRST + OF_A_CHECK * len(tried))
    before = f" after the {typed} of before" if typed else ""
    return (
        f"{settings.issuer} is not ours: {len(tried)} of {len(checks)} checks are tried there, "
        f"with at most {most} sign-ins{before}, no more than one in {BETWEEN_SIGN_INS:.0f} seconds"
    )
