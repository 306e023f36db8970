"""What if the ID token is made to be read badly: nested, in pieces, or hashed for hours?

It may be refused or not, but in time, and the next person gets in. What is nested is rightly
signed; a header is read before any signature. A claim that is there twice is refused, or its last
value counts (RFC 7519, 4).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jwcrypto.common import base64url_decode

from mock_rekono.faults import COPED, REFUSED, Fault, Signing
from mock_rekono.faults.id_token_signature import encoded, encoded_part
from mock_rekono.text import Text

DEPTH = 10_000
"""Lists in lists: ten times as many as Python reads, in a token of 27 KiB."""
DIGITS = 20_000
DOTS = 200_000
ROUNDS = 2**31 - 1
"""Of PBKDF2: an hour of it."""
NESTED = b"[" * DEPTH + b"]" * DEPTH


Rewrite = Callable[[bytes, bytes, Signing], str]
"""Makes a token of the octets of header and payload."""


@dataclass(frozen=True, kw_only=True)
class Rewritten(Fault):
    """The octets of the ID token's header and payload are others, and signed anew."""

    varies = "rewrite"
    rewrite: Rewrite

    def id_token(self, token: str, signing: Signing) -> str:
        """Rewrite them."""
        header, payload, _ = token.split(".")
        return self.rewrite(base64url_decode(header), base64url_decode(payload), signing)


def signed(header: bytes, payload: bytes, signing: Signing) -> str:
    """Sign octets as they are: no encoder would write them."""
    from jwcrypto.jwa import JWA  # a list of faults needs no cryptography

    parts = f"{encoded(header)}.{encoded(payload)}"
    algorithm: Any = JWA.signing_alg(signing.keys.algorithm)
    return f"{parts}.{encoded(algorithm.sign(signing.keys.current, parts.encode()))}"


def with_member(written: bytes, name: str, value: bytes) -> bytes:
    """Put one more member at the end of an object, whatever members it has."""
    return b'%s,"%s":%s}' % (written[:-1], name.encode(), value)


def _in_pieces(header: bytes, payload: bytes, signing: Signing) -> str:  # noqa: ARG001
    return f"{encoded(header)}{'.' * DOTS}"


def _hashed(header: bytes, payload: bytes, signing: Signing) -> str:  # noqa: ARG001
    """Ask for a password to be hashed before anything is decrypted (RFC 7518, 4.8.1.2)."""
    named = {"alg": "PBES2-HS256+A128KW", "enc": "A128CBC-HS256", "p2s": "AAAAAAAAAAA"}
    return ".".join([encoded_part({**named, "p2c": ROUNDS}), *[encoded(payload[:40])] * 4])


def _claim(name: str, value: bytes) -> Rewrite:
    return lambda header, payload, by: signed(header, with_member(payload, name, value), by)


def _in_header(header: bytes, payload: bytes, signing: Signing) -> str:
    return signed(with_member(header, "x", NESTED), payload, signing)


FAULTS = (
    Rewritten(
        "id_token_nested_deeply",
        Text(
            "Žeton ID je narejen tako, da se težko prebere",
            "The ID token is made to be read badly",
        ),
        ("RP-39",),
        COPED,
        rewrite=_claim("x", NESTED),
        more=(
            ("nested in its header", _in_header),
            ("a number of 20,000 digits", _claim("x", b"9" * DIGITS)),
            ("200,000 dots", _in_pieces),
            ("two thousand million rounds of PBKDF2", _hashed),
        ),
    ),
    Rewritten(
        "aud_twice",
        Text(
            "Žeton ID dvakrat pove, za koga je, nazadnje za drugo aplikacijo",
            "The ID token names its audience twice, at last another application",
        ),
        ("RP-09",),
        REFUSED,
        rewrite=_claim("aud", b'"druga-aplikacija"'),
        more=(("null", _claim("aud", b"null")), ("a list", _claim("aud", b'["druga"]'))),
    ),
)
