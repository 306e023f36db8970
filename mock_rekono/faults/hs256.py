"""What if the ID token is signed by HMAC, with a secret that is none or is not agreed on?

An application that takes the algorithm from the header verifies with what it holds: the public key
(RFC 8725, 2.1). jwcrypto would refuse such a secret, so the signature is made here (RFC 7515, 5.1).
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_public_key,
)

from mock_rekono.faults import REFUSED, Fault, Signing
from mock_rekono.faults.id_token_signature import encoded, encoded_part, read
from mock_rekono.text import Text


@dataclass(frozen=True, kw_only=True)
class SharedSecret(Fault):
    """The ID token is signed anew by HS256 with these octets as the secret."""

    varies = "secret"
    secret: Callable[[Signing], bytes]

    def id_token(self, token: str, signing: Signing) -> str:
        """Sign it anew."""
        return resigned(token, self.secret(signing))


def resigned(token: str, secret: bytes) -> str:
    """Return a signed token as HS256 makes it with this secret."""
    header, payload, _ = token.split(".")
    signed = f"{encoded_part({**read(header), 'alg': 'HS256'})}.{payload}"
    made = hmac.digest(secret, signed.encode(), hashlib.sha256)
    return f"{signed}.{encoded(made)}"


def public_pem(signing: Signing) -> bytes:
    """Return the key that signs as software keeps it in a file."""
    pem: bytes = signing.keys.current.export_to_pem()
    return pem


def _public_jwk(signing: Signing) -> bytes:
    """Return the key as published, without spaces, its members in order of name."""
    return json.dumps(_published(signing), separators=(",", ":"), sort_keys=True).encode()


def _published(signing: Signing) -> dict[str, str]:
    members: dict[str, str] = signing.keys.current.export_public(as_dict=True)
    return members


def _written(encoding: Encoding, form: PublicFormat, signing: Signing) -> bytes:
    """Return it in another form of such files."""
    key = load_pem_public_key(public_pem(signing))
    return key.public_bytes(encoding, form)


def client_secret(signing: Signing) -> bytes:
    """Return the secret of the application that the token is for; empty where it has none."""
    client = signing.provider.store.clients.find(signing.client_id)
    return client.client_secret.encode() if client else b""


FAULTS = (
    SharedSecret(
        "hs256_public_key_pem",
        Text(
            "Žeton ID podpisan s HS256 in javnim ključem kot skrivnostjo (PEM)",
            "ID token signed by HS256 with the public key (PEM) as the secret",
        ),
        ("RP-17",),
        REFUSED,
        secret=public_pem,
        more=(
            ("without its last line break", lambda signing: public_pem(signing).rstrip()),
            ("with CR LF", lambda signing: public_pem(signing).replace(b"\n", b"\r\n")),
            ("PKCS#1 PEM", partial(_written, Encoding.PEM, PublicFormat.PKCS1)),
            ("DER", partial(_written, Encoding.DER, PublicFormat.SubjectPublicKeyInfo)),
            ("PKCS#1 DER", partial(_written, Encoding.DER, PublicFormat.PKCS1)),
            ("as SSH writes it", partial(_written, Encoding.OpenSSH, PublicFormat.OpenSSH)),
        ),
    ),
    SharedSecret(
        "hs256_public_key_jwk",
        Text(
            "Žeton ID podpisan s HS256 in javnim ključem kot skrivnostjo (JWK)",
            "ID token signed by HS256 with the public key (JWK) as the secret",
        ),
        ("RP-17",),
        REFUSED,
        secret=_public_jwk,
        more=(
            ("as it is published", lambda signing: json.dumps(_published(signing)).encode()),
            (
                "the set of keys",
                lambda signing: json.dumps({"keys": [_published(signing)]}).encode(),
            ),
            ("its modulus", lambda signing: _published(signing)["n"].encode()),
            ("its id", lambda signing: _published(signing)["kid"].encode()),
        ),
    ),
    SharedSecret(
        "hs256_client_secret",
        Text(
            "Žeton ID podpisan s HS256 in skrivnostjo aplikacije",
            "ID token signed by HS256 with the client secret",
        ),
        ("RP-17",),
        REFUSED,
        secret=client_secret,
        more=(
            ("no secret at all", lambda _: b""),
            ("null", lambda _: b"null"),
            ("undefined", lambda _: b"undefined"),
            ("the client id", lambda signing: signing.client_id.encode()),
        ),
    ),
)
