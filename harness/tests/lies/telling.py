"""How is a lie told: what is changed, and what is made anew so that only the lie is wrong?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from harness.commands.verify import verify
from harness.errors import VodomerError
from harness.record.attestation import FILE, statement_of
from harness.record.bundle import digests
from harness.record.envelopes import seal
from harness.record.judged_run import RUN_JSON, RunRecord
from harness.tests.made_up import Event, rewritten

GONE = object()
"""As a value: the member is taken out."""
Events = list[Event]
Change = Callable[[Events], None]
Tell = Callable[[Path, Path], None]
"""Tells a lie in the folder of a run, and signs it with the key in a file."""


@dataclass(frozen=True)
class Lie:
    """One lie; `profile` is the kind of target that the run is of."""

    name: str
    tell: Tell
    profile: str = "provider"
    hidden: str = ""
    """The words of docs/trust.md that say why nobody can see it; empty where it must be found."""

    def __repr__(self) -> str:
        return self.name


def signed(folder: Path, key: Path) -> None:
    """Sign whatever a folder holds."""
    (folder / FILE).write_text(seal(statement(folder), key))


def statement(folder: Path) -> dict[str, Any]:
    """Say what an honest signer would sign."""
    record = RunRecord.model_validate_json((folder / RUN_JSON).read_bytes())
    return statement_of(record, digests(folder, [FILE]))


def verified(run: Path, key: Path) -> tuple[int, str]:
    """Give the exit code of `vodomer verify`, and what it says of its refusal."""
    try:
        verify(run, Path(f"{key}.pub"), None, None, as_json=False)
    except typer.Exit as end:
        return end.exit_code, ""
    except VodomerError as problem:
        return problem.exit_code, str(problem)
    raise AssertionError("verify does not end")


def in_record(change: Change) -> Tell:
    """Change the events; links, verdicts, reports and signature follow."""

    def tell(folder: Path, key: Path) -> None:
        rewritten(folder, change)
        signed(folder, key)

    return tell


def in_folder(change: Callable[[Path], None]) -> Tell:
    """Change files; only the signature follows."""

    def tell(folder: Path, key: Path) -> None:
        change(folder)
        files = digests(folder, [FILE])
        record = RunRecord.model_validate_json((folder / RUN_JSON).read_bytes())
        (folder / FILE).write_text(seal(statement_of(record, files), key))

    return tell


def in_statement(change: Callable[[dict[str, Any]], None]) -> Tell:
    """Sign a statement that says something else."""

    def tell(folder: Path, key: Path) -> None:
        said = statement(folder)
        change(said)
        (folder / FILE).write_text(seal(said, key))

    return tell


def put(place: Any, path: str, value: object) -> None:
    """Put a value where a path such as `plan.0.name` leads, or take it out."""
    *way, last = path.split(".")
    for step in way:
        place = place[int(step) if isinstance(place, list) else step]
    where: Any = int(last) if isinstance(place, list) else last
    if value is GONE:
        del place[where]
    else:
        place[where] = value


def rows(
    table: Mapping[str, tuple[str, object]],
    told: Callable[[Callable[[Any], None]], Tell],
    where: Callable[[Any], Any],
    **of_all: str,
) -> Iterator[Lie]:
    """Make a lie of each row: its name, and a path with what is put there."""
    for name, (path, value) in table.items():

        def change(whole: Any, path: str = path, value: object = value) -> None:
            put(where(whole), path, value)

        yield Lie(name, told(change), **of_all)


def in_run_json(change: Callable[[dict[str, Any]], None]) -> Tell:
    """Change what `run.json` says; only the signature follows."""

    def rewrite(folder: Path) -> None:
        file = folder / RUN_JSON
        said = json.loads(file.read_text())
        change(said)
        file.write_text(json.dumps(said, indent=2, ensure_ascii=False) + "\n")

    return in_folder(rewrite)


def first(events: Events, type: str, **like: object) -> Event:
    """Find the first event of a type, with these members."""
    return next(
        one
        for one in events
        if one["type"] == type and all(one.get(name) == value for name, value in like.items())
    )


def ending(events: Events) -> Event:
    """Find how the first check ended."""
    return first(events, "scenario.finished")


def observation(events: Events) -> Event:
    """Find what was seen at first."""
    return first(events, "evidence", kind="observation")


def stored(events: Events) -> Event:
    """Find the first evidence that is a file."""
    return next(one for one in events if one.get("file"))


def place_of(events: Events, event: Event) -> int:
    """Find the line of an event."""
    return next(place for place, one in enumerate(events) if one is event)
