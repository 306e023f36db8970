"""Take tables out of a TOML file, each with the comments that stand right at it, and no others.

A library that keeps comments counts those above a table to the one before it, and would so leave
what was said of one table above another.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from typing import Any

import tomlkit


def without_tables(text: str, name: str, places: Collection[int]) -> str:
    """Take the array's tables at some places out; all else stays as it is."""
    raw = tomllib.loads(text)
    rows = [one for place, one in enumerate(raw.get(name, [])) if place not in places]
    wanted = {**raw, name: rows} if rows else {key: raw[key] for key in raw if key != name}
    lines = text.splitlines(keepends=True)
    spans = [span for place, span in enumerate(_spans(lines, name)) if place in places]
    gone = {number for span in spans for number in range(*span)}
    left = "".join(line for number, line in enumerate(lines) if number not in gone)
    return left if _holds(left, wanted) else _plainly(text, name, places)


def _holds(text: str, wanted: dict[str, Any]) -> bool:
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False


def _spans(lines: list[str], name: str) -> Iterator[tuple[int, int]]:
    """Give where each table begins, with its comments, and where it ends, blank lines included."""
    header = re.compile(rf"\s*\[\[\s*{name}\s*\]\]")
    heads = [number for number, line in enumerate(lines) if header.match(line)]
    begins = [_above(lines, head) for head in heads]
    for head, following in zip(heads, [*begins[1:], len(lines)], strict=False):
        end = head
        while end < following and lines[end].strip():
            end += 1
        while end < following and not lines[end].strip():
            end += 1
        yield _above(lines, head), end


def _above(lines: list[str], head: int) -> int:
    """Find the first of the comments that stand right above a line."""
    while head and lines[head - 1].lstrip().startswith("#"):
        head -= 1
    return head


def _plainly(text: str, name: str, places: Collection[int]) -> str:
    """Do the same of a file in which tables cannot be told by their lines."""
    document = tomlkit.parse(text)
    rows: Any = document.get(name, [])
    for place in sorted(places, reverse=True):
        del rows[place]
    if places and not rows:
        del document[name]
    return tomlkit.dumps(document)
