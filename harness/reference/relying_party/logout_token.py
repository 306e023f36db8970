"""May this logout token be believed? (OpenID Connect Back-Channel Logout 1.0, 2.6)"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from joserfc.jwt import JWTClaimsRegistry

from ..clock import opaque
from ..errors import LogoutRefused
from ..openid.client import Client
from ..openid.signed_token import UNREADABLE, Keys, SignedToken
from ..rules import Rules

EVENT = "http://schemas.openid.net/event/backchannel-logout"


@dataclass(frozen=True)
class Ended:
    """Whose sessions have ended at the provider: those of ``sid``, or all of ``sub``.

    ``jti`` names the logout token, which is worth nothing after ``until``.
    """

    sub: str
    sid: str
    jti: str
    until: datetime


def verify(compact: str, keys: Keys, client: Client, rules: Rules) -> Ended:
    """Return what a logout token says. Raises ``LogoutRefused`` or ``ProviderUnavailable``."""
    leeway = rules.leeway(client.leeway)
    try:
        told = rules.logout_token_signed(SignedToken(compact, keys, client))
        claims = rules.logout_token_judged(told, _expected(client))
        _registry(client, leeway).validate(claims)
    except UNREADABLE as error:
        raise LogoutRefused(getattr(error, "error", type(error).__name__)) from error
    _left_open_by_the_library(claims)
    sub, sid = rules.sessions_told_of(claims.get("sub", ""), claims.get("sid", ""))
    return Ended(sub, sid, claims["jti"], datetime.fromtimestamp(claims["exp"] + leeway, UTC))


def _expected(client: Client) -> dict[str, Any]:
    """Return what a logout token that is right would claim at this moment."""
    return {
        "iss": client.issuer,
        "aud": client.client_id,
        "exp": int(time.time()) + 60,
        "jti": opaque(),
        "events": {EVENT: {}},
    }


def _registry(client: Client, leeway: int) -> JWTClaimsRegistry:
    return JWTClaimsRegistry(
        leeway=leeway,
        iss={"essential": True, "value": client.issuer},
        aud={"essential": True, "value": client.client_id},
        iat={"essential": True},
        exp={"essential": True},
        jti={"essential": True},
        events={"essential": True},
    )


def _left_open_by_the_library(claims: dict[str, Any]) -> None:
    """Require the event, no nonce (an ID token is no logout token), and somebody who is meant."""
    events = claims["events"]
    if not isinstance(events, dict) or not isinstance(events.get(EVENT), dict):
        raise LogoutRefused("events")
    if "nonce" in claims:
        raise LogoutRefused("nonce")
    meant = [claims[name] for name in ("sub", "sid") if name in claims]
    if not meant or not all(isinstance(name, str) and name for name in (*meant, claims["jti"])):
        raise LogoutRefused("sub, sid or jti")
