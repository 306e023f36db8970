"""What do tokens say, for somebody who looks into the request log?

Header and claims of signed tokens (RFC 7515), never their signature: what is shown can be read,
but presented to nobody.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from jwcrypto.common import base64url_decode, json_decode

LONGEST = 8_000
"""Characters of a token that is decoded; one of ours has a thousand."""
ISSUED = ("id_token", "access_token", "refresh_token")
SENT = ("id_token_hint", "request", "token", "logout_token")
Decoded = dict[str, dict[str, Any]]


def unsigned(named: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, str]:
    """Return the signed tokens among these parameters without their signature, by name."""
    sent = {name: named[name] for name in names if name in named}
    return {name: token.rpartition(".")[0] for name, token in sent.items() if _is_signed(token)}


def _is_signed(token: Any) -> bool:
    return (
        isinstance(token, str)
        and len(token) <= LONGEST
        and token.count(".") == 2
        and token.isascii()
    )


def decoded(tokens: Mapping[str, str]) -> Decoded:
    """Return what tokens without a signature say; one that says nothing is left out.

    Not done when a token goes by, but when somebody looks: most are never looked at.
    """
    said = {name: _said(token) for name, token in tokens.items()}
    return {name: found for name, found in said.items() if found}


def _said(token: str) -> dict[str, Any] | None:
    header, _, claims = token.partition(".")
    try:
        return {"header": _members(header), "claims": _members(claims)}
    except (ValueError, RecursionError):
        return None


def _members(part: str) -> dict[str, Any]:
    """Return the members of a part; raises ValueError where a database could not keep them."""
    members = json_decode(base64url_decode(part))
    kept = json.dumps(members, ensure_ascii=False, allow_nan=False)
    if not isinstance(members, dict) or "\\u0000" in kept:
        raise ValueError("no members that can be kept")
    kept.encode()
    return members
