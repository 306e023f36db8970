"""How many bits of a value are new each time, as far as a few of them can tell?"""

from __future__ import annotations

import math
import string
from collections.abc import Sequence
from itertools import takewhile

ALPHABETS = (
    string.digits,
    string.hexdigits.lower(),
    string.hexdigits.upper(),
    string.ascii_lowercase + string.digits,
    string.ascii_letters + string.digits,
    string.ascii_letters + string.digits + "-_",
    string.printable,
)
DOUBT = 1e-6
"""What comes more seldom by chance is not put down to chance."""
MOST_DRAWS = 2000
"""Draws that are counted: in so many, each sign of the largest alphabet comes."""


def fresh_bits(values: list[str]) -> float:
    """Estimate how many bits of each value are new: without what all have in common at both ends.

    The alphabet is the smallest usual one that holds all their characters.
    """
    start = common(values)
    end = common([value[start:][::-1] for value in values])
    used = set("".join(values))
    size = next((len(known) for known in ALPHABETS if used <= set(known)), 1)
    return (min(map(len, values)) - start - end) * math.log2(size)


def common(values: list[str]) -> int:
    """Count the characters with which all values begin."""
    columns = zip(*values, strict=False)
    return sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, columns))


def drawn_bits(codes: Sequence[str]) -> float:
    """Estimate how many bits of codes are drawn at random, given them in the order of their issue.

    A column that all share, or that only rises or only falls as a clock or a counter does, holds
    none; so it is for columns that were drawn once in ten million times. The alphabet is the
    largest that would show no more signs than the others do: in a few codes not each sign comes.
    """
    columns = [[*column] for column in zip(*codes, strict=False)]
    drawn = [one for one in columns if sorted(one) not in (one, one[::-1])]
    signs = [sign for column in drawn for sign in column]
    return len(drawn) * math.log2(max(largest_alphabet(len(signs), len({*signs})), 1))


def largest_alphabet(draws: int, seen: int) -> int:
    """Give the size of the largest alphabet of which so many draws may show so few signs.

    Of a larger one they would do so less than once in a million times; what can be printed is the
    most.
    """
    if not seen:
        return 0
    draws = min(draws, MOST_DRAWS)
    sizes = range(seen, max(seen, len(string.printable)) + 1)
    return max(takewhile(lambda size: _chance(size, draws, seen) >= DOUBT, sizes))


def _chance(size: int, draws: int, seen: int) -> float:
    """Give the chance that draws of an alphabet of this size show at most so many signs."""
    shown = [1.0] + [0.0] * seen
    for _ in range(draws):
        for signs in range(seen, 0, -1):
            new = shown[signs - 1] * (size - signs + 1) / size
            shown[signs] = shown[signs] * signs / size + new
        shown[0] = 0.0
    return sum(shown)
