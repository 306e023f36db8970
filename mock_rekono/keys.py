"""Which keys sign, and which are published?

The keys are made beforehand and lie beside this file: making an RSA key takes up to 0.3 seconds,
and a start should not. They are public test keys and their `kid` says so. They are held as key
objects: reading an RSA key costs 40 ms, a signature less than one.
"""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from jwcrypto.common import JWException
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS

FILE = Path(__file__).with_name("test_keys.json")


class Keys:
    """The provider's signing key, and a stranger's."""

    def __init__(self, algorithm: str = "RS256") -> None:
        """Read the keys for RS256 or ES256."""
        self.algorithm = algorithm
        made = {key["kid"]: key for key in json.loads(FILE.read_text("utf-8"))["keys"]}
        name = algorithm.lower()
        self.current = JWK(**made[f"test-double-{name}-1"])
        self.stranger = JWK(**made[f"test-double-stranger-{name}"])

    @property
    def kid(self) -> str:
        """The id of the published key."""
        return str(self.current["kid"])

    def ready(self) -> None:
        """Make the first signature, which is the slow one."""
        self.sign({"ready": True}, {}, self.current)

    def published(self) -> dict[str, Any]:
        """Return the JSON Web Key Set (RFC 7517): public parts only."""
        return {"keys": [self.current.export_public(as_dict=True)]}

    @cached_property
    def strangers_certificate(self) -> str:
        """The stranger's own certificate: base64 of DER, as `x5c` wants (RFC 7515, 4.1.6)."""
        return _self_signed(self.stranger)

    def sign(self, claims: dict[str, Any], header: dict[str, Any], key: JWK) -> str:
        """Return a signed JWT (RFC 7519) in compact form; a None in the header leaves out."""
        token = JWS(json.dumps(claims, separators=(",", ":")).encode())
        known = {"alg": self.algorithm, "kid": self.kid, **header}
        protected = {name: value for name, value in known.items() if value is not None}
        token.add_signature(key, protected=json.dumps(protected, separators=(",", ":")))
        return str(token.serialize(compact=True))

    def read(self, token: str) -> dict[str, Any] | None:
        """Return the claims of a JWT that we signed, also if it has expired; else None."""
        try:
            signed = JWS()
            signed.allowed_algs = [self.algorithm]
            signed.deserialize(token, self.current)
            claims = json.loads(signed.payload)
        except (JWException, ValueError, TypeError, AttributeError, KeyError):
            return None
        return claims if isinstance(claims, dict) else None


def _self_signed(key: JWK) -> str:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization

    private: Any = serialization.load_pem_private_key(key.export_to_pem(True, None), None)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, str(key["kid"]))])
    begin, end = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
    made = x509.CertificateBuilder(name, name, private.public_key(), 1, begin, end)
    der = made.sign(private, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
    return base64.b64encode(der).decode()
