"""When must logout not lead to the address that it was given (RP-Initiated Logout 1.0, 2 to 4)?"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

from joserfc import jws
from joserfc.jwk import RSAKey

from harness.checks.provider.id_token import claims_of, header_of
from harness.checks.provider.provider import Provider
from harness.checks.provider.registry import check
from harness.checks.provider.request_objects import unsigned
from harness.checks.provider.sign_in import sign_in

Spoilt = Callable[[str, str], dict[str, str]]


def valid_request(hint: str, goal: str) -> dict[str, str]:
    """Make a logout request that must lead back."""
    return {"id_token_hint": hint, "post_logout_redirect_uri": goal, "state": "no-way-back"}


def another_address(hint: str, goal: str) -> dict[str, str]:
    """Name an address that was not registered."""
    return valid_request(hint, f"{goal}/not-registered")


def query_added(hint: str, goal: str) -> dict[str, str]:
    """Add a query to the registered address."""
    return valid_request(hint, f"{goal}{'&' if '?' in goal else '?'}added=1")


def modified_hint(hint: str, goal: str) -> dict[str, str]:
    """Take the hint's signature away: `alg` is none."""
    return valid_request(unsigned(claims_of(hint)), goal)


def bad_hint(hint: str, goal: str) -> dict[str, str]:
    """Sign the hint with a foreign key."""
    foreign = RSAKey.generate_key(2048)
    header = {"alg": "RS256", "kid": str(header_of(hint).get("kid"))}
    return valid_request(jws.serialize_compact(header, json.dumps(claims_of(hint)), foreign), goal)


def no_hint(_hint: str, goal: str) -> dict[str, str]:
    """There is no hint."""
    return {"post_logout_redirect_uri": goal, "state": "no-way-back"}


ROWS: dict[str, Spoilt] = {
    "oidcc-rp-initiated-logout-bad-post-logout-redirect-uri": another_address,
    "oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri": query_added,
    "oidcc-rp-initiated-logout-modified-id-token-hint": modified_hint,
    "oidcc-rp-initiated-logout-bad-id-token-hint": bad_hint,
    "oidcc-rp-initiated-logout-no-id-token-hint": no_hint,
}


def stays(spoil: Spoilt, provider: Provider) -> None:
    """Require a page of the provider; the control is `oidcc-rp-initiated-logout`."""
    signed_in = sign_in(provider)
    landing = provider.end_session(
        spoil(signed_in.id_token, provider.basic.post_logout_redirect_uri)
    )
    provider.findings.require("redirect", not landing.returned, "none, but a page", str(landing))
    provider.findings.require(
        "page", bool(landing.seen.text), "something to read", landing.seen.text
    )


for name, spoil in ROWS.items():
    check(name)(partial(stays, spoil))
