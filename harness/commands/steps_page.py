"""How does the vocabulary of one's own scenarios read as a page?"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from types import ModuleType

from harness.acceptance import vocabulary
from harness.acceptance.step_book import Definition, definitions_in
from harness.catalogue.tables import table
from harness.commands.registry_pages import MADE

FILE = "steps.md"
TITLE = "# Steps for your own scenarios"
INTRODUCTION = (
    "These steps are known to `vodomer run --target TARGET.toml --features DIR` "
    "([how to begin](scenarios.md)). `{name}` is one of *the person*, *another person* and *the "
    "attacker*; each of them has a REKONO account, and a window of their own. What stands in "
    "quotes is yours. A button, link or field is meant by the name that people read."
)
COLUMNS = ("Step", "What it does", "Example")


def pages() -> dict[str, str]:
    """Return the page by its file's name."""
    groups = [part for module in vocabulary.modules() for part in _group(module)]
    return {FILE: "\n\n".join([TITLE, MADE, INTRODUCTION, *groups]) + "\n"}


def _group(module: ModuleType) -> Iterator[str]:
    title = (inspect.getdoc(module) or "").splitlines()[0].rstrip(".")
    yield f"## {title}"
    wordings: dict[object, list[Definition]] = {}
    for one in definitions_in(module):
        wordings.setdefault(one.context.step_func, []).append(one)
    yield table(COLUMNS, map(_cells, wordings.values()))


def _cells(alike: list[Definition]) -> tuple[str, ...]:
    said, _, _ = (inspect.getdoc(alike[0].context.step_func) or "").partition("Example: ")
    steps = " / ".join(f"{one.types[0].title()} {one.wording}" for one in alike)
    return steps, " ".join(said.replace("`", "").split()), alike[0].example
