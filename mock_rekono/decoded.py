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


def decoded(named: Mapping[str, Any], names: tuple[str, ...]) -> Decoded:
    """Return what the signed tokens among these parameters say, by the parameter's name."""
    said = {name: _said(named[name]) for name in names if name in named}
    return {name: found for name, found in said.items() if found}


def _said(token: Any) -> dict[str, Any] | None:
    if not isinstance(token, str) or token.count(".") != 2 or len(token) > LONGEST:
        return None
    header, claims, _signature = token.split(".")
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
