"""What if the ID token is signed with a key that must not count, or does not name its key?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mock_rekono.faults import ACCEPTED, REFUSED, Claims, Fault, Signing
from mock_rekono.text import Text

if TYPE_CHECKING:
    from jwcrypto.jwk import JWK

    from mock_rekono.provider import Provider

UNPUBLISHED = "test-double-unpublished"


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
