"""Which keys sign, and which are published?

The keys are made beforehand and lie beside this file: making an RSA key takes up to 0.3 seconds,
and a start should not. They are public test keys and their `kid` says so. They are held as key
objects, read when they first sign: publishing one needs no reading.

Each algorithm has a ring of keys. A turn (see `KeyTurn`) takes the next one of the ring; the one
before stays published until what it signed has ended (OpenID Connect Core 10.1.1).
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from copy import copy
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Self

from jwcrypto.common import JWException, base64url_encode
from jwcrypto.jwa import JWA
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS

from mock_rekono import clock, marks
from mock_rekono.records import KeyTurn
from mock_rekono.settings import Settings

FILE = Path(__file__).with_name("test_keys.json")
PUBLIC = ("kty", "use", "alg", "kid", "n", "e", "crv", "x", "y")
RING = 4
_compact = json.JSONEncoder(separators=(",", ":")).encode
LOOK_AGAIN_SECONDS = 1.0  # another process may have turned the keys


def no_turns() -> list[KeyTurn]:
    """Say that each first key still signs."""
    return []


class Keys:
    """The provider's signing keys, and an attacker's."""

    def __init__(
        self, settings: Settings | None = None, turns: Callable[[], list[KeyTurn]] = no_turns
    ) -> None:
        """Take the settings, and what gives all turns so far, newest first."""
        self._settings = settings or Settings()
        self.algorithm = self._settings.algorithm
        self._look = turns
        self._seen: tuple[float, list[KeyTurn]] | None = None
        made = json.loads(FILE.read_text("utf-8"))["keys"]
        self._made = {self.named(key["kid"]): key | {"kid": self.named(key["kid"])} for key in made}
        self._attackers: dict[str, JWK] = {}

    def _key(self, kid: str) -> JWK:
        return _read(**self._made[kid])

    def by(self, algorithm: str) -> Self:
        """Return the same keys, signing by this algorithm."""
        self._turns()  # seen once for all
        other = copy(self)
        other.algorithm = algorithm
        return other

    # which key signs -------------------------------------------------------------------------

    @property
    def kid(self) -> str:
        """The id of the key that signs."""
        return self._kid_of(self.algorithm)

    @property
    def current(self) -> JWK:
        """The key that signs."""
        return self._key(self.kid)

    @property
    def attacker(self) -> JWK:
        """A key like it that is published nowhere."""
        kid = self.named(f"test-double-stranger-{self.algorithm.lower()}")
        if not self._settings.unmarked:
            return self._key(kid)
        if kid not in self._attackers:  # what lies beside this file would be known by its numbers
            self._attackers[kid] = JWK.generate(**_like(self._made[kid]))
        return self._attackers[kid]

    def named(self, plain: str) -> str:
        """Return the id of a key as others see it."""
        return marks.key_id(plain, self._settings.unmarked)

    def renamed(self, kid: str) -> str:
        """Return another id for a key."""
        return self.named(f"{kid}-x")

    @property
    def attacker_certificate(self) -> str:
        """The stranger's own certificate: base64 of DER, as `x5c` wants (RFC 7515, 4.1.6)."""
        return _self_signed(self.attacker)

    @property
    def next_kid(self) -> str:
        """The id of the key that the next turn brings."""
        return self._after(self.algorithm)

    def _kid_of(self, algorithm: str) -> str:
        turned = [one.kid for one in self._turns() if one.owner == algorithm]
        return turned[0] if turned else self._kid(algorithm, 1)

    def _after(self, algorithm: str) -> str:
        ring = [self._kid(algorithm, number) for number in range(1, RING + 1)]
        return ring[(ring.index(self._kid_of(algorithm)) + 1) % RING]

    def _kid(self, algorithm: str, number: int) -> str:
        return self.named(f"test-double-{algorithm.lower()}-{number}")

    # what is published -----------------------------------------------------------------------

    def published(self) -> dict[str, Any]:
        """Return the JSON Web Key Set (RFC 7517): public parts only; what signs now comes first."""
        self.look_again()  # whoever asks has perhaps met a key that another process has turned to
        kids = [self._kid_of(one) for one in self._settings.algorithms]
        if self._settings.next_key_published:
            kids += [self._after(one) for one in self._settings.algorithms]
        kids += [kid for one in self._settings.algorithms for kid in self._still_needed(one)]
        return {"keys": [self._public(kid) for kid in dict.fromkeys(kids)]}

    def _still_needed(self, algorithm: str) -> list[str]:
        """Return keys that sign no more while tokens signed with them may still hold."""
        turns = [one for one in self._turns() if one.owner == algorithm]
        before = [*(one.kid for one in turns[1:]), self._kid(algorithm, 1)]
        longest = max(self._settings.id_token_seconds, self._settings.access_token_seconds)
        ended_at = zip(before, (one.issued_at + longest for one in turns), strict=False)
        return [kid for kid, end in ended_at if end > clock.now()]

    def _public(self, kid: str) -> dict[str, Any]:
        made = self._made[kid]
        return {name: made[name] for name in PUBLIC if name in made}

    def _turns(self) -> list[KeyTurn]:
        present = time.monotonic()
        if self._seen is None or present - self._seen[0] > LOOK_AGAIN_SECONDS:
            self._seen = present, self._look()
        return self._seen[1]

    def look_again(self) -> None:
        """Forget which turns were seen: there is a new one."""
        self._seen = None

    # signing ---------------------------------------------------------------------------------

    def ready(self) -> None:
        """Make the first signature, which is the slow one."""
        self.sign({"ready": True}, {}, self.current)

    def sign(self, claims: dict[str, Any], header: dict[str, Any], key: JWK) -> str:
        """Return a signed JWT (RFC 7519) in compact form; a None in the header leaves out."""
        known = {"alg": self.algorithm, "kid": self.kid, **header}
        protected = {name: value for name, value in known.items() if value is not None}
        signed = f"{_part(protected)}.{_part(claims)}"
        # JWS reads and judges again what has just been written; its algorithms sign as well.
        algorithm: Any = JWA.signing_alg(protected["alg"])
        signature = algorithm.sign(key, signed.encode())
        return f"{signed}.{base64url_encode(signature)}"

    def read(self, token: str) -> dict[str, Any] | None:
        """Return the claims of a JWT that we signed, also if it has expired; else None."""
        try:
            signed = JWS()
            signed.allowed_algs = list(self._settings.algorithms)
            signed.deserialize(token)
            kid = signed.jose_header.get("kid", "")
            if kid not in self._own():
                self.look_again()
            if kid not in self._own() or signed.jose_header["alg"] != self._made[kid]["alg"]:
                return None
            signed.verify(self._key(kid))
            claims = json.loads(signed.payload)
        except (JWException, ValueError, TypeError, AttributeError, KeyError):
            return None
        return claims if isinstance(claims, dict) else None

    def _own(self) -> set[str]:
        """Return the ids of all keys that sign or have signed."""
        first = {self._kid(one, 1) for one in self._settings.algorithms}
        return first | {one.kid for one in self._turns()}


@cache
def _read(**made: str) -> JWK:
    """Hold a key that lies beside this file, without proving anew that its numbers are primes.

    Once for all providers of a process, and for those that are forked from it.
    """
    key = JWK(**made)
    key.unsafe_skip_rsa_key_validation = True
    return key


def _part(said: dict[str, Any]) -> str:
    return str(base64url_encode(_compact(said)))


def _self_signed(key: JWK) -> str:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization

    private: Any = serialization.load_pem_private_key(key.export_to_pem(True, None), None)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, str(key["kid"]))])
    begin, end = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
    made = x509.CertificateBuilder(name, name, private.public_key(), 1, begin, end)
    made_by = None if key["kty"] == "OKP" else hashes.SHA256()  # Ed25519 hashes by itself
    der = made.sign(private, made_by).public_bytes(serialization.Encoding.DER)
    return base64.b64encode(der).decode()


def _like(made: dict[str, Any]) -> dict[str, Any]:
    """Return what makes another key of the same kind, under the same id."""
    kept: dict[str, Any] = {one: made[one] for one in ("kty", "use", "alg", "kid") if one in made}
    return kept | ({"size": 2048} if made["kty"] == "RSA" else {"crv": made["crv"]})
