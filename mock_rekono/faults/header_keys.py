"""What if the ID token brings along the key to trust (RFC 8725, 3.5)?

The key is an attacker's and is really to be had where the header says: an application that trusts
it is fooled, and does not just stumble over a dead address.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mock_rekono import marks
from mock_rekono.faults import REFUSED, Claims, Fault, Signing
from mock_rekono.text import Text

if TYPE_CHECKING:
    from jwcrypto.jwk import JWK

ATTACKER_KEYS = "/<name>/jwk"
ATTACKER_CERTIFICATE = "/<name>/certificate.pem"
"""Where the attacker publishes, below the issuer."""


def _where(path: str, signing: Signing) -> str:
    return signing.provider.address(path.replace("<name>", marks.member("stranger")))


@dataclass(frozen=True, kw_only=True)
class KeyInHeader(Fault):
    """An attacker signs the ID token, and its header says how to get the attacker's key."""

    brought: Callable[[Signing], Claims]

    def id_token_key(self, signing: Signing) -> JWK:
        """Sign with the attacker's key."""
        return signing.keys.attacker

    def id_token_header(self, header: Claims, signing: Signing) -> Claims:
        """Bring it along, under its own name."""
        return {**header, "kid": signing.keys.attacker["kid"], **self.brought(signing)}


FAULTS = (
    KeyInHeader(
        "key_in_header_jwk",
        Text("Žeton ID prinaša svoj ključ (jwk)", "The ID token brings its own key (jwk)"),
        ("RP-18",),
        REFUSED,
        brought=lambda known: {"jwk": known.keys.attacker.export_public(as_dict=True)},
    ),
    KeyInHeader(
        "key_in_header_jku",
        Text(
            "Žeton ID pove, kje je njegov ključ (jku)", "The ID token says where its key is (jku)"
        ),
        ("RP-18",),
        REFUSED,
        brought=lambda known: {"jku": _where(ATTACKER_KEYS, known)},
    ),
    KeyInHeader(
        "key_in_header_x5u",
        Text(
            "Žeton ID pove, kje je njegovo potrdilo (x5u)",
            "The ID token says where its certificate is (x5u)",
        ),
        ("RP-18",),
        REFUSED,
        brought=lambda known: {"x5u": _where(ATTACKER_CERTIFICATE, known)},
    ),
    KeyInHeader(
        "key_in_header_x5c",
        Text(
            "Žeton ID prinaša svoje potrdilo (x5c)", "The ID token brings its own certificate (x5c)"
        ),
        ("RP-18",),
        REFUSED,
        brought=lambda known: {"x5c": [known.keys.attacker_certificate]},
    ),
)
