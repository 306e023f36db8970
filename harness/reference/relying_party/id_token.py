"""May this ID token be believed? (OpenID Connect Core 3.1.3.7)"""

from __future__ import annotations

import time
from typing import Any

from authlib.oidc.core import CodeIDToken

from ..errors import SignInRefused
from ..openid.client import Client
from ..openid.pending import AuthorizationRequest
from ..openid.signed_token import UNREADABLE, Keys, SignedToken
from ..rules import Rules

_SUB_CHARACTERS = 255  # Core 2: sub MUST NOT exceed 255 ASCII characters


def verify(
    token: dict[str, Any], keys: Keys, client: Client, request: AuthorizationRequest, rules: Rules
) -> dict[str, Any]:
    """Verify the ID token in a token response, and return its claims.

    ``keys()`` gives the published keys, ``keys(missing=kid)`` asks the provider anew.
    Raises ``SignInRefused``, its reason naming the check that failed.
    """
    if not isinstance(token.get("id_token"), str):
        raise SignInRefused("id_token: missing")
    signed = SignedToken(token["id_token"], keys, client)
    try:
        told = rules.id_token_signed(signed)
        claims = rules.id_token_judged(told, _expected(client, request))
        _judge(claims, signed, token, request, rules)
    except UNREADABLE as error:
        raise SignInRefused(f"id_token: {getattr(error, 'error', type(error).__name__)}") from error
    return claims


def _expected(client: Client, request: AuthorizationRequest) -> dict[str, Any]:
    """Return what an ID token that is right would claim at this moment."""
    present = int(time.time())
    return {
        "iss": client.issuer,
        "aud": client.client_id,
        "azp": client.client_id,
        "nonce": request.nonce,
        "iat": present,
        "auth_time": present,
        "exp": present + 60,
    }


def _judge(
    claims: dict[str, Any],
    signed: SignedToken,
    token: dict[str, Any],
    request: AuthorizationRequest,
    rules: Rules,
) -> None:
    client, leeway = signed.client, rules.leeway(signed.client.leeway)
    judged = CodeIDToken(
        claims,
        {"alg": client.id_token_signed_response_alg},
        {
            "iss": {"essential": True, "value": client.issuer},
            "aud": {"essential": True, "value": client.client_id},
        },
        {
            "nonce": request.nonce,
            "client_id": client.client_id,
            "access_token": token.get("access_token"),
            "max_age": client.max_age,
        },
    )
    judged.validate(leeway=leeway)
    _left_open_by_the_library(claims, client, leeway)


def _left_open_by_the_library(claims: dict[str, Any], client: Client, leeway: int) -> None:
    """Require a usable sub, no empty at_hash, and a sign-in that is recent enough."""
    sub = claims["sub"]
    if not sub or len(sub) > _SUB_CHARACTERS or not sub.isascii() or not sub.isprintable():
        raise SignInRefused("id_token: sub")
    if "at_hash" in claims and not claims["at_hash"]:
        raise SignInRefused("id_token: at_hash")
    if client.max_age and claims["auth_time"] + client.max_age + leeway < time.time():
        raise SignInRefused("id_token: auth_time")
