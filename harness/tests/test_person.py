"""Are the people of scenarios unique, the same each time, and valid?"""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from harness.person import ascii_letters, make


@given(st.text(min_size=1, max_size=20))
def test_a_seed_always_gives_the_same_person(seed: str) -> None:
    assert make(seed) == make(seed)


def test_different_seeds_give_different_people() -> None:
    people = [make(str(number)) for number in range(300)]
    for fact in ("email", "tax_number", "password", "network_address"):
        assert len({getattr(person, fact) for person in people}) == 300


@given(st.integers())
def test_the_tax_number_has_its_check_digit(seed: int) -> None:
    *digits, check = map(int, make(str(seed)).tax_number)
    total = sum(weight * digit for weight, digit in zip(range(8, 1, -1), digits, strict=True))
    assert check == (11 - total % 11) % 10
    assert total % 11 != 0


@given(st.integers())
def test_names_have_capitals_and_addresses_letters(seed: int) -> None:
    person = make(str(seed))
    assert person.given_name[0].isupper()
    assert person.family_name[0].isupper()
    assert person.email.isascii()
    assert datetime.fromisoformat(person.birthdate).replace(tzinfo=UTC) < datetime.now(UTC)


def test_one_time_passwords_change_with_time() -> None:
    person = make("x").knowing(onepass_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    assert len({person.one_time_password(seconds_ago=300 * step) for step in range(5)}) > 1


def test_letters_for_an_address() -> None:
    assert ascii_letters("Đorđe Žičkar-Šušteršič") == "dordezickarsustersic"
    assert ascii_letters("Ж") == "oseba"
