"""How do the parameters of an authorization request or answer differ from the right ones?

Said as data, so that who has no mock can do the same in a browser that stands between.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from mock_rekono import clock, marks

Pair = tuple[str, str]
Deed = Literal["put", "drop", "add", "repeat", "longer", "shorter", "in_other_case"]
Made = Literal["", "token", "issuer", "member"]
MADE: dict[Made, Callable[[str], str]] = {
    "": lambda plain: plain,
    "token": lambda _plain: clock.token(),
    "issuer": lambda _plain: marks.issuer(),
    "member": marks.member,
}
"""What stands for a value or name that is made up each time."""


@dataclass(frozen=True)
class ParameterChange:
    """One thing that is done with the parameters of this name.

    `value` is what is put or added; `made` says how it is made up instead, and `made_name` that the
    name is.
    """

    deed: Deed
    name: str
    value: str = ""
    made: Made = ""
    made_name: Literal["", "member"] = ""

    def told(self) -> dict[str, str]:
        """Give it as data."""
        return asdict(self)


def changed(sent: Sequence[Pair], changes: Sequence[ParameterChange]) -> list[Pair]:
    """Give parameters as these changes leave them, one after the other."""
    pairs = [*sent]
    for one in changes:
        pairs = _changed(pairs, one)
    return pairs


def _changed(sent: list[Pair], change: ParameterChange) -> list[Pair]:
    name = MADE[change.made_name](change.name)
    if change.deed in NEAR:
        near = NEAR[change.deed]
        return [(key, near(value) if key == name else value) for key, value in sent]
    others = [pair for pair in sent if pair[0] != name]
    if change.deed == "drop":
        return others
    if change.deed == "repeat":
        return [*sent, *(pair for pair in sent if pair[0] == name)]
    kept = others if change.deed == "put" else sent
    return [*kept, (name, MADE[change.made](change.value))]


def other_case(value: str) -> str:
    """Return it in other letters; where it has none, with one more."""
    other = value.swapcase()
    return other if other != value else f"{value}X"


NEAR: dict[str, Callable[[str], str]] = {
    "longer": lambda value: f"{value}x",
    "shorter": lambda value: value[:-1],
    "in_other_case": other_case,
}
"""What is nearly the right value."""
