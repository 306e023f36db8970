"""Are the personal data that were typed complete and well written?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

from mock_rekono import clock, form_input, tax_number
from mock_rekono.errors import FormError
from mock_rekono.people import Address

AREA = "register.data"
READERS: dict[str, Callable[[str], str]] = {
    "given_name": form_input.name,
    "family_name": form_input.name,
    "birthdate": lambda typed: form_input.birthdate(typed, today()).isoformat(),
    "tax_number": tax_number.normalise,
    "street": form_input.name,
    "postal_code": form_input.postal_code,
    "city": form_input.name,
}
FIELDS = tuple(READERS)


class FormErrors(Exception):  # noqa: N818 - a person is refused; that is not our error
    """Several fields are not accepted at once."""

    def __init__(self, refusals: list[FormError]) -> None:
        super().__init__(", ".join(refusal.key for refusal in refusals))
        self.refusals = refusals


def today() -> date:
    """Return the day by UTC."""
    return datetime.fromtimestamp(clock.now(), UTC).date()


def read(form: Mapping[str, str]) -> dict[str, str]:
    """Return every field in the form that is kept; the date as YYYY-MM-DD.

    Raises FormErrors with one refusal for each field that is empty or wrong.
    """
    kept: dict[str, str] = {}
    refused: list[FormError] = []
    for field in FIELDS:
        try:
            kept[field] = _read(field, form.get(field, ""))
        except FormError as refusal:
            refused.append(refusal)
    if refused:
        raise FormErrors(refused)
    return kept


def address(kept: Mapping[str, str]) -> Address:
    """Return the address among the data that were read."""
    return Address(kept["street"], kept["postal_code"], kept["city"])


def _read(field: str, typed: str) -> str:
    if not typed.strip():
        raise FormError(f"{AREA}.{field}.empty", field)
    try:
        return READERS[field](typed)
    except ValueError:
        raise _why(field, typed) from None


def _why(field: str, typed: str) -> FormError:
    if READERS[field] is not form_input.name:
        return FormError(f"{AREA}.{field}.wrong", field)
    if len(typed.strip()) > form_input.LONGEST_NAME:
        return FormError("register.too_long", field, most=form_input.LONGEST_NAME)
    return FormError(f"{AREA}.name.wrong", field)
