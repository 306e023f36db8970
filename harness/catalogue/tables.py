"""How is a table of plain cells written in Markdown, and by what command are such pages made?"""

import re
from collections.abc import Iterable, Iterator

COMMAND = "python -m harness.commands.documents"
"""What writes every generated page of `docs` anew."""


def table(columns: Iterable[str], rows: Iterable[Iterable[str]], *, named: bool = False) -> str:
    """Write a whole table; no sign of a cell is markup.

    Where rows are ``named``, the first cell of each is an id and set as code.
    """
    head = list(columns)
    lines = [_line(head), _line(["---"] * len(head))]
    return "\n".join([*lines, *(_line(_cells(row, named)) for row in rows)])


def _cells(row: Iterable[str], named: bool) -> Iterator[str]:
    first, *others = row
    yield f"`{first}`" if named else _plain(first)
    yield from map(_plain, others)


def _plain(text: str) -> str:
    return re.sub(r"([\\|<>*`\[\]])", r"\\\1", text)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
