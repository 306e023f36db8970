"""By how many bits do sessions differ, where they are ids and where they are sealed data?"""

from __future__ import annotations

import hashlib
import secrets

import pytest

from harness.checks.application.modules.session_ids import GUESSABLE, told_apart


def sealed(name: str) -> str:
    """Make a value as libraries do that keep the session in a signed cookie."""
    return f"{name.encode().hex()}.{hashlib.sha256(name.encode()).hexdigest()}"


def test_ids_at_random_are_far_apart() -> None:
    assert told_apart([secrets.token_urlsafe(16) for _ in range(3)]) >= GUESSABLE


def test_what_is_sealed_may_be_the_same_for_one_person() -> None:
    assert told_apart([sealed("ana"), sealed("ana"), sealed("bor")]) >= GUESSABLE


@pytest.mark.parametrize(
    "ids", [["1001", "1002", "1003"], ["s" * 40] * 3, [f"{'0' * 30}{n:04x}" for n in (17, 18, 250)]]
)
def test_what_is_counted_or_the_same_for_all_is_near(ids: list[str]) -> None:
    assert told_apart(ids) < GUESSABLE
