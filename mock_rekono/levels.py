"""How sure may an application be of who signed in?

The level belongs to the account's proofing and to the mechanisms of this sign-in together, and is
never above either. How it travels is unknown of the real REKONO: settings `level_form` and
`level_claim`; by default it does not travel, unless a client is registered otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mock_rekono.claims_parameter import acr_request
from mock_rekono.mechanisms import all_mechanisms, second_factors
from mock_rekono.people import Person
from mock_rekono.records import Client
from mock_rekono.settings import Settings

LEVELS = (0, 10, 20, 30)
NAMES = {10: "nizka", 20: "srednja", 30: "visoka"}
URIS = {
    10: "http://eidas.europa.eu/LoA/low",
    20: "http://eidas.europa.eu/LoA/substantial",
    30: "http://eidas.europa.eu/LoA/high",
}
FORMS: dict[str, dict[int, str]] = {
    "none": {},
    "number": {one: str(one) for one in LEVELS},
    "name": NAMES,
    "eidas-uri": URIS,
}
OUT_OF_REACH = 99


def level(person: Person, used: list[str]) -> int:
    """Return the level reached: 0, 10, 20 or 30."""
    known = all_mechanisms()
    strongest = max((known[one].level for one in used if one in known), default=0)
    return min(person.proofing, strongest)


def reachable(person: Person) -> int:
    """Return the highest level that this person can reach by the mechanisms they have."""
    ways = [all_mechanisms()["password"], *second_factors(person)]
    return min(person.proofing, max(one.level for one in ways))


@dataclass(frozen=True)
class Wish:
    """Which levels a request asks for. `essential`: a lower one is no answer (Core 5.5.1.1)."""

    levels: tuple[int, ...] = ()
    essential: bool = False

    @property
    def least(self) -> int:
        """The lowest level that will do; 0 where none is asked for."""
        return min(self.levels, default=0)

    def answered(self, reached: int) -> int:
        """Return the highest level asked for that was reached, or else what was reached."""
        return max((one for one in self.levels if one <= reached), default=reached)


def wish(parameters: dict[str, str], client: Client, settings: Settings) -> Wish:
    """Return what a request asks for, by `claims` or else by `acr_values` (Core 3.1.2.1)."""
    words = {word: one for one, word in FORMS[level_form(client, settings)].items()}
    if not words:
        return Wish()
    claim = acr_request(parameters, settings)
    asked = claim.values if claim else parameters.get("acr_values", "").split()
    levels = tuple(words.get(word, OUT_OF_REACH) for word in asked)
    return Wish(levels, essential=bool(claim and claim.essential))


def level_form(client: Client, settings: Settings) -> str:
    """Return how the level travels to a client: a key of `FORMS`."""
    return client.level_form or settings.level_form


def level_claims(
    person: Person, used: list[str], client: Client, asked: dict[str, str], settings: Settings
) -> dict[str, Any]:
    """Return the claims that tell of the level and the mechanisms."""
    reached = level(person, used)
    if settings.level_told == "asked":
        reached = wish(asked, client, settings).answered(reached)
    written = FORMS[level_form(client, settings)].get(reached)
    claims: dict[str, Any] = {} if written is None else {settings.level_claim: written}
    if written is not None and written.isdigit() and settings.level_claim != "acr":
        claims = {settings.level_claim: reached}  # only `acr` has to be a string (Core 2)
    if settings.amr:
        methods = [all_mechanisms()[one].amr for one in used if one in all_mechanisms()]
        claims["amr"] = list(dict.fromkeys(methods + (["mfa"] if len(methods) > 1 else [])))
    return claims
