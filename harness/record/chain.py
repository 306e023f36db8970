"""Are all lines of a record by its own writers, in the order they wrote them?

Each line carries the digest of the line before by the same writer, which the writer keeps in
memory. Whoever else writes to the file, even a line that fits for now, does not know what the
writer puts next; and what the writer holds at the end tells of lines that follow its last.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

PREVIOUS = "previous"
"""Name of the field with the SHA-256 (hexadecimal) of the line before; empty in the first."""
WRITER = "worker"
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
    for number, (line, event) in enumerate(lines, 1):
        writer, previous = str(event.get(WRITER)), event.get(PREVIOUS)
        linked = linked or previous is not None
        if linked and previous != last.get(writer, ""):
            return number
        last[writer] = digest(line)
    beyond = heads is not None and any(last.get(name) != head for name, head in heads.items())
    return number if beyond else 0
