"""Are the personal data that were typed complete and well written?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

from mock_rekono import clock, entries, tax_number
from mock_rekono.errors import Refusal
from mock_rekono.people import Address

AREA = "register.data"
READERS: dict[str, Callable[[str], str]] = {
    "given_name": entries.name,
    "family_name": entries.name,
    "birthdate": lambda typed: entries.birthdate(typed, today()).isoformat(),
    "tax_number": tax_number.normalise,
    "street": entries.name,
    "postal_code": entries.postal_code,
    "city": entries.name,
}
FIELDS = tuple(READERS)


class Refusals(Exception):  # noqa: N818 - a person is refused; that is not our error
    """Several fields are not accepted at once."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__(", ".join(refusal.key for refusal in refusals))
        self.refusals = refusals


def today() -> date:
    """Return the day by UTC."""
    return datetime.fromtimestamp(clock.now(), UTC).date()


def read(form: Mapping[str, str]) -> dict[str, str]:
    """Return every field in the form that is kept; the date as YYYY-MM-DD.

    Raises Refusals with one refusal for each field that is empty or wrong.
    """
    kept: dict[str, str] = {}
    refused: list[Refusal] = []
    for field in FIELDS:
        try:
            kept[field] = _read(field, form.get(field, ""))
        except Refusal as refusal:
            refused.append(refusal)
    if refused:
        raise Refusals(refused)
    return kept


def address(kept: Mapping[str, str]) -> Address:
    """Return the address among the data that were read."""
    return Address(kept["street"], kept["postal_code"], kept["city"])


def _read(field: str, typed: str) -> str:
    if not typed.strip():
        raise Refusal(f"{AREA}.{field}.empty", field)
    try:
        return READERS[field](typed)
    except ValueError:
        raise _why(field, typed) from None


def _why(field: str, typed: str) -> Refusal:
    if READERS[field] is not entries.name:
        return Refusal(f"{AREA}.{field}.wrong", field)
    if len(typed.strip()) > entries.LONGEST_NAME:
        return Refusal("register.too_long", field, most=entries.LONGEST_NAME)
    return Refusal(f"{AREA}.name.wrong", field)
