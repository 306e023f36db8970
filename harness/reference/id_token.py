"""May this ID token be believed? (OpenID Connect Core 3.1.3.7)"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from .client import Client
from .errors import SignInRefused
from .pending import AuthorizationRequest

Keys = Callable[..., KeySet]
_HEADER_BYTES = 16 * 1024
_SUB_CHARACTERS = 255  # Core 2: sub MUST NOT exceed 255 ASCII characters


def verify(
    token: dict[str, Any], keys: Keys, client: Client, request: AuthorizationRequest
) -> dict[str, Any]:
    """The claims of the ID token in a token response.

    ``keys()`` gives the published keys, ``keys(again=True)`` asks the provider anew.
    Raises ``SignInRefused``, its reason naming the check that failed.
    """
    try:
        signed = _signature(token.get("id_token"), keys, client)
        claims = CodeIDToken(
            signed.claims,
            signed.header,
            {
                "iss": {"essential": True, "value": client.issuer},
                "aud": {"essential": True, "value": client.client_id},
            },
            {
                "nonce": request.nonce,
                "client_id": client.client_id,
                "access_token": token.get("access_token"),
            },
        )
        claims.validate(leeway=client.leeway)
    except (JoseError, ValueError, TypeError, KeyError, OverflowError) as error:
        raise SignInRefused(f"id_token: {getattr(error, 'error', type(error).__name__)}") from error
    _left_open_by_the_library(claims)
    return dict(claims)


def _signature(compact: object, keys: Keys, client: Client) -> jwt.Token:
    """Signed by a published key with the registered algorithm; a key brought along is ignored."""
    if not isinstance(compact, str):
        raise SignInRefused("id_token: missing")
    try:
        return _decode(compact, keys(), client)
    except InvalidKeyIdError:
        return _decode(compact, keys(again=True), client)


def _decode(compact: str, keys: KeySet, client: Client) -> jwt.Token:
    registry = JWSRegistry(
        algorithms=[client.id_token_signed_response_alg], strict_check_header=False
    )
    registry.max_header_length = _HEADER_BYTES
    return jwt.decode(compact, keys, registry=registry)


def _left_open_by_the_library(claims: dict[str, Any]) -> None:
    """Sub must be a usable identifier; an at_hash that is present must not be empty."""
    sub = claims["sub"]
    if not sub or len(sub) > _SUB_CHARACTERS or not sub.isascii() or not sub.isprintable():
        raise SignInRefused("id_token: sub")
    if "at_hash" in claims and not claims["at_hash"]:
        raise SignInRefused("id_token: at_hash")
