"""How does a browser that stands between change what application and provider say to each other?

What is changed is data of the mock's list of faults; here it is done.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import SystemRandom
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from harness.person import made_up_word

Pair = tuple[str, str]
MADE: dict[str, Callable[[], str]] = {
    "token": lambda: secrets.token_urlsafe(32),
    "issuer": lambda: f"https://{_word()}.si/",
    "member": lambda: _word(),
}
"""What is made up each time, so that nothing is known by it."""


def _word() -> str:
    return made_up_word(SystemRandom(), 5)


def _other_case(value: str) -> str:
    other = value.swapcase()
    return other if other != value else f"{value}X"


NEAR: dict[str, Callable[[str], str]] = {
    "longer": lambda value: f"{value}x",
    "shorter": lambda value: value[:-1],
    "in_other_case": _other_case,
}


@dataclass(frozen=True)
class ParameterChange:
    """One thing that is done with the parameters of this name, as the mock's list tells it."""

    deed: str
    name: str
    value: str
    made: str
    made_name: str

    def done(self, sent: Sequence[Pair]) -> list[Pair]:
        """Give the parameters as it leaves them. Raises ValueError for a deed nobody knows."""
        others = [pair for pair in sent if pair[0] != self.name]
        own = [pair for pair in sent if pair[0] == self.name]
        name = MADE[self.made_name]() if self.made_name else self.name
        value = MADE[self.made]() if self.made else self.value
        if near := NEAR.get(self.deed):
            return [(key, near(value) if key == self.name else value) for key, value in sent]
        results: dict[str, list[Pair]] = {
            "drop": others,
            "put": [*others, (name, value)],
            "add": [*sent, (name, value)],
            "repeat": [*sent, *own],
        }
        if self.deed not in results:
            raise ValueError(f"nobody knows how to {self.deed}")
        return results[self.deed]


def changes_of(told: Sequence[dict[str, Any]]) -> tuple[ParameterChange, ...]:
    """Read changes from the mock's list."""
    return tuple(ParameterChange(**one) for one in told)


def changed(sent: Sequence[Pair], changes: Sequence[ParameterChange]) -> list[Pair]:
    """Give parameters as these changes leave them, one after the other."""
    pairs = [*sent]
    for one in changes:
        pairs = one.done(pairs)
    return pairs


def changed_address(address: str, changes: Sequence[ParameterChange]) -> str:
    """Give an address with its parameters changed."""
    parts = urlsplit(address)
    pairs = changed(parse_qsl(parts.query, keep_blank_values=True), changes)
    return parts._replace(query=urlencode(pairs)).geturl()
