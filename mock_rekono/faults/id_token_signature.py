"""What if the ID token's signature is broken, cut off, or was never made (RFC 8725, 3.1)?"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from jwcrypto.common import base64url_decode, base64url_encode, json_decode

from mock_rekono import clock
from mock_rekono.faults import REFUSED, Claims, Fault, Signing
from mock_rekono.text import Text

Change = Callable[[str, str, str], tuple[str, str, str]]
"""Gives other parts for header, payload and signature."""


@dataclass(frozen=True, kw_only=True)
class ChangedToken(Fault):
    """The ID token is correctly signed, then changed: header, payload and signature."""

    change: Change

    def id_token(self, token: str, signing: Signing) -> str:  # noqa: ARG002
        """Change its three parts."""
        header, payload, signature = token.split(".")
        return ".".join(self.change(header, payload, signature))


def encoded(octets: bytes) -> str:
    """Return octets in base64url without padding (RFC 7515, 2)."""
    return str(base64url_encode(octets))


def encoded_part(members: Claims) -> str:
    """Return a part of a token: members as JSON, encoded."""
    return encoded(json.dumps(members, separators=(",", ":")).encode())


def read(part: str) -> Claims:
    """Return the members of a header or payload."""
    members: Claims = json_decode(base64url_decode(part))
    return members


def broken(header: str, payload: str, signature: str) -> tuple[str, str, str]:
    """Change the first character of the signature."""
    other = "A" if signature[0] != "A" else "B"
    return header, payload, other + signature[1:]


def _cut_off(header: str, payload: str, _signature: str) -> tuple[str, str, str]:
    return header, payload, ""


def another_person(header: str, payload: str, signature: str) -> tuple[str, str, str]:
    """Put another subject in, and keep the signature."""
    return header, encoded_part({**read(payload), "sub": clock.identifier()}), signature


def _without_alg(header: str) -> Claims:
    return {name: value for name, value in read(header).items() if name != "alg"}


def unsigned(spelling: object) -> Change:
    """Return a change to an algorithm that needs no signature, spelled so."""
    return lambda header, payload, _: (encoded_part({**read(header), "alg": spelling}), payload, "")


FAULTS = (
    ChangedToken(
        "broken_signature",
        Text("Podpis žetona ID je pokvarjen", "The ID token's signature is broken"),
        ("RP-14",),
        REFUSED,
        change=broken,
        more=(
            ("nothing but zeros", lambda head, body, made: (head, body, "A" * len(made))),
            ("backwards", lambda head, body, made: (head, body, made[::-1])),
            ("twice", lambda head, body, made: (head, body, made + made)),
        ),
    ),
    ChangedToken(
        "signature_cut_off",
        Text("Podpis žetona ID je odrezan", "The ID token's signature is cut off"),
        ("RP-14",),
        REFUSED,
        change=_cut_off,
        more=(
            ("its first half", lambda head, body, made: (head, body, made[: len(made) // 2])),
            ("one octet", lambda head, body, _: (head, body, "AA")),
        ),
    ),
    ChangedToken(
        "payload_altered",
        Text("Žeton ID je bil po podpisu spremenjen", "The ID token was altered after signing"),
        ("RP-14",),
        REFUSED,
        change=another_person,
    ),
    ChangedToken(
        "alg_none",
        Text("Žeton ID ni podpisan (alg none)", "The ID token is not signed (alg none)"),
        ("RP-16",),
        REFUSED,
        change=unsigned("none"),
        more=(
            ("the signature kept", lambda *parts: (*unsigned("none")(*parts)[:2], parts[2])),
            ("a blank after it", unsigned("none ")),
            ("a NUL after it", unsigned("none\0")),
        ),
    ),
    ChangedToken(
        "alg_none_capitalised",
        Text("Žeton ID ni podpisan (alg None)", "The ID token is not signed (alg None)"),
        ("RP-16",),
        REFUSED,
        change=unsigned("None"),
    ),
    ChangedToken(
        "alg_none_upper_case",
        Text("Žeton ID ni podpisan (alg NONE)", "The ID token is not signed (alg NONE)"),
        ("RP-16",),
        REFUSED,
        change=unsigned("NONE"),
    ),
    ChangedToken(
        "alg_none_mixed_case",
        Text("Žeton ID ni podpisan (alg nOnE)", "The ID token is not signed (alg nOnE)"),
        ("RP-16",),
        REFUSED,
        change=unsigned("nOnE"),
        more=(("noNe", unsigned("noNe")), ("NonE", unsigned("NonE"))),
    ),
    ChangedToken(
        "alg_empty",
        Text("Žeton ID ni podpisan (alg je prazen)", "The ID token is not signed (alg is empty)"),
        ("RP-16",),
        REFUSED,
        change=unsigned(""),
        more=(
            *((how, unsigned(alg)) for how, alg in (("null", None), ("true", True), ("0", 0))),
            ("left out", lambda head, body, _: (encoded_part(_without_alg(head)), body, "")),
        ),
    ),
)
