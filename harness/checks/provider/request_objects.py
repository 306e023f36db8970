"""How is an unsigned request object written, and who may refuse it (OpenID Connect Core 6.1)?"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping

from harness.checks.metadata import Metadata

SIGNED_ONLY = ("request_not_supported", "invalid_request_object")
NOT_AT_ALL = ("request_not_supported",)
ALGORITHMS = "request_object_signing_alg_values_supported"


def refusals(metadata: Metadata) -> tuple[str, ...]:
    """List the errors by which an unsigned object may be refused; empty where it must work."""
    if metadata.document.get("request_parameter_supported") is not True:
        return NOT_AT_ALL
    signed_only = ALGORITHMS in metadata.document and "none" not in metadata.words(ALGORITHMS)
    return SIGNED_ONLY if signed_only else ()


def unsigned(claims: Mapping[str, object]) -> str:
    """Write a JWT with `alg` none and an empty signature."""
    parts = ({"alg": "none"}, claims)
    return ".".join(_encoded(json.dumps(part).encode()) for part in parts) + "."


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
