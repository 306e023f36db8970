"""What can be made of a signed token without its provider's key? (Nothing here is a defect.)"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..openid.signed_token import SignedToken


def decoded(part: str) -> bytes:
    """Decode the octets of one part of a compact token. Raises ``ValueError``."""
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def claims_of(token: SignedToken) -> dict[str, Any]:
    """Read the claims, believed without any proof. Raises ``ValueError``."""
    return dict(json.loads(decoded(token.compact.split(".")[1])))


def signature_of(token: SignedToken) -> str:
    """Return the third part as it came."""
    return token.compact.rpartition(".")[2]


def made_with(secret: bytes, token: SignedToken) -> bool:
    """Whether the signature is an HS256 one with this secret (RFC 7515 A.1)."""
    signed, _, signature = token.compact.rpartition(".")
    made = hmac.digest(secret, signed.encode(), hashlib.sha256)
    return hmac.compare_digest(made, decoded(signature))
