"""Which requirements has a tester written down beside their scenarios (requirements.toml)?"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from harness import catalogue
from harness.acceptance.story import Story
from harness.catalogue.reading import checked, read_tables
from harness.catalogue.requirement import PROFILES, Requirement
from harness.errors import ConfigurationError

FILE = "requirements.toml"
LIKE_AN_ID = re.compile(r"^[A-Z]+-[A-Za-z0-9-]+$")
SINCE = "0.0"
"""The release that brought them: none of Vodomer's."""
NEAR = 3


def read_own_requirements(folder: Path) -> dict[str, Requirement]:
    """Read a folder's own requirements by id; none where it has no such file.

    Raises ConfigurationError for one that does not hold, and for an id of the catalogue.
    """
    file = folder / FILE
    if not file.exists():
        return {}
    rows = {id: _requirement(file, id, table) for id, table in read_tables(file).items()}
    if taken := [id for id in rows if id in catalogue.load()]:
        raise ConfigurationError(
            f"{file}, [{taken[0]}]: is the id of a requirement of Vodomer; choose another"
        )
    return rows


def _requirement(file: Path, id: str, table: Any) -> Requirement:
    place = f"{file}, [{id}]"
    if not isinstance(table, Mapping):
        raise ConfigurationError(f"{place}: is no table; write [ID], then level, source, text")
    if strange := sorted(table.keys() - {"level", "source", "text", "fix"}):
        raise ConfigurationError(
            f"{place}: unknown key {strange[0]}; a requirement has level, source, text and fix"
        )
    texts = {name: _in_both(table[name]) for name in ("text", "fix") if name in table}
    whole = {"fix": _see(table.get("source")), **table, **texts}
    return checked(Requirement, {"id": id, "profiles": PROFILES, "since": SINCE, **whole}, place)


def _in_both(text: object) -> object:
    """Let a text in one language stand for both."""
    return {"sl": text, "en": text} if isinstance(text, str) else text


def _see(source: object) -> dict[str, str]:
    return {"sl": f"Kaj je zahtevano, pove {source}.", "en": f"{source} says what is required."}


def cited_by(story: Story) -> tuple[str, ...]:
    """Give the tags of a scenario that are ids of requirements."""
    return tuple(tag for tag in story.tags if LIKE_AN_ID.match(tag))


def refuse_unknown(stories: Iterable[Story], known: Mapping[str, object], see: str) -> None:
    """Refuse a scenario that proves what nobody has written down; ConfigurationError."""
    for story in stories:
        for id in cited_by(story):
            if id not in known:
                near = ", ".join(difflib.get_close_matches(id, known, NEAR, 0.5))
                raise ConfigurationError(
                    f"{story.place}: no requirement {id} is known"
                    + (f"; near: {near}" if near else "")
                    + f" ({see})"
                )
