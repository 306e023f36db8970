"""Which runs lie in a folder, and what has become of each requirement from version to version?

An index (SQLite) keeps what was read, so that a thousand runs need not be read again. It is made
from the runs and holds nothing else: where it is missing, damaged, of another Vodomer or older
than a run, it is made anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from harness.errors import ConfigurationError, RecordUnreadable
from harness.record.judged_run import RUN_JSON, RunRecord, read_run_json
from harness.record.verdict import Verdict

INDEX = ".vodomer-history.sqlite"
_SHAPE = 1
"""Changes with the tables."""
_TABLES = """
create table run (folder text primary key, stamp text, target text, profile text, version text,
                  started_at text, verdict text, filtered integer);
create table requirement (folder text references run on delete cascade, id text, level text,
                          verdict text, primary key (folder, id));
"""
_SILENT = (Verdict.NOT_RUN, Verdict.NOT_TESTED)


@dataclass(frozen=True)
class Run:
    """A run as the index knows it."""

    folder: str
    target: str
    profile: str
    version: str
    """As the target file told it; else the day of the run."""
    started_at: str
    verdict: Verdict
    filtered: bool


@dataclass(frozen=True)
class Trend:
    """The runs of one target, oldest first, and what they say of each requirement."""

    target: str
    profile: str
    runs: tuple[Run, ...]
    requirements: dict[str, dict[str, Verdict]] = field(default_factory=dict)
    """By id and version: what the last run of that version that looked at it came to."""

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions, in the order in which they were first examined."""
        return tuple(dict.fromkeys(one.version for one in self.runs))

    @property
    def troubled(self) -> dict[str, dict[str, Verdict]]:
        """The requirements that were not met, or not proved, in any version."""
        fine = (Verdict.PASS, Verdict.NOT_APPLICABLE)
        return {
            id: told
            for id, told in self.requirements.items()
            if any(one not in fine for one in told.values())
        }


@dataclass(frozen=True)
class History:
    """All trends of a folder, and the runs that could not be read."""

    trends: tuple[Trend, ...]
    unread: tuple[str, ...]


def history(folder: Path) -> History:
    """Bring the index of a folder up to date, and read it.

    Raises ConfigurationError for what is no folder.
    """
    if not folder.is_dir():
        raise ConfigurationError(f"{folder}: is no folder; name the one that your runs lie in")
    file = folder / INDEX
    with suppress(sqlite3.OperationalError):  # in use, or not to be written: it is not kept
        if not file.is_symlink():
            return _up_to_date(str(file), folder)
    return _up_to_date(":memory:", folder)


def _up_to_date(place: str, folder: Path) -> History:
    with closing(_opened(place)) as index:
        unread = tuple(_refresh(index, folder))
        return History(tuple(_trends(index)), unread)


def _opened(place: str) -> sqlite3.Connection:
    """Open an index; one that is damaged, or of another Vodomer, is begun anew."""
    index = sqlite3.connect(place)
    try:
        return _shape(index)
    except sqlite3.OperationalError:
        index.close()
        raise
    except sqlite3.DatabaseError:
        index.close()
        Path(place).unlink()
        return _shape(sqlite3.connect(place))


def _shape(index: sqlite3.Connection) -> sqlite3.Connection:
    """Give an index its tables; DatabaseError for one that has others."""
    index.execute("pragma foreign_keys = on")
    [(found,)] = index.execute("pragma user_version")
    if found != _SHAPE:
        names = [name for (name,) in index.execute("select name from sqlite_master")]
        if names:
            raise sqlite3.DatabaseError("is of another Vodomer")
        index.executescript(f"begin; {_TABLES} pragma user_version = {_SHAPE}; commit;")
    return index


def _refresh(index: sqlite3.Connection, folder: Path) -> Iterator[str]:
    """Read runs that are new or have changed, forget those that are gone.

    Yields of each that cannot be read why.
    """
    known = dict(index.execute("select folder, stamp from run"))
    found = {file.parent.name: file for file in sorted(folder.glob(f"*/{RUN_JSON}"))}
    with index:
        for gone in known.keys() - found.keys():
            index.execute("delete from run where folder = ?", (gone,))
        for name, file in found.items():
            about = file.stat()
            stamp = f"{about.st_mtime_ns} {about.st_size}"
            if known.get(name) != stamp:
                index.execute("delete from run where folder = ?", (name,))
                try:
                    _keep(index, name, stamp, read_run_json(file))
                except RecordUnreadable as problem:
                    yield str(problem)


def _keep(index: sqlite3.Connection, name: str, stamp: str, record: RunRecord) -> None:
    started = record.started_at or ""
    version = str(record.target.get("version") or started[:10])
    target = str(record.target.get("name") or "?")
    about = (target, record.profile, version, started, record.verdict, record.filtered)
    index.execute("insert into run values (?, ?, ?, ?, ?, ?, ?, ?)", (name, stamp, *about))
    index.executemany(
        "insert into requirement values (?, ?, ?, ?)",
        [(name, id, one.level, one.verdict) for id, one in record.requirements.items()],
    )


def _trends(index: sqlite3.Connection) -> Iterator[Trend]:
    """Read what is kept, one target after the other."""
    rows = index.execute(
        "select folder, target, profile, version, started_at, verdict, filtered from run"
        " order by target, profile, started_at, folder"
    )
    runs = [
        Run(folder, target, profile, version, started, Verdict(verdict), bool(part))
        for folder, target, profile, version, started, verdict, part in rows
    ]
    for target, profile in dict.fromkeys((one.target, one.profile) for one in runs):
        of = tuple(one for one in runs if (one.target, one.profile) == (target, profile))
        yield Trend(target, profile, of, _by_requirement(index, of))


def _by_requirement(
    index: sqlite3.Connection, runs: Sequence[Run]
) -> dict[str, dict[str, Verdict]]:
    found: dict[str, dict[str, Verdict]] = {}
    for run in runs:
        told = index.execute("select id, verdict from requirement where folder = ?", (run.folder,))
        for id, verdict in told:
            if verdict not in _SILENT:
                found.setdefault(id, {})[run.version] = Verdict(verdict)
    return {id: found[id] for id in sorted(found)}
