"""How does a text read when its coats (percent-encoding, escapes, markup) are taken off?"""

import html
import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

COATS = 3
"""How deep: JSON inside a parameter inside a logged line of JSON is three."""

_HEX = "[0-9A-Fa-f]"
_WRAPPED = re.compile(  # each begins with a sign, so that Python passes over all other places
    rf"%{_HEX}{{2}}(?:%{_HEX}{{2}})*"
    rf"|%u{_HEX}{{4}}(?:%u{_HEX}{{4}})*"
    rf"|\\x{_HEX}{{2}}(?:\\x{_HEX}{{2}})*"
    rf"|\\u{_HEX}{{4}}(?:\\u{_HEX}{{4}})*"
    rf"|\\u\{{{_HEX}{{1,6}}\}}"
    r"|\\[0-3][0-7]{2}(?:\\[0-3][0-7]{2})*"
    r"|\\[\"'\\/bfnrt]"
    rf"|&(?:#[0-9]{{1,7}};?|#[xX]{_HEX}{{1,6}};?|[A-Za-z][A-Za-z0-9]{{1,30}};)"
    r"|</?[A-Za-z][^<>]{0,300}>"
    r"|<!--[^<>]{0,300}-->"
)
_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_QUOTED = re.compile(r"=(?:[0-9A-F]{2}(?:=[0-9A-F]{2})*|\r?\n)")
_NUMBER = rf"(?:0x{_HEX}{{2}}|[0-9]{{2,3}})"
_NUMBERS = re.compile(
    rf"[0-9](?<![0-9A-Za-z].)(?:(?<=0)x{_HEX}{{2}}|[0-9]{{1,2}})"
    rf"(?:[,;\s]{{1,3}}{_NUMBER}){{3,}}(?![0-9A-Za-z])"
)
_ANY_NUMBER = re.compile(r"0x[0-9A-Fa-f]{2}|[0-9]{2,3}")
Opening = Callable[[str], str]


@dataclass(frozen=True)
class View:
    """A reading of a text, made of pieces of another; where one has no parent, it is the text.

    A piece is as long as what it comes from, and then read as it stands, or it was a coat.
    """

    text: str
    parent: "View | None" = None
    starts: list[int] = field(default_factory=list)
    """Where the pieces begin here."""
    origins: list[tuple[int, int, bool]] = field(default_factory=list)
    """Which stretch of the parent each comes from, and whether it was a coat."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the stretch of the original that a stretch of this reading comes from."""
        if self.parent is None:
            return start, end
        return self.parent.span(self._begin(start), self._end(end - 1))

    def _begin(self, place: int) -> int:
        piece = bisect_right(self.starts, place) - 1
        start, _, was_coat = self.origins[piece]
        return start if was_coat else start + place - self.starts[piece]

    def _end(self, place: int) -> int:
        piece = bisect_right(self.starts, place) - 1
        start, end, was_coat = self.origins[piece]
        return end if was_coat else start + place - self.starts[piece] + 1


def views(text: str) -> Iterator[View]:
    """Yield the text as it stands, then with one encoding less each, as long as there is one.

    Beside it: a text as mail quotes it, and a text of the numbers of its characters.
    """
    view = View(text)
    yield view
    if "=" in text and _QUOTED.search(text):
        yield _opened(view, _QUOTED, _quoted)
    if _NUMBERS.search(text):
        yield _opened(view, _NUMBERS, _numbers)
    for _ in range(COATS):
        if not _WRAPPED.search(view.text):
            return
        view = _opened(view, _WRAPPED, _inside)
        yield view


def _opened(view: View, coats: re.Pattern[str], inside: Opening) -> View:
    parts: list[str] = []
    starts: list[int] = []
    origins: list[tuple[int, int, bool]] = []
    place = length = 0

    def add(piece: str, start: int, end: int, was_coat: bool) -> None:
        nonlocal length
        if piece:
            parts.append(piece)
            starts.append(length)
            origins.append((start, end, was_coat))
            length += len(piece)

    for coat in coats.finditer(view.text):
        add(view.text[place : coat.start()], place, coat.start(), False)
        add(inside(coat[0]), coat.start(), coat.end(), True)
        place = coat.end()
    add(view.text[place:], place, len(view.text), False)
    return View("".join(parts), view, starts, origins)


def _inside(coat: str) -> str:
    if coat.startswith("<"):
        return ""
    if coat.startswith("&"):
        return html.unescape(coat if coat.endswith(";") else f"{coat};")
    if coat.startswith(("\\u{", "%u", "\\u")):
        return _utf16(coat)
    if coat.startswith("%"):
        return _text(unquote_to_bytes(coat))
    if coat.startswith("\\x"):
        return _text(bytes.fromhex(coat.replace("\\x", "")))
    if coat[1].isdecimal():
        return _text(bytes(int(number, 8) for number in coat[1:].split("\\")))
    return _ESCAPES.get(coat[1], coat[1])


def _utf16(coat: str) -> str:
    if coat.startswith("\\u{"):
        code = int(coat[3:-1], 16)
        return chr(code) if code < 0x110000 else "\ufffd"
    escaped = coat.replace("%u", "\\u")
    return str(json.loads(f'"{escaped}"'))


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _quoted(coat: str) -> str:
    return "" if coat.startswith(("=\n", "=\r")) else _text(bytes.fromhex(coat.replace("=", "")))


def _numbers(coat: str) -> str:
    written = _ANY_NUMBER.findall(coat)
    codes = [int(one, 16) if one.startswith("0x") else int(one) for one in written]
    return "".join(map(chr, codes))
