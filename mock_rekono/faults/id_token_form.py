"""What if the ID token is made as no client here asked for: encrypted, critical, blank?

Whoever is registered for no encryption gets signed tokens only (OpenID Connect Core 1.0, 2), and
a token that calls a member of its header critical is invalid to who does not understand that one
(RFC 7515, 4.1.11).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from mock_rekono import marks
from mock_rekono.faults import REFUSED, Claims, Fault, Signing
from mock_rekono.faults.hs256 import client_secret
from mock_rekono.faults.id_token_signature import encoded, encoded_part, read
from mock_rekono.text import Text

if TYPE_CHECKING:
    from jwcrypto.jwk import JWK

    from mock_rekono.provider import Provider

OTHER = "ES256"
"""An algorithm that no client is registered for, unless it asked for it."""
ZEROS = bytes(64)
"""r and s of P-256 (RFC 7518, 3.4), each 0: right for every key where nobody looks at the range."""


@dataclass(frozen=True, kw_only=True)
class CriticalHeader(Fault):
    """The header names members that are critical, and the signature is right."""

    varies = "members"
    members: Callable[[], Claims]

    def id_token_header(self, header: Claims, signing: Signing) -> Claims:  # noqa: ARG002
        """Name them."""
        return {**header, **self.members()}


@dataclass(frozen=True, kw_only=True)
class Encrypted(Fault):
    """The claims are encrypted by whoever may, and signed by nobody."""

    varies = "encrypt"
    encrypt: Callable[[bytes, Signing], str]

    def id_token(self, token: str, signing: Signing) -> str:
        """Give the same claims in five parts (RFC 7516, 3.1)."""
        claims = read(token.split(".")[1])
        return self.encrypt(json.dumps(claims).encode(), signing)


@dataclass(frozen=True)
class BlankSignature(Fault):
    """A key for ECDSA is published, and the ID token bears a signature of zeros by it."""

    def published_keys(self, key_set: Claims, provider: Provider) -> Claims:
        """Publish it beside the others."""
        key = _of_a_curve(provider.keys.by(OTHER).current)
        others = [one for one in key_set["keys"] if one["kid"] != key["kid"]]
        return {**key_set, "keys": [*others, key]}

    def id_token_header(self, header: Claims, signing: Signing) -> Claims:
        """Name it."""
        return {**header, "kid": signing.keys.by(OTHER).kid}

    def id_token(self, token: str, signing: Signing) -> str:  # noqa: ARG002
        """Sign by nothing."""
        header, payload, _ = token.split(".")
        return f"{encoded_part({**read(header), 'alg': OTHER})}.{payload}.{encoded(ZEROS)}"


def _of_a_curve(key: JWK) -> Claims:
    published: Claims = key.export_public(as_dict=True)
    return published


def _jwe(header: Claims, key: dict[str, str], claims: bytes) -> str:
    from jwcrypto.jwe import JWE  # a list of faults needs no cryptography
    from jwcrypto.jwk import JWK

    made: Any = JWE(claims, json.dumps({"typ": "JWT", **header}), algs=list(header.values()))
    made.add_recipient(JWK(kty="oct", **key))
    return str(made.serialize(compact=True))


def _by_secret(enc: str, claims: bytes, signing: Signing) -> str:
    """Encrypt with the key that Core 10.2 makes of the client's secret."""
    key = hashlib.sha256(client_secret(signing)).digest()
    return _jwe({"alg": "dir", "enc": enc}, {"k": encoded(key)}, claims)


def _by_password(claims: bytes, signing: Signing) -> str:
    header = {"alg": "PBES2-HS256+A128KW", "enc": "A128CBC-HS256"}
    return _jwe(header, {"k": encoded(client_secret(signing))}, claims)


def _for_nobody(claims: bytes, signing: Signing) -> str:  # noqa: ARG001
    """Put the claims where those of a signed token are, between parts that say nothing."""
    header = {"alg": "dir", "enc": "A256GCM", "typ": "JWT"}
    return ".".join([encoded_part(header), encoded(claims), *[encoded(ZEROS[:16])] * 3])


def _named() -> Claims:
    name = marks.member("urn:vodomer:nujno")
    return {"crit": [name], name: True}


FAULTS = (
    CriticalHeader(
        "unknown_critical_header",
        Text(
            "Glava žetona ID razglaša za nujno, česar ni mogoče razumeti",
            "The ID token's header calls critical what nobody can understand",
        ),
        ("RP-14",),
        REFUSED,
        members=_named,
        more=(
            ("named, and not there", lambda: {"crit": _named()["crit"]}),
            ("a claim", lambda: {"crit": ["exp"], "exp": 4102444800}),
            ("the payload not encoded (b64)", lambda: {"crit": ["b64"], "b64": False}),
            ("a policy", lambda: {"crit": ["cnf", "bork"], "cnf": {"kid": "x"}, "bork": "x"}),
        ),
    ),
    Encrypted(
        "encrypted_id_token",
        Text(
            "Žeton ID je šifriran in ne podpisan",
            "The ID token is encrypted, and not signed",
        ),
        ("RP-16",),
        REFUSED,
        encrypt=partial(_by_secret, "A128CBC-HS256"),
        more=(
            ("A256GCM", partial(_by_secret, "A256GCM")),
            ("the secret as a password", _by_password),
            ("the claims in the clear", _for_nobody),
        ),
    ),
    BlankSignature(
        "ecdsa_signature_of_zeros",
        Text(
            "Podpis žetona ID je ECDSA iz samih ničel",
            "The ID token's signature is an ECDSA one of zeros",
        ),
        ("RP-17",),
        REFUSED,
        exclusive=True,
    ),
)
