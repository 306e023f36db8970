"""Does the estimate of fresh bits see through counters, clocks and constants?"""

import secrets

import pytest

from harness.web.entropy import fresh_bits


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
