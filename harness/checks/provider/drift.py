"""How far is a live provider from the mock that applications were tried with?

The mock shares no Python: it is started as a process and asked over HTTP. A difference matters
when an application that works with the mock may not work with the live one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from harness.agents.connections import Connections
from harness.checks.metadata import Metadata, fetch_metadata, json_object
from harness.errors import TargetUnreachable
from harness.processes.servers import Server

REQUIREMENT = "OP-56"
RELIED_ON = frozenset(
    {"issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"}
    | {"end_session_endpoint"}
)
"""Members by which applications find their way; some have the paths written down by hand."""


@dataclass(frozen=True)
class Difference:
    """One thing in which both differ."""

    member: str
    double: object
    live: object
    matters: bool

    def __str__(self) -> str:
        word = "matters" if self.matters else "does not matter"
        return (
            f"{self.member}: {_shown(self.double)} at the double, {_shown(self.live)} live; {word}"
        )


@dataclass(frozen=True)
class Announced:
    """What a provider says of itself: its discovery document and its keys."""

    document: dict[str, Any]
    keys: list[dict[str, Any]]


def look_at(issuer: str, ca: Path | None = None) -> Announced:
    """Fetch discovery document and keys. Raises TargetUnreachable where they do not come."""
    connections = Connections(ca)
    try:
        metadata = fetch_metadata(connections, issuer)
        if metadata.status != 200 or not metadata.document:
            raise TargetUnreachable(f"{metadata.url} returned no discovery document: {metadata}")
        return Announced(metadata.document, _keys(connections, metadata))
    finally:
        connections.close()


def look_at_double(profile: str) -> Announced:
    """Start the mock in a profile, ask it the same, and stop it."""
    server = Server("rekono", ["-m", "mock_rekono", "--profile", profile]).start()
    try:
        return look_at(server.ready("issuer="))
    finally:
        server.stop()


def _keys(connections: Connections, metadata: Metadata) -> list[dict[str, Any]]:
    address = metadata.text("jwks_uri")
    if not address:
        return []
    found = json_object(connections.send("GET", address, {}).source).get("keys")
    return [key for key in found if isinstance(key, dict)] if isinstance(found, list) else []


def differences(live: Announced, double: Announced) -> list[Difference]:
    """List everything in which both differ, what matters first."""
    members = sorted(live.document.keys() | double.document.keys())
    found = [one for member in members for one in _in_member(member, live, double)]
    found += _in_keys(live.keys, double.keys)
    return sorted(found, key=lambda one: not one.matters)


def _in_member(member: str, live: Announced, double: Announced) -> Iterator[Difference]:
    ours, theirs = double.document.get(member), live.document.get(member)
    if isinstance(ours, str) and isinstance(theirs, str):
        ours, theirs = _path(ours), _path(theirs)
    if isinstance(ours, list) and isinstance(theirs, list):
        yield from _in_list(member, ours, theirs)
    elif ours != theirs:
        yield Difference(member, ours, theirs, _matters(member, ours, theirs))


def _in_list(member: str, ours: list[Any], theirs: list[Any]) -> Iterator[Difference]:
    lacking = [value for value in ours if value not in theirs]
    more = [value for value in theirs if value not in ours]
    if lacking or more:
        yield Difference(member, lacking, more, matters=bool(lacking))


def _matters(member: str, ours: object, theirs: object) -> bool:
    """Tell whether the live one lacks what the double has, or has it elsewhere."""
    return member in RELIED_ON or (ours is not None and ours is not False and not theirs)


def _in_keys(live: list[dict[str, Any]], double: list[dict[str, Any]]) -> Iterator[Difference]:
    ours, theirs = (sorted({_kind(key) for key in keys}) for keys in (double, live))
    if ours != theirs:
        missing = not set(ours) <= set(theirs)
        yield Difference("types of the keys", ours, theirs, matters=missing)
    unnamed = [key for key in live if not key.get("kid")]
    if unnamed and all(key.get("kid") for key in double):
        yield Difference("keys without kid", 0, len(unnamed), matters=len(live) > 1)


def _kind(key: dict[str, Any]) -> str:
    return " ".join(str(key[name]) for name in ("kty", "crv") if name in key)


def _path(address: str) -> str:
    """Leave the host out: a live provider has its own, of course."""
    parts = urlsplit(address)
    return parts.path or "/" if parts.hostname else address


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    return ", ".join(map(str, value)) or "nothing more" if isinstance(value, list) else str(value)
