"""Which parameters must keep nobody from signing in (OpenID Connect Core 3.1.2.1 and 15.1)?"""

from __future__ import annotations

from functools import partial

from harness.checks.provider.provider import Changes, Provider
from harness.checks.provider.registry import check
from harness.checks.provider.sign_in import sign_in

ROWS: dict[str, Changes] = {
    "oidcc-ensure-request-without-nonce-succeeds-for-code-flow": {"nonce": None},
    "oidcc-display-page": {"display": "page"},
    "oidcc-display-popup": {"display": "popup"},
    "oidcc-ensure-request-with-unknown-parameter-succeeds": {"vodomer_unknown": "drop of water"},
    "oidcc-login-hint": {"login_hint": "somebody@example.com"},
    "oidcc-ui-locales": {"ui_locales": "se sl en"},
    "oidcc-claims-locales": {"claims_locales": "se sl en"},
}
"""What each request has beside the plain one; None leaves a parameter out."""


def succeeds(changes: Changes, provider: Provider) -> None:
    """Require that the whole flow goes through."""
    sign_in(provider, changes)


for name, changes in ROWS.items():
    check(name)(partial(succeeds, changes))
