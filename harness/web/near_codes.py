"""Which codes are nearly right, and must not pass for the right one?"""

from __future__ import annotations

from collections.abc import Callable

LOOK_ALIKE = ("0OQD", "1IL7", "2Z", "5S", "6G", "8B", "UV")
"""Signs that a service may read for each other, to spare people a slip."""
_INSTEAD = "47"


def with_a_slip(code: str, at: int = -1) -> str:
    """Give a code with one sign changed, the last one by itself, into no look-alike."""
    places = [place for place, sign in enumerate(code) if sign.isalnum()]
    place = places[at]
    others = f"{code}{_INSTEAD}"
    sign = next(one for one in others if one.isalnum() and not _alike(one, code[place]))
    return code[:place] + sign + code[place + 1 :]


def _alike(one: str, other: str) -> bool:
    one, other = one.upper(), other.upper()
    return one == other or any(one in signs and other in signs for signs in LOOK_ALIKE)


NEAR_CODES: dict[str, Callable[[str], str]] = {
    "its last sign changed": with_a_slip,
    "its first sign changed": lambda code: with_a_slip(code, 0),
    "its last sign left out": lambda code: code[:-1],
    "its first sign left out": lambda code: code[1:],
    "its first half only": lambda code: code[: len(code) // 2],
}
