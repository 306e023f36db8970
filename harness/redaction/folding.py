"""How does a text read without what does not count: case, accents, width, and signs between?"""

import unicodedata
from collections.abc import Callable
from functools import cache

SEPARATORS = frozenset(" \t\n\r\f\v-+_.\u00a0\u2212\uff0b\uff0d\uff3f\u00ad")
"""What people put between the groups of a code, beside blanks, hyphens and what nobody sees."""
_UNSEEN = ("Cf", "Mn", "Me", "Zs", "Zl", "Zp", "Pd")


@cache
def plain(sign: str) -> str:
    """Give a character as plainly as it can be written: lower case, no accent, of usual width."""
    return unicodedata.normalize("NFKD", sign)[0].lower()[0]


@cache
def letter(sign: str) -> str | None:
    """Give a letter or digit plainly; None for everything else."""
    return plain(sign) if plain(sign).isalnum() else None


@cache
def part_of_code(sign: str) -> str | None:
    """Give what a code may consist of plainly; None for what stands between its parts."""
    if sign in SEPARATORS or unicodedata.category(sign) in _UNSEEN:
        return None
    return plain(sign)


class Table(dict[int, str | None]):
    """What each character becomes; worked out when it is met for the first time."""

    def __init__(self, fold: Callable[[str], str | None]) -> None:
        super().__init__()
        self._fold = fold

    def __missing__(self, code: int) -> str | None:
        return self.setdefault(code, self._fold(chr(code)))


_LETTERS = Table(letter)
_CODES = Table(part_of_code)


class Folded:
    """A text without what does not count; places of the original are worked out when needed."""

    def __init__(self, text: str, table: Table) -> None:
        self._original = text
        self._table = table
        self._kept: list[int] = []
        self.text = text.translate(table)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the stretch of the original that a stretch of the folded text comes from."""
        if not self._kept:
            kept = map(self._table.__getitem__, map(ord, self._original))
            self._kept = [place for place, sign in enumerate(kept) if sign is not None]
        return self._kept[start], self._kept[end - 1] + 1


def letters_of(text: str) -> Folded:
    """Keep letters and digits only, all in lower case."""
    return Folded(text, _LETTERS)


def codes_of(text: str) -> Folded:
    """Leave away what people write between the parts of a code, and case."""
    return Folded(text, _CODES)
