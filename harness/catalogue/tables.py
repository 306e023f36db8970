"""How is a table of plain cells written in Markdown, and by what command are such pages made?"""

import re
from collections.abc import Iterable
from typing import Literal

COMMAND = "python -m harness.catalogue.document"
Language = Literal["en", "sl"]


def table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A whole table; no sign of a cell is markup."""
    head = list(columns)
    lines = [_line(head), _line(["---"] * len(head))]
    return "\n".join([*lines, *(_line(map(_plain, row)) for row in rows)])


def _plain(text: str) -> str:
    return re.sub(r"([\\|<>*`\[\]])", r"\\\1", text)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
