"""Which members must a discovery document have, and of which form (Discovery 1.0, 3)?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

REQUIRED = (
    *("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"),
    *("response_types_supported", "subject_types_supported"),
    "id_token_signing_alg_values_supported",
)
ADDRESSES = (
    *("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"),
    *("registration_endpoint", "end_session_endpoint", "revocation_endpoint"),
    *("introspection_endpoint", "check_session_iframe", "service_documentation"),
    *("op_policy_uri", "op_tos_uri"),
)
FLAGS = (
    *("claims_parameter_supported", "request_parameter_supported"),
    *("request_uri_parameter_supported", "require_request_uri_registration"),
)
SUBJECT_TYPES = {"public", "pairwise"}
SCOPE = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]+")
"""One scope (RFC 6749, 3.3)."""
LOCALE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
"""One language tag (RFC 5646), roughly."""


def shapes(document: dict[str, Any]) -> list[str]:
    """List what is wrong with the members of a document; empty where all is well."""
    missing = [f"{member} is missing" for member in REQUIRED if member not in document]
    return missing + [fault for m, value in document.items() for fault in _of(m, value)]


def _of(member: str, value: Any) -> Iterator[str]:
    for kind, (concerns, fits) in KINDS.items():
        if concerns(member) and not fits(value):
            yield f"{member} is not {kind}"


def _address(value: Any) -> bool:
    return isinstance(value, str) and bool(urlsplit(value).hostname)


def _words(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)


def _all(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: _words(value) and all(pattern.fullmatch(one) for one in value)


KINDS: dict[str, tuple[Callable[[str], bool], Callable[[Any], bool]]] = {
    "an absolute address": (lambda member: member in ADDRESSES, _address),
    "true or false": (lambda member: member in FLAGS, lambda value: isinstance(value, bool)),
    "a list of texts": (lambda member: member.endswith("_supported") and _is_list(member), _words),
    "a list of scopes": (lambda member: member == "scopes_supported", _all(SCOPE)),
    "a list of languages": (lambda member: member.endswith("_locales_supported"), _all(LOCALE)),
    "a list of public and pairwise": (
        lambda member: member == "subject_types_supported",
        lambda value: _words(value) and set(value) <= SUBJECT_TYPES,
    ),
}


def _is_list(member: str) -> bool:
    """Members in the plural list what there is; those in the singular are flags."""
    return member.endswith(("s_supported", "_values_supported")) and member not in FLAGS
