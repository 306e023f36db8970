"""What has gone wrong in public at sign-ins and activations, and what of Vodomer would see it?

One row for each advisory, change-log entry or issue (`faults.toml`), each of a kind (`kinds.toml`)
that names the checks which an application with such a fault fails, and the known-bad targets that
prove so. What is not seen says why.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from harness.words import Words

HERE = Path(__file__).parent


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Kind(_Row):
    """Faults that have one cause, and what sees them."""

    id: str
    what: Words
    """What goes wrong, as a sentence."""
    checks: tuple[str, ...] = ()
    """Ids of checks; the first are the nearest."""
    defects: tuple[str, ...] = ()
    """Ids of known-bad targets that these checks catch."""
    missing: Words | None = None
    """What would have to be looked at; None where the checks see it."""
    unseen: Words | None = None
    """Why nobody can see it from outside; None where somebody could."""


class PublicFault(_Row):
    """One fault that became public."""

    id: str
    """The advisory, or the repository and the issue."""
    also: tuple[str, ...] = ()
    """Other ids of the same."""
    product: str
    year: str = ""
    kind: Kind
    missing: Words | None = None
    """What is not looked at although others of the kind are seen."""
    unseen: Words | None = None

    @property
    def why_not(self) -> Words | None:
        """Why no check sees it; None where one does."""
        return self.unseen or self.missing or self.kind.unseen or self.kind.missing

    @property
    def is_out_of_sight(self) -> bool:
        """Whether nobody can see it from outside."""
        return (self.unseen or self.kind.unseen) is not None


@cache
def kinds() -> dict[str, Kind]:
    """Return the kinds by id."""
    return {one.id: one for one in map(Kind.model_validate, _rows("kinds", "kind"))}


@cache
def public_faults() -> tuple[PublicFault, ...]:
    """Return all rows, newest first. Raises KeyError for a kind that there is not."""
    rows = [{**row, "kind": kinds()[row["kind"]]} for row in _rows("faults", "fault")]
    found = map(PublicFault.model_validate, rows)
    return tuple(sorted(found, key=lambda one: one.year[-4:], reverse=True))


def _rows(file: str, table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads((HERE / f"{file}.toml").read_text("utf-8"))[table]
    return rows
