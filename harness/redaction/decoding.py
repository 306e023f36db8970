"""How does a text read when its coats (percent-encoding, JSON and HTML escapes) are taken off?"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

COATS = 3
"""How deep: JSON inside a parameter inside a logged line of JSON is three."""

_WRAPPED = re.compile(
    r"(?:%[0-9A-Fa-f]{2})+"
    r"|(?:\\u[0-9A-Fa-f]{4})+"
    r"|\\[\"\\/bfnrt]"
    r"|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|amp|lt|gt|quot|apos|nbsp);"
)
_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


@dataclass(frozen=True)
class View:
    """A reading of a text: its characters, and for each the stretch of the original it covers."""

    text: str
    begins: list[int]
    ends: list[int]


def views(text: str) -> Iterator[View]:
    """Yield the text as it stands, then with one encoding less each, as long as there is one."""
    view = View(text, list(range(len(text))), list(range(1, len(text) + 1)))
    yield view
    for _ in range(COATS):
        if not _WRAPPED.search(view.text):
            return
        view = _unwrapped(view)
        yield view


def _unwrapped(view: View) -> View:
    parts: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    place = 0
    for coat in _WRAPPED.finditer(view.text):
        inside = _inside(coat[0])
        parts += [view.text[place : coat.start()], inside]
        begins += view.begins[place : coat.start()] + [view.begins[coat.start()]] * len(inside)
        ends += view.ends[place : coat.start()] + [view.ends[coat.end() - 1]] * len(inside)
        place = coat.end()
    text = "".join(parts) + view.text[place:]
    return View(text, begins + view.begins[place:], ends + view.ends[place:])


def _inside(coat: str) -> str:
    if coat.startswith("%"):
        return unquote(coat, errors="replace")
    if coat.startswith("&"):
        return html.unescape(coat)
    if coat.startswith("\\u"):
        return str(json.loads(f'"{coat}"'))
    return _ESCAPES.get(coat[1], coat[1])
