"""Is a person who comes again still signed in at the provider, or did they sign in anew?"""

from __future__ import annotations

from harness.checks.provider.provider import Changes, Provider
from harness.checks.provider.sign_in import SignedIn, complete
from harness.record.findings import Findings

APART = 1.1
"""Seconds after which an `auth_time` that is taken anew must have gone up."""


def again(provider: Provider, first: SignedIn, changes: Changes) -> SignedIn:
    """Send the same person with another request; it must be the same person who comes back."""
    second = complete(provider, provider.authorize(changes))
    provider.findings.expect("sub of both sign-ins", first.claims["sub"], second.claims["sub"])
    return second


def signs_in_anew(findings: Findings, first: SignedIn, second: SignedIn) -> None:
    """Require that a page asked the person to sign in, and that `auth_time` tells of it."""
    did = second.landing.done
    asked = second.landing.signed_in_anew
    findings.require("a page asks to sign in again", asked, "sign_in", ", ".join(did) or "no page")
    before, after = first.claims["auth_time"], second.claims["auth_time"]
    findings.require("auth_time goes up", after > before, f"later than {before}", after)


def stays_signed_in(findings: Findings, first: SignedIn, second: SignedIn) -> None:
    """Require that no page asked the person to sign in, and that `auth_time` is the same."""
    did = ", ".join(second.landing.done) or "no page"
    findings.expect("what the person had to do", "no page", did)
    before, after = first.claims["auth_time"], second.claims["auth_time"]
    findings.expect("auth_time of both sign-ins", before, after)
