"""What if the ID token is signed with a key that must not count, or does not name its key?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mock_rekono.faults import ACCEPTED, REFUSED, Claims, Fault, Signing
from mock_rekono.text import Text

if TYPE_CHECKING:
    from jwcrypto.jwk import JWK

UNPUBLISHED = "test-double-unpublished"


def _current(signing: Signing) -> JWK:
    return signing.keys.current


def _stranger(signing: Signing) -> JWK:
    return signing.keys.stranger


@dataclass(frozen=True, kw_only=True)
class OtherKey(Fault):
    """The ID token is signed with a key chosen so, and its header says so or not."""

    key: Callable[[Signing], JWK] = _current
    header: Claims = field(default_factory=dict)

    def id_token_key(self, signing: Signing) -> JWK:
        """Sign with it."""
        return self.key(signing)

    def id_token_header(self, header: Claims, signing: Signing) -> Claims:  # noqa: ARG002
        """Say so, or leave it out."""
        return {**header, **self.header}


FAULTS = (
    OtherKey(
        "stranger_key",
        Text("Žeton ID podpisan s tujim ključem", "ID token signed by a stranger's key"),
        ("RP-15",),
        REFUSED,
        key=_stranger,
    ),
    OtherKey(
        "missing_kid",
        Text("Žeton ID ne imenuje edinega ključa", "The ID token does not name the only key"),
        ("RP-19",),
        ACCEPTED,
        header={"kid": None},
    ),
    OtherKey(
        "unknown_kid",
        Text(
            "Žeton ID podpisan s ključem, ki ni nikoli objavljen",
            "ID token signed by a key that is never published",
        ),
        ("RP-20",),
        REFUSED,
        key=_stranger,
        header={"kid": UNPUBLISHED},
    ),
)
