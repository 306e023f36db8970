"""Does the estimate of fresh bits see through counters, clocks and constants?"""

import secrets
from random import Random

import pytest

from harness.web.entropy import drawn_bits, fresh_bits, largest_alphabet

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@pytest.mark.parametrize("size", [16, 32])
def test_random_values_have_their_bits(size: int) -> None:
    for make in (secrets.token_hex, secrets.token_urlsafe):
        found = fresh_bits([make(size) for _ in range(3)])
        assert 8 * size * 0.8 < found < 8 * size * 1.35


@pytest.mark.parametrize(
    "values",
    [
        ["", "", ""],
        ["stanje", "stanje", "stanje"],
        [f"seja-2026-11-24-{number:032d}" for number in (7, 8, 9)],
        [f"{number}{'x' * 60}" for number in (1764000000, 1764000001, 1764000002)],
        ["č" * 40, "š" * 40, "ž" * 40],
    ],
)
def test_what_can_be_guessed_has_few(values: list[str]) -> None:
    assert fresh_bits(values) < 40


def test_drawn_codes_have_their_bits_also_behind_a_clock() -> None:
    drawn = ["".join(secrets.choice(SIGNS) for _ in range(16)) for _ in range(12)]
    clocks = [f"01KB{sign}" for sign in SIGNS]
    for before in ([""] * 12, ["MPV"] * 12, clocks):
        assert 78 < drawn_bits([*map("".join, zip(before, drawn, strict=False))]) < 84


@pytest.mark.parametrize("step", [1, 977, -1, 10**9])
def test_codes_that_count_have_few(step: int) -> None:
    assert drawn_bits([f"{10**19 + number * step:020}" for number in range(12)]) < 40


def test_codes_that_are_alike_have_none() -> None:
    assert drawn_bits(["7777"] * 12) == 0


@pytest.mark.parametrize(
    ("signs", "length", "enough"),
    [(SIGNS, 12, True), (SIGNS, 11, False), (SIGNS[:25], 12, False), ("0123456789", 17, False)],
)
def test_a_sign_that_did_not_come_is_not_held_against_codes(
    signs: str, length: int, enough: bool
) -> None:
    for seed in range(50):
        chance = Random(seed)
        codes = ["".join(chance.choices(signs, k=length)) for _ in range(12)]
        assert (drawn_bits(codes) >= 60) is enough, f"seed {seed}"


def test_an_alphabet_is_no_larger_than_what_can_be_printed() -> None:
    assert largest_alphabet(12, 11) == 100
    assert largest_alphabet(300, 200) == 200
    assert largest_alphabet(0, 0) == 0


def test_codes_of_any_length_are_looked_at_in_time() -> None:
    assert largest_alphabet(10**9, 100) == 100
    assert largest_alphabet(10**9, 32) == 32
