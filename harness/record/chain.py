"""Are all lines of a record by its own writers, in the order they wrote them?

Each line carries the digest of the line before by the same writer, which the writer keeps in
memory. Whoever else writes to the file, even a line that fits for now, does not know what the
writer puts next; and what the writer holds at the end tells of lines that follow its last.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from typing import Any

PREVIOUS = "previous"
"""Name of the field with the SHA-256 (hexadecimal) of the line before; empty in the first."""
WRITER = "worker"
SHARDS = "shards"
"""Field of the first line of a merged record: of each shard, how many lines and their digest."""
MOST_LINES = 10**8
"""Lines of a shard; more are not to be believed."""
Heads = Mapping[str, str]
"""The digest of the last line of each writer."""


def digest(line: bytes) -> str:
    """Return the SHA-256 of a line, without its line break."""
    return hashlib.sha256(line).hexdigest()


def broken(lines: Iterable[tuple[bytes, Mapping[str, Any]]], heads: Heads | None = None) -> int:
    """Return the number of the first line that does not follow the one before it; 0 for none.

    `heads` are what the writers hold in memory, where they are at hand. A record without a single
    link is one of before there were any.
    """
    last: dict[str, str] = {}
    number, linked = 0, False
    shard: Iterator[str] = repeat("")
    for number, (line, event) in enumerate(lines, 1):
        shard = _owners(event) if number == 1 else shard
        writer, previous = next(shard) + str(event.get(WRITER)), event.get(PREVIOUS)
        linked = linked or previous is not None
        if linked and previous != last.get(writer, ""):
            return number
        last[writer] = digest(line)
    beyond = heads is not None and any(last.get(name) != head for name, head in heads.items())
    return number if beyond else 0


def lengths(first: Mapping[str, Any]) -> list[int]:
    """Return how many lines each shard has that follows the first line of a merged record."""
    rows = first.get(SHARDS)
    told = [row.get("lines") if isinstance(row, Mapping) else 0 for row in _listed(rows)]
    sizes = [size for size in told if isinstance(size, int) and 0 < size <= MOST_LINES]
    return sizes if len(sizes) == len(told) else []


def altered(lines: Sequence[bytes], first: Mapping[str, Any]) -> int:
    """Return the number of the line at which a shard begins that is not as it was merged, or 0."""
    place = 1
    for size, row in zip(lengths(first), _listed(first.get(SHARDS)), strict=True):
        joined = b"".join(line + b"\n" for line in lines[place : place + size])
        if digest(joined) != row.get("sha256"):
            return place + 1
        place += size
    return 0


def _owners(first: Mapping[str, Any]) -> Iterator[str]:
    """Tell of each line which shard it is of: writers of two shards may have the same name."""
    shards = [repeat(f"{n}/", size) for n, size in enumerate(lengths(first), 1)]
    return chain([""], *shards, repeat(""))


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
