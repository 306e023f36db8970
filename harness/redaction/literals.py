"""Where does any of many literals stand in a text? In one pass, whatever their number.

Others may add literals meanwhile: what is looked through is a copy, which Python makes in one go.
"""

import re
from collections.abc import Iterator

Span = tuple[int, int]
_PIECE = 4
"""Characters by which a literal is recognized before it is compared as a whole."""


class Literals:
    """A set of literals of at least so many characters.

    Only every so-manyth place of a text is looked at: each literal is known by as many of its
    pieces, of which one stands at such a place.
    """

    def __init__(self, shortest: int) -> None:
        self._shortest = shortest
        self._step = shortest - _PIECE + 1
        self._by_piece: dict[tuple[str, ...], set[tuple[int, str]]] = {}

    def add(self, literal: str) -> None:
        """Let a literal be found from now on; a shorter one is passed over."""
        if len(literal) >= self._shortest:
            for offset in range(self._step):
                piece = tuple(literal[offset : offset + _PIECE])
                self._by_piece.setdefault(piece, set()).add((offset, literal))

    def found_in(self, text: str) -> Iterator[Span]:
        """Give where the literals stand."""
        known = self._by_piece
        if not known:
            return
        pieces = zip(*(text[sign :: self._step] for sign in range(_PIECE)), strict=False)
        for number in [number for number, piece in enumerate(pieces) if piece in known]:
            place = number * self._step
            for offset, literal in tuple(known[tuple(text[place : place + _PIECE])]):
                if offset <= place and text.startswith(literal, place - offset):
                    yield place - offset, place - offset + len(literal)


class ShortLiterals:
    """Literals of a few characters (PINs), which count only where no letter or digit goes on."""

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._others: set[str] = set()
        self._word = re.compile("")

    def add(self, literal: str) -> None:
        """Let a literal be found from now on."""
        if not literal.isalnum():
            self._others.add(literal)
            return
        self._words.add(literal)
        sign = "[0-9]" if all(map(str.isdecimal, self._words)) else r"[^\W_]"
        lengths = f"{{{min(map(len, self._words))},{max(map(len, self._words))}}}"
        self._word = re.compile(rf"(?<![^\W_]){sign}{lengths}(?![^\W_])")

    def found_in(self, text: str) -> Iterator[Span]:
        """Give where the literals stand."""
        if self._words:
            yield from (word.span() for word in self._word.finditer(text) if word[0] in self._words)
        for literal in tuple(self._others):
            for found in re.finditer(re.escape(literal), text):
                start, end = found.span()
                if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
                    yield start, end
