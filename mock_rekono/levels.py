"""How sure may an application be of who signed in?

The level belongs to the account's proofing and to the mechanisms of this sign-in together, and is
never above either. How it travels is unknown of the real REKONO: settings `level_form` and
`level_claim`; by default it does not travel.
"""

from __future__ import annotations

from typing import Any

from mock_rekono.mechanisms import all_mechanisms
from mock_rekono.people import Person
from mock_rekono.settings import Settings

NAMES = {10: "nizka", 20: "srednja", 30: "visoka"}
URIS = {
    10: "http://eidas.europa.eu/LoA/low",
    20: "http://eidas.europa.eu/LoA/substantial",
    30: "http://eidas.europa.eu/LoA/high",
}


def level(person: Person, used: list[str]) -> int:
    """Return the level reached: 0, 10, 20 or 30."""
    known = all_mechanisms()
    strongest = max((known[one].level for one in used if one in known), default=0)
    return min(person.proofing, strongest)


def written(reached: int, settings: Settings) -> str | int | None:
    """Return a level as it travels, or None where it does not."""
    if not reached or settings.level_form == "none":
        return None
    if settings.level_form == "number":
        return reached
    return (NAMES if settings.level_form == "name" else URIS)[reached]


def level_claims(person: Person, used: list[str], settings: Settings) -> dict[str, Any]:
    """Return the claims that tell of the level and the mechanisms."""
    known = written(level(person, used), settings)
    claims: dict[str, Any] = {} if known is None else {settings.level_claim: known}
    if settings.amr:
        methods = [all_mechanisms()[one].amr for one in used if one in all_mechanisms()]
        claims["amr"] = list(dict.fromkeys(methods + (["mfa"] if len(methods) > 1 else [])))
    return claims


def satisfies(person: Person, used: list[str], asked: str, settings: Settings) -> bool:
    """Tell whether a sign-in reaches one of the `acr_values` asked for (Core 3.1.2.1)."""
    if not asked or settings.level_form == "none":
        return True
    reached = level(person, used)
    levels = {str(written(one, settings)): one for one in NAMES}
    return any(levels.get(one, 99) <= reached for one in asked.split())
