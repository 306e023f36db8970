"""Are published keys valid, and without private parts (RFC 7517, RFC 7518)?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import import_key

from harness.record.findings import Findings

PRIVATE = frozenset({"d", "p", "q", "dp", "dq", "qi", "k"})
KINDS = ("RSA", "EC", "OKP")
USES = (None, "sig", "enc")
LEAST_RSA = 2048


def look_at_keys(findings: Findings, keys: list[dict[str, Any]]) -> None:
    """Require valid keys without private parts; a kind that few clients know is a warning.

    RFC 7517, 5 lets a client skip what it does not know; not every client does.
    """
    wrong, strange = faults_of(keys), strange_kinds(keys)
    findings.require("published keys", not wrong, "valid, public parts only", "; ".join(wrong))
    findings.recommend("kinds of keys", not strange, f"of {', '.join(KINDS)}", "; ".join(strange))


def strange_kinds(keys: list[dict[str, Any]]) -> list[str]:
    """List the keys of a kind that a client may not know."""
    return [f"{_name(key)} is of {key.get('kty')}" for key in keys if key.get("kty") not in KINDS]


def faults_of(keys: list[dict[str, Any]]) -> list[str]:
    """List what is wrong with a key set; empty where all is well."""
    if not keys:
        return ["there are none"]
    kids = [key.get("kid") for key in keys]
    twins = [f"kid {kid} is there twice" for kid in set(kids) if kid and kids.count(kid) > 1]
    nameless = ["a key without kid among several"] if len(keys) > 1 and None in kids else []
    return twins + nameless + [fault for key in keys for fault in _of(key)]


def _of(key: dict[str, Any]) -> Iterator[str]:
    name = _name(key)
    if private := sorted(PRIVATE & key.keys()):
        yield f"{name} has private parts ({', '.join(private)})"
    elif not isinstance(key.get("kty"), str):
        yield f"{name} does not say its type"
    elif key.get("use") not in USES:
        yield f"{name} is for use {key.get('use')}"
    elif key["kty"] in KINDS:
        yield from _unreadable(name, key)


def _name(key: dict[str, Any]) -> str:
    return f"key {key.get('kid')}"


def _unreadable(name: str, key: dict[str, Any]) -> Iterator[str]:
    try:
        read = import_key(key)
    except (JoseError, ValueError, TypeError) as problem:
        yield f"{name} cannot be read ({problem})"
        return
    size = getattr(read.public_key, "key_size", LEAST_RSA) if key["kty"] == "RSA" else LEAST_RSA
    if size < LEAST_RSA:
        yield f"{name} has only {size} bits"
