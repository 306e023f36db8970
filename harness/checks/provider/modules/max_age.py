"""When does `max_age` have the person sign in again (OpenID Connect Core 3.1.2.1)?"""

from __future__ import annotations

import time

from harness.checks.provider.provider import Provider
from harness.checks.provider.registry import check
from harness.checks.provider.sessions import APART, again, signs_in_anew, stays_signed_in
from harness.checks.provider.sign_in import sign_in
from harness.checks.provider.sleep import wait

RECENT = 120
"""Seconds that a sign-in and our clock may lie apart for it to be called recent."""


@check("oidcc-max-age-1")
def max_age_1(provider: Provider) -> None:
    """After more than a second a page must come, and `auth_time` must go up to now."""
    first = sign_in(provider, {"max_age": "10000"})
    wait(1 + APART)
    second = again(provider, first, {"max_age": "1"})
    signs_in_anew(provider.findings, first, second)
    when, now = second.claims["auth_time"], time.time()
    recent = abs(now - when) <= RECENT
    provider.findings.require(
        "auth_time is recent", recent, f"within {RECENT} s of {now:.0f}", when
    )


@check("oidcc-max-age-10000")
def max_age_10000(provider: Provider) -> None:
    """Within a young session no page comes, and `auth_time` is there, unchanged."""
    first = sign_in(provider, {"max_age": "10000"})
    wait(APART)
    second = again(provider, first, {"max_age": "10000"})
    stays_signed_in(provider.findings, first, second)
