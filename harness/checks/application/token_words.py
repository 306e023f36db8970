"""Which tokens stand in a text, and what do they claim? Nothing is verified here."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

PAYLOAD = re.compile(r"(?<![\w-])(?=[\w-]*\.(eyJ[\w-]+)\.)")
"""The middle of three words between dots; looked for once at each word."""


def claims_in(text: str) -> Iterator[dict[str, Any]]:
    """Give the claims of each token (JWT, RFC 7519) that stands in a text, encoded or not."""
    for payload in PAYLOAD.findall(unquote(unquote(text))):
        yield _claims(payload)


def claims_of(token: str) -> dict[str, Any]:
    """Give the claims of a token; none where it is no JWT."""
    return next(claims_in(token), {})


def _claims(payload: str) -> dict[str, Any]:
    try:
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except (ValueError, RecursionError):
        return {}
    return claims if isinstance(claims, dict) else {}
