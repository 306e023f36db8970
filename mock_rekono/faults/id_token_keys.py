"""What if the ID token is signed with a key that must not count, or does not name its key?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from mock_rekono.faults import ACCEPTED, REFUSED, Claims, Fault, Signing
from mock_rekono.text import Text

if TYPE_CHECKING:
    from jwcrypto.jwk import JWK

    from mock_rekono.provider import Provider

UNPUBLISHED = "test-double-unpublished"
OTHERS: dict[str, dict[str, Any]] = {
    "other-curve": {"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256"},
    "other-curve-to-encrypt": {"kty": "EC", "crv": "P-256", "use": "enc", "alg": "ECDH-ES"},
    "other-edwards": {"kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA"},
    "other-rsa-to-encrypt": {"kty": "RSA", "size": 2048, "use": "enc", "alg": "RSA-OAEP"},
    "other-rsa-algorithm": {"kty": "RSA", "size": 2048, "use": "sig", "alg": "PS512"},
}
"""Keys that fit no ID token of ours, by kind, use or algorithm."""


def _current(signing: Signing) -> JWK:
    return signing.keys.current


def _unchanged(_signing: Signing) -> Claims:
    return {}


def _attacker(signing: Signing) -> JWK:
    return signing.keys.attacker


@dataclass(frozen=True, kw_only=True)
class OtherKey(Fault):
    """The ID token is signed with a key chosen so, and its header says so or not."""

    key: Callable[[Signing], JWK] = _current
    header: Callable[[Signing], Claims] = _unchanged

    def id_token_key(self, signing: Signing) -> JWK:
        """Sign with it."""
        return self.key(signing)

    def id_token_header(self, header: Claims, signing: Signing) -> Claims:
        """Say so, or leave it out."""
        return {**header, **self.header(signing)}


@dataclass(frozen=True)
class OnlyKey(Fault):
    """A single key is published; only then need an ID token not name it (Core 10.1)."""

    def published_keys(self, key_set: Claims, provider: Provider) -> Claims:
        """Leave the key that ID tokens are signed with where a client asks for no other kind."""
        named = provider.keys.by(provider.settings.algorithm).current["kid"]
        return {**key_set, "keys": [key for key in key_set["keys"] if key["kid"] == named]}

    def id_token_header(self, header: Claims, signing: Signing) -> Claims:  # noqa: ARG002
        """Leave its name out."""
        return {**header, "kid": None}


@cache
def _others() -> dict[str, Claims]:
    from jwcrypto.jwk import JWK  # a list of faults needs no cryptography

    return {
        name: JWK.generate(**about).export_public(as_dict=True) for name, about in OTHERS.items()
    }


@dataclass(frozen=True)
class OnlyFittingKey(OnlyKey):
    """Several keys are published, of which one fits by kty, use and alg."""

    def published_keys(self, key_set: Claims, provider: Provider) -> Claims:
        """Put others before and behind it."""
        fitting = super().published_keys(key_set, provider)["keys"]
        others = [{**key, "kid": provider.keys.named(name)} for name, key in _others().items()]
        return {**key_set, "keys": [*others[:3], *fitting, *others[3:]]}


FAULTS = (
    OtherKey(
        "stranger_key",
        Text("Žeton ID podpisan s tujim ključem", "ID token signed by somebody else's key"),
        ("RP-15",),
        REFUSED,
        key=_attacker,
    ),
    OnlyKey(
        "missing_kid",
        Text("Žeton ID ne imenuje edinega ključa", "The ID token does not name the only key"),
        ("RP-19",),
        ACCEPTED,
        exclusive=True,
    ),
    OnlyFittingKey(
        "missing_kid_one_fits",
        Text(
            "Žeton ID ne imenuje ključa, ustreza pa le eden od objavljenih",
            "The ID token names no key, and one of several fits",
        ),
        ("RP-19",),
        ACCEPTED,
        exclusive=True,
        expected="should_be_accepted",  # Core 10.1 demands a kid there: a client may refuse
    ),
    OtherKey(
        "unknown_kid",
        Text(
            "Žeton ID podpisan s ključem, ki ni nikoli objavljen",
            "ID token signed by a key that is never published",
        ),
        ("RP-20",),
        REFUSED,
        key=_attacker,
        header=lambda signing: {"kid": signing.keys.named(UNPUBLISHED)},
    ),
)
