"""What if the published keys change, lack one, or hold things that one need not understand?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mock_rekono import marks
from mock_rekono.faults import ACCEPTED, COPED, REFUSED, Claims, Fault, Signing
from mock_rekono.faults.token_answer import not_json
from mock_rekono.text import Text

if TYPE_CHECKING:
    from jwcrypto.jwk import JWK

    from mock_rekono.keys import Keys
    from mock_rekono.provider import Provider

ROTATED, ODD, SECRET = "test-double-rotated", "unknown-kind", "no-use"
"""The ids of keys that are published only while a fault is at work."""


@dataclass(frozen=True, kw_only=True)
class ChangedKeys(Fault):
    """The JSON Web Key Set is changed; tokens are signed as ever."""

    change: Callable[[Claims, Keys], Claims]

    def published_keys(self, key_set: Claims, provider: Provider) -> Claims:
        """Change it."""
        return self.change(key_set, provider.keys)


@dataclass(frozen=True, kw_only=True)
class Rotated(Fault):
    """The provider signs with a new key, which it publishes; the old one stays for a while."""

    overlap: bool

    def published_keys(self, key_set: Claims, provider: Provider) -> Claims:
        """Publish the new key, and the old one if they overlap."""
        new = {
            **provider.keys.attacker.export_public(as_dict=True),
            "kid": provider.keys.named(ROTATED),
        }
        return {**key_set, "keys": [new, *(key_set["keys"] if self.overlap else [])]}

    def id_token_key(self, signing: Signing) -> JWK:
        """Sign with the new key."""
        return signing.keys.attacker

    def id_token_header(self, header: Claims, signing: Signing) -> Claims:
        """Name the new key."""
        return {**header, "kid": signing.keys.named(ROTATED)}


def _with_oddities(key_set: Claims, keys: Keys) -> Claims:
    odd = [
        {"kty": marks.member("vodomer"), "kid": keys.named(ODD), "use": "sig"},
        {"kty": "oct", "kid": keys.named(SECRET), "use": "enc", "k": "AAAA"},
    ]
    return {**key_set, "keys": [*odd, *key_set["keys"]], **marks.members({"vodomer_x": 1})}


def _under_other_names(key_set: Claims, keys: Keys) -> Claims:
    renamed = [{**key, "kid": keys.renamed(key["kid"])} for key in key_set["keys"]]
    return {**key_set, "keys": renamed}


FAULTS = (
    Rotated(
        "keys_rotated",
        Text("REKONO podpisuje z novim ključem", "REKONO signs with a new key"),
        ("RP-20",),
        ACCEPTED,
        exclusive=True,
        expected="keys_fetched_anew",
        overlap=True,
    ),
    Rotated(
        "keys_replaced",
        Text("REKONO je stari ključ umaknil", "REKONO has removed the old key"),
        ("RP-20",),
        ACCEPTED,
        exclusive=True,
        expected="keys_fetched_anew",
        overlap=False,
    ),
    ChangedKeys(
        "keys_under_other_names",
        Text("Ključ je objavljen pod drugim imenom", "The key is published under another kid"),
        ("RP-20",),
        REFUSED,
        exclusive=True,
        change=_under_other_names,
    ),
    ChangedKeys(
        "keys_missing",
        Text("Objavljen ni noben ključ", "No key is published"),
        ("RP-20",),
        REFUSED,
        exclusive=True,
        change=lambda key_set, _keys: {**key_set, "keys": []},
    ),
    ChangedKeys(
        "keys_of_unknown_kinds",
        Text(
            "Med ključi so taki, ki jih ni treba razumeti",
            "Among the keys are some that need not be understood",
        ),
        ("RP-31",),
        ACCEPTED,
        exclusive=True,
        expected="should_be_accepted",  # RFC 7517, 5: SHOULD be ignored
        change=_with_oddities,
    ),
    ChangedKeys(
        "keys_not_json",
        Text("Namesto ključev pride spletna stran", "A web page comes instead of the keys"),
        ("RES-02",),
        COPED,
        exclusive=True,
        change=lambda key_set, _keys: not_json(key_set),
    ),
)
