"""Were the checks of a run taken in the order that its seed and its challenge draw?

A seed or a challenge that is told afterwards draws another order. Lanes take from a queue side by
side, so that one may write down its check a little after its neighbour.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from math import sqrt
from pathlib import Path
from typing import Any

from harness.checks.beginnings import segments
from harness.checks.chance import Chance
from harness.checks.kinds import KINDS
from harness.checks.runner import queues
from harness.errors import VerificationFailed

Event = Mapping[str, Any]
FEWEST = 20
"""Checks from which on an order can be told from one by chance."""
TOLD_APART = 3
"""Times the square root of their number, which so many must follow the drawn order at least.

Of checks in any other order about twice the square root does, and hardly ever more.
"""


def require_drawn_order(file: Path, events: Sequence[Event]) -> None:
    """Require that checks began as they were drawn; VerificationFailed where they did not."""
    first = events[0]
    kind = KINDS[first["profile"]]
    if kind.drawn is None:
        return
    chance = Chance(str(first.get("seed") or ""), str(first.get("challenge") or ""))
    planned = {row["id"] for row in first["plan"]}
    for ended, begun in segments(events):
        left = [one for one in kind.all_checks().values() if one.id in planned - ended]
        for queue in queues(kind.drawn(left, chance)):
            places = {check.id: place for place, check in enumerate(queue)}
            taken = [places[id] for id in begun if id in places]
            if len(taken) >= FEWEST and not is_drawn(taken):
                raise VerificationFailed(
                    f"{file}: its seed and challenge draw another order than that of its checks"
                )


def is_drawn(places: Sequence[int]) -> bool:
    """Tell whether places in the drawn order are as lanes take them, and not by chance."""
    return rising(places) >= TOLD_APART * sqrt(len(places))


def rising(numbers: Sequence[int]) -> int:
    """Return how many numbers are left at most where the others are taken out and these rise."""
    ends: list[int] = []
    for number in numbers:
        place = bisect_left(ends, number)
        ends[place : place + 1] = [number]
    return len(ends)
