"""Do the lines of a record follow one another as those of a run of checks by one process do?

A beginning, then attempts, each with a beginning, what was seen, and one ending that fits it; an
end. A run that was broken off goes on with what has no verdict, and with nothing else.
"""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from harness.errors import VerificationFailed
from harness.record.rerun import with_only

Event = Mapping[str, Any]
BEGUN = ("run.started", "run.resumed")
BEFORE_LEARNT = ("target.learnt", "provider.asked", "run.interrupted", "run.resumed")
"""What may follow the beginning of a run that has to tell first what opens."""
OF_FAILURE = ("har", "console")
"""Evidence that is kept once something has failed."""
MAIN = "main"
"""The writer of a run of checks."""
MERGER = "merge"
"""The writer of the lines of a merge itself."""
APART = 2
"""Checks at most that have an application for themselves beside those that share one."""
SLACK = 1.0
"""Seconds by which a clock may be put right while a check runs."""
Attempt = tuple[str, int]


class Contradiction(Exception):  # noqa: N818 - what is found, and no error of ours
    """A line that cannot stand where it does; the message says why."""


@dataclass
class _Open:
    """An attempt that has begun."""

    at: datetime
    observations: list[Event] = field(default_factory=list)
    looked_into: bool = False
    """Whether something was kept that is kept of failures only."""

    def require(self, holds: bool, why: str) -> None:
        if not holds:
            raise Contradiction(why)

    def was_lost(self, ending: Event, by: Collection[str]) -> bool:
        """Tell whether somebody ended it by an error before anything was out of order."""
        ended = ending["verdict"] == "error" and ending.get("cause") in by
        return ended and all(one["holds"] for one in self.observations)

    def end(self, event: Event) -> None:
        """Require that an ending fits what was seen, and the time that it took."""
        took = (moment(event) - self.at).total_seconds()
        self.require(
            event["duration_ms"] / 1000 <= took + SLACK, "it took longer than until its end"
        )
        verdict = event["verdict"]
        bad = [one for one in self.observations if not one["holds"]]
        if verdict == "pass":
            self.require(bool(self.observations), "nothing was observed, and it passed")
            self.require(not bad, "what was observed does not hold, and it passed")
        failed = verdict in ("fail", "error")
        self.require(failed or not self.looked_into, "a failure was looked into, and none followed")
        if verdict == "warn":
            advised = bool(bad) and not any(one["required"] for one in bad)
            self.require(advised, "a warning says that a recommendation does not hold, and no more")


@dataclass
class Sequence:
    """What the lines so far allow to follow."""

    lanes: int = 1
    rerun: str = ""
    last: str = ""
    times: Counter[str] = field(default_factory=Counter)
    """Attempts at each check."""
    ended: set[str] = field(default_factory=set)
    open: dict[Attempt, _Open] = field(default_factory=dict)
    learns: bool = False
    """Whether it is told before the first check what opens to who is signed in."""
    learning: bool = False
    """Whether that is still to be told."""
    external: bool = False
    """Whether a provider that is not ours signs people in."""
    asked: tuple[int, int] = (0, 0)
    """How many passwords were typed there, and sign-ins asked for."""
    most: int = 0
    """Passwords that may be typed there in all."""
    losable: tuple[str, ...] = ()
    """Who may have ended an attempt so that another one follows: the target, and in a browser we
    ourselves."""
    lost: set[str] = field(default_factory=set)
    """Checks whose last attempt ended so."""

    def take(self, event: Event) -> None:
        """Take the next line; Contradiction where it cannot be that."""
        kind = event["type"]
        self._require(event["worker"] == MAIN, f"a run of checks has no writer {event['worker']}")
        self._require((kind == "run.started") == (not self.last), "a run begins once, at first")
        self._require(self.last != "run.finished", "something follows the end")
        if self.learning:
            learnt = kind in BEFORE_LEARNT
            self._require(learnt, "it is not told what opens to who is signed in")
        if self.last == "run.interrupted":
            going_on = kind in ("run.resumed", "run.interrupted")
            self._require(going_on, "something follows before it went on")
        getattr(self, "_" + kind.replace(".", "_"))(event)
        self.last = kind

    @staticmethod
    def _require(holds: bool, why: str) -> None:
        if not holds:
            raise Contradiction(why)

    def _run_started(self, event: Event) -> None:
        self.learns = self.learning = "start" in event["target"]
        self.most = (event.get("provider") or {}).get("sign_ins", 0)
        self.external = event["target"].get("provider") == "external"
        self.lanes, self.rerun = event["lanes"], event["rerun"]
        self.losable = ("target", "harness") if event["agent"] == "browser" else ("target",)

    def _run_resumed(self, event: Event) -> None:
        kept = sorted(self.ended)
        self._require(event["kept"] == kept, "what it kept is not what had ended")
        self.lanes, self.rerun = event["lanes"], event["rerun"]
        self.learning = self.learns
        self.open.clear()

    def _target_learnt(self, _event: Event) -> None:
        self._require(self.learning, "nothing is learnt here")
        self.learning = False

    def _target_output(self, _event: Event) -> None:
        self._require(self.learns, "no application writes here")

    def _provider_asked(self, event: Event) -> None:
        self._require(self.external, "the mock is asked as often as there is need")
        asked = event["sign_ins"], event["requests"]
        more = all(map(operator.ge, asked, self.asked))
        self._require(more, "it was asked more often before")
        self._require(asked[0] <= self.most, f"more than {self.most} passwords were typed")
        self.asked = asked

    def _isolation_lost(self, _event: Event) -> None:
        self._require(self.learns, "no application runs apart here")

    def _run_interrupted(self, _event: Event) -> None:
        self.learning = False

    def _run_finished(self, _event: Event) -> None:
        self._require(not self.open, "the run ends before its checks")

    def _scenario_started(self, event: Event) -> None:
        id, attempt = event["scenario"], event["attempt"]
        self.times[id] += 1
        self._require(attempt == self.times[id], f"is no attempt {self.times[id]}")
        ended = self.ended - self.lost
        self._require(id not in ended, "it had ended, and nothing was lost")
        self.lost.discard(id)
        self._require(all(id != other for other, _ in self.open), "it has not ended yet")
        self.open[id, attempt] = _Open(moment(event))
        most = self.lanes + min(APART, self.lanes // 2)
        self._require(len(self.open) <= most, f"is one at once too many for {self.lanes} lanes")

    def _scenario_finished(self, event: Event) -> None:
        begun = self._begun(event)
        begun.end(event)
        again = with_only(self.rerun, event["scenario"])
        self._require(event["rerun"] == again, f"is run again by {again}")
        self.ended.add(event["scenario"])
        if begun.was_lost(event, self.losable):
            self.lost.add(event["scenario"])
        del self.open[event["scenario"], event["attempt"]]

    def _evidence(self, event: Event) -> None:
        begun = self._begun(event)
        if event["kind"] == "observation":
            begun.observations.append(event)
        begun.looked_into |= event["kind"] in OF_FAILURE

    def _step_finished(self, _event: Event) -> None:
        raise Contradiction("a check has no steps")

    def _begun(self, event: Event) -> _Open:
        begun = self.open.get((event["scenario"], event["attempt"]))
        if begun is None:
            raise Contradiction("belongs to no attempt that is under way")
        return begun


def moment(event: Event) -> datetime:
    """Return when a line was written. Raises Contradiction for a time that there is not."""
    try:
        return datetime.fromisoformat(event["at"])
    except ValueError:
        raise Contradiction(f"{event['at']} is no time") from None


def require_merge(file: Path, own: Iterable[Event]) -> None:
    """Require of the lines of a merge itself that they begin and end it; VerificationFailed."""
    lines = [(event["type"], event["worker"]) for event in own]
    if lines != [("run.started", MERGER), ("run.finished", MERGER)]:
        raise VerificationFailed(f"{file}: lines of no shard are no beginning and end of a merge")


def require_sequence(file: Path, events: Iterable[Event], first: int = 1) -> None:
    """Require that lines follow one another as those of a run of checks; VerificationFailed.

    `first` is the number of the first line in the file.
    """
    sequence = Sequence()
    for number, event in enumerate(events, first):
        try:
            sequence.take(event)
        except Contradiction as problem:
            about = event.get("scenario") or event["type"]
            raise VerificationFailed(
                f"{file}, line {number} ({about}): contradicts those before it: {problem}"
            ) from None
