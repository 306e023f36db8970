"""How is an unsigned request object written (OpenID Connect Core 6.1)?"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping

NOT_SUPPORTED = ("request_not_supported",)


def unsigned(claims: Mapping[str, object]) -> str:
    """Write a JWT with `alg` none and an empty signature."""
    parts = ({"alg": "none"}, claims)
    return ".".join(_encoded(json.dumps(part).encode()) for part in parts) + "."


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
