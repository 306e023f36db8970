"""What people type is understood, and rubbish is refused without a crash."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_rekono import form_input

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "typed", ["041 123 456", "041/123-456", "+386 41 123 456", "0038641123456", "+386(0)41123456"]
)
def test_a_slovenian_number_is_kept_in_one_form(typed: str) -> None:
    assert form_input.phone(typed) == "+38641123456"


def test_a_foreign_number_keeps_its_country() -> None:
    assert form_input.phone("+43 660 1234567") == "+436601234567"


@pytest.mark.parametrize("typed", ["", "41 123 456", "041 123 45", "+386 41 123 4567", "+", "abc"])
def test_no_phone_number(typed: str) -> None:
    with pytest.raises(ValueError, match="phone"):
        form_input.phone(typed)


@pytest.mark.parametrize(
    "typed", ["1. 2. 1980", "1.2.1980", "01.02.1980", "1980-02-01", " 1. 2.1980 "]
)
def test_the_ways_a_date_is_typed(typed: str) -> None:
    assert form_input.birthdate(typed, TODAY) == date(1980, 2, 1)


@pytest.mark.parametrize(
    "typed", ["", "31. 2. 1980", "2/1/1980", "1. 2. 80", "25. 11. 2026", "1. 1. 1899", "1980-13-01"]
)
def test_no_date_of_birth(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the calendar's own words are fine
        form_input.birthdate(typed, TODAY)


@pytest.mark.parametrize("typed", ["Žiga Čop-Šuštaršič", "O'Đorđević", "Č" * 100, "D’Arc"])
def test_names_are_kept_letter_for_letter(typed: str) -> None:
    assert form_input.name(f" {typed} ") == typed


@pytest.mark.parametrize("typed", ["", "  ", "a" * 101, "a\x00b", "a\nb", "\ud800"])
def test_no_name(typed: str) -> None:
    with pytest.raises(ValueError, match="name"):
        form_input.name(typed)


def test_an_email_address_is_kept_in_lower_case() -> None:
    assert form_input.email(" Ana.Novak@Primer.SI ") == "ana.novak@primer.si"


@pytest.mark.parametrize(
    "typed", ["", "ana", "ana@primer", "a b@primer.si", "a@b@c.si", "a\x00@b.si"]
)
def test_no_email_address(typed: str) -> None:
    with pytest.raises(ValueError, match="e-mail"):
        form_input.email(typed)


@pytest.mark.parametrize(("typed", "kept"), [("1000", "1000"), (" sw1a 1aa ", "SW1A 1AA")])
def test_postal_codes(typed: str, kept: str) -> None:
    assert form_input.postal_code(typed) == kept


READERS: list[Callable[[str], object]] = [
    form_input.email,
    form_input.phone,
    form_input.name,
    form_input.postal_code,
    lambda typed: form_input.birthdate(typed, TODAY),
]


@pytest.mark.parametrize("reader", READERS)
@given(typed=st.text(max_size=300))
def test_rubbish_ends_in_value_error_and_nothing_else(
    reader: Callable[[str], object], typed: str
) -> None:
    try:
        kept = reader(typed)
    except ValueError:
        return
    assert str(kept).isprintable()
