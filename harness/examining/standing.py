"""How does a run stand: what is being done, what has ended and how, what was the last picture?"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from harness import catalogue
from harness.record.judged_run import event_of
from harness.record.verdict import Verdict, roll_up, softened
from harness.words import Words


@dataclass(frozen=True)
class Trouble:
    """A check that has not gone well, with the names of a record's `Scenario`."""

    id: str
    name: str
    requirements: tuple[str, ...]
    verdict: Verdict
    expected: str | None
    actual: str | None
    remark: str | None
    cause: str | None
    fix: Words | None


@dataclass(frozen=True)
class Picture:
    """A picture of the page: the name of its file, and the check that saw it."""

    file: str
    check: str


@dataclass
class Standing:
    """What the events of a run tell until now."""

    size: int = 0
    """Bytes of the events that this is made of."""
    plan: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The requirements of each check."""
    names: dict[str, str] = field(default_factory=dict)
    doing: dict[str, None] = field(default_factory=dict)
    """The checks that are under way, in the order in which they began."""
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    troubles: dict[str, Trouble] = field(default_factory=dict)
    picture: Picture | None = None

    @property
    def so_far(self) -> Verdict | None:
        """The verdict of what has ended; None where nothing has."""
        return roll_up(self.verdicts.values()) if self.verdicts else None

    def hear(self, event: Mapping[str, Any]) -> None:
        """Learn from one more event; one that is not as our recorder writes it tells nothing."""
        with suppress(KeyError, TypeError, ValueError):
            _HEARD.get(str(event["type"]), _nothing)(self, event)


def _nothing(_standing: Standing, _event: Mapping[str, Any]) -> None:
    """Most events change nothing that is shown."""


def _planned(standing: Standing, event: Mapping[str, Any]) -> None:
    for row in event["plan"]:
        standing.plan[str(row["id"])] = tuple(map(str, row["requirements"]))
        standing.names[str(row["id"])] = str(row["name"])


def _resumed(standing: Standing, _event: Mapping[str, Any]) -> None:
    standing.doing.clear()


def _begun(standing: Standing, event: Mapping[str, Any]) -> None:
    standing.doing[str(event["scenario"])] = None


def _ended(standing: Standing, event: Mapping[str, Any]) -> None:
    """Learn how a check has ended; of several attempts the last counts until all is judged."""
    id = str(event["scenario"])
    standing.doing.pop(id, None)
    needs = [row for row in map(catalogue.load().get, standing.plan.get(id, ())) if row]
    verdict = softened(Verdict(event["verdict"]), [row.level for row in needs])
    standing.verdicts[id] = verdict
    standing.troubles.pop(id, None)
    if verdict.is_trouble:
        said = {name: event.get(name) for name in ("expected", "actual", "cause")}
        standing.troubles[id] = Trouble(
            id=id,
            name=standing.names.get(id, id),
            requirements=standing.plan.get(id, ()),
            verdict=verdict,
            remark=event.get("message") if said["actual"] is None else None,
            fix=needs[0].fix if needs else None,
            **said,
        )


def _seen(standing: Standing, event: Mapping[str, Any]) -> None:
    if event["kind"] == "picture":
        standing.picture = Picture(Path(str(event["file"])).name, str(event["scenario"]))


_HEARD = {
    "run.started": _planned,
    "run.resumed": _resumed,
    "scenario.started": _begun,
    "scenario.finished": _ended,
    "evidence": _seen,
}


class Follower:
    """Reads the events of a run as they come, each line once."""

    def __init__(self, events: Path) -> None:
        self._events = events
        self._standing = Standing()
        self._lock = threading.Lock()

    @property
    def written(self) -> int:
        """Bytes that are there to be read; 0 before the first."""
        try:
            return self._events.stat().st_size
        except OSError:
            return 0

    @contextmanager
    def now(self) -> Iterator[Standing]:
        """Give how it stands; nobody changes it meanwhile. Raises RecordUnreadable."""
        with self._lock:
            self._read()
            yield self._standing

    def _read(self) -> None:
        if self.written <= self._standing.size:
            return
        with self._events.open("rb") as opened:
            opened.seek(self._standing.size)
            whole, end, _ = opened.read().rpartition(b"\n")
        for line in whole.split(b"\n") if end else ():
            self._standing.hear(event_of(self._events, 0, line))
        self._standing.size += len(whole + end)
