"""The manuals: which files they are, and what is in their fenced blocks."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
MANUALS = sorted(
    file
    for pattern in ("*.md", "docs/*.md", "reports/*.md", "examples/*/*.md")
    for file in ROOT.glob(pattern)
)
BLOCK = re.compile(r"^(?P<indent> *)```(?P<language>\w+)\n(?P<text>.*?)^ *```", re.M | re.S)


def name_of(file: Path) -> str:
    """Say which manual it is, from the root of the checkout."""
    return file.relative_to(ROOT).as_posix()


def blocks(file: Path, language: str) -> Iterator[str]:
    """Yield the text of each fenced block of a language."""
    for found in BLOCK.finditer(file.read_text("utf-8")):
        if found["language"] == language:
            yield textwrap.dedent(found["text"])


def shell_lines(file: Path) -> Iterator[str]:
    """Yield each command of the fenced `sh` blocks: continued lines joined, no comments."""
    for block in blocks(file, "sh"):
        for line in re.sub(r"\s*\\\n\s*", " ", block).splitlines():
            if words := re.sub(r"(^|\s{2,})#.*", "", line).strip():
                yield words


def prose(file: Path) -> str:
    """Return a manual without its fenced blocks."""
    return BLOCK.sub("", file.read_text("utf-8"))
