"""Where does logout end without an address to go back to (RP-Initiated Logout 1.0, 2)?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from harness.checks.provider.provider import Provider
from harness.checks.provider.refusals import nobody_is_signed_in
from harness.checks.provider.registry import check
from harness.checks.provider.sign_in import sign_in

ROWS: dict[str, Callable[[str], dict[str, str]]] = {
    "oidcc-rp-initiated-logout-no-params": lambda _hint: {},
    "oidcc-rp-initiated-logout-no-post-logout-redirect-uri": lambda hint: {"id_token_hint": hint},
    "oidcc-rp-initiated-logout-only-state": lambda _hint: {"state": "state-of-the-logout"},
}
"""What is asked, given the person's ID token."""


def ends_at_page(
    ask: Callable[[str], dict[str, str]],
    provider: Provider,
) -> None:
    """Require a page that can be read, and that the session is gone."""
    signed_in = sign_in(provider)
    landing = provider.end_session(ask(signed_in.id_token))
    provider.findings.require("redirect", not landing.returned, "none, but a page", str(landing))
    shown = landing.seen
    readable = shown.status < 400 and bool(shown.text)
    provider.findings.require(
        "page after the logout", readable, "a page that says so", str(landing)
    )
    nobody_is_signed_in(provider)


for name, ask in ROWS.items():
    check(name)(partial(ends_at_page, ask))
