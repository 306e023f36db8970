"""What does UserInfo say of the person (OpenID Connect Core 5.1 to 5.4)?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harness.checks.provider.id_token import is_number
from harness.checks.provider.provider import Provider, Reply
from harness.checks.provider.sign_in import SignedIn
from harness.record.findings import Findings

SCOPES = {
    "profile": (
        *("name", "given_name", "family_name", "middle_name", "nickname", "preferred_username"),
        *("profile", "picture", "website", "gender", "birthdate", "zoneinfo", "locale"),
        "updated_at",
    ),
    "email": ("email", "email_verified"),
    "address": ("address",),
    "phone": ("phone_number", "phone_number_verified"),
}
"""What a scope opens (Core 5.4), as far as it is known of the person."""
TEXTS = (
    *("sub", "name", "given_name", "family_name", "middle_name", "nickname", "preferred_username"),
    *("profile", "picture", "website", "email", "gender", "birthdate", "zoneinfo", "locale"),
    "phone_number",
)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


TYPES: dict[str, tuple[str, Callable[[Any], bool]]] = {
    **dict.fromkeys(TEXTS, ("a text", _is_text)),
    "email_verified": ("true or false", lambda value: isinstance(value, bool)),
    "phone_number_verified": ("true or false", lambda value: isinstance(value, bool)),
    "address": ("an object", lambda value: isinstance(value, dict) and bool(value)),
    "updated_at": ("a number", is_number),
}


def look_at_userinfo(findings: Findings, reply: Reply, signed_in: SignedIn) -> dict[str, Any]:
    """Require a successful answer for the same person with claims of the right types."""
    findings.expect("status of UserInfo", "200 application/json", str(reply))
    findings.expect("sub of UserInfo", signed_in.claims["sub"], reply.json.get("sub"))
    for name in reply.json.keys() & TYPES.keys():
        kind, fits = TYPES[name]
        value = reply.json[name]
        findings.require(f"{name} is {kind}", fits(value), kind, type(value).__name__)
    return reply.json


def userinfo(provider: Provider, signed_in: SignedIn) -> dict[str, Any]:
    """Ask UserInfo by GET and look at the answer."""
    reply = provider.userinfo(signed_in.access_token)
    return look_at_userinfo(provider.findings, reply, signed_in)
