"""Does the order of scopes and of parameters matter? It must not (RFC 6749, 3.3)."""

from __future__ import annotations

from harness.checks.provider.provider import Provider
from harness.checks.provider.registry import check
from harness.checks.provider.sign_in import sign_in

FIRST = {"state": "comes-first", "scope": "email profile openid"}
"""What is changed in a request comes first in it."""


@check("oidcc-alternate-happy-flow")
def alternate_happy_flow(provider: Provider) -> None:
    """Send `openid` last among the scopes, and `state` and `scope` before all the rest."""
    sign_in(provider, FIRST)
