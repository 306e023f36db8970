"""Keep every catalogue that runs were judged by, so that signed runs stay verifiable.

A revision is a file `revisions/NNNN.json` with its number, its date, the digest of the whole
catalogue, the ids in order, and the rows that the revision before it does not have. It is
recorded by `python -m harness.catalogue.record_revision` and never changed afterwards: its digest
is checked whenever it is read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from harness.catalogue.requirement import Requirement
from harness.errors import ConfigurationError

FOLDER = Path(__file__).parent / "revisions"
COMMAND = "python -m harness.catalogue.record_revision"
Row = Mapping[str, Any]
LATER = ("own_rule", "advice")
"""Members that older revisions do not have."""


def digest_of(rows: Iterable[Row]) -> str:
    """Return the SHA-256 (hexadecimal) of rows as JSON, in their order."""
    written = json.dumps(list(rows), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def as_row(requirement: Requirement) -> dict[str, Any]:
    """Return a requirement as it is kept; what came later is there only where it says something."""
    row = requirement.model_dump(mode="json")
    return {name: value for name, value in row.items() if value or name not in LATER}


@dataclass(frozen=True)
class Revision:
    """The whole catalogue as it was; `date` is ISO 8601, `rows` are by id and in order."""

    number: int
    date: str
    sha256: str
    rows: Mapping[str, Row]

    @cached_property
    def requirements(self) -> dict[str, Requirement]:
        """The rows as requirements."""
        return {id: Requirement.model_validate(row) for id, row in self.rows.items()}


@cache
def revisions(folder: Path = FOLDER) -> tuple[Revision, ...]:
    """Read all kept revisions, the oldest first.

    Raises ConfigurationError for a file that is no revision, or whose rows do not have the digest
    that it states.
    """
    return tuple(_read(folder))


def find(sha256: str, folder: Path = FOLDER) -> Revision | None:
    """Return the revision with this digest; None where none was ever recorded."""
    return next((one for one in revisions(folder) if one.sha256 == sha256), None)


def _read(folder: Path) -> Iterator[Revision]:
    before: Mapping[str, Row] = {}
    for number, file in enumerate(sorted(folder.glob("*.json")), 1):
        try:
            told = json.loads(file.read_text(encoding="utf-8"))
            new = {row["id"]: row for row in told["rows"]}
            rows = {id: new[id] if id in new else before[id] for id in told["ids"]}
            revision = Revision(told["number"], told["date"], told["sha256"], rows)
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise ConfigurationError(f"{file}: is no revision ({problem}); {_RESTORE}") from None
        if revision.number != number or digest_of(rows.values()) != revision.sha256:
            raise ConfigurationError(f"{file}: was changed after it was recorded; {_RESTORE}")
        before = rows
        yield revision


_RESTORE = "restore the file: install Vodomer anew, or `git checkout` it"


@dataclass(frozen=True)
class Changes:
    """What a later catalogue has otherwise; each with what a reader needs to judge it."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    withdrawn: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """One line for each kind of change that there is."""
        kinds = {"added": self.added, "changed": self.changed, "withdrawn": self.withdrawn}
        return tuple(f"{kind}: {'; '.join(said)}" for kind, said in kinds.items() if said)


def changes(older: Mapping[str, Requirement], newer: Mapping[str, Requirement]) -> Changes:
    """Compare two catalogues, or two profiles of them."""
    common = [id for id in newer if id in older and newer[id] != older[id]]
    return Changes(
        added=tuple(f"{id} ({row.level})" for id, row in newer.items() if id not in older),
        changed=tuple(f"{id} ({_differing(older[id], newer[id])})" for id in common),
        withdrawn=tuple(f"{id} ({row.level})" for id, row in older.items() if id not in newer),
    )


def _differing(older: Requirement, newer: Requirement) -> str:
    names = [name for name in as_row(newer) if getattr(older, name) != getattr(newer, name)]
    said = {"level": f"level {older.level} -> {newer.level}", "not_tested": "whether it is tested"}
    return ", ".join(said.get(name, name) for name in names)
