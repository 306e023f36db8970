"""What follows when a scenario or check has ended: another attempt, the next one, or nothing?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from harness.catalogue import Requirement
from harness.record.evidence import Recorder
from harness.record.run_metadata import CUT_SHORT
from harness.record.verdict import Verdict, of_attempts, softened

Levels = Mapping[str, Collection[str]]
_FAILED = (Verdict.FAIL, Verdict.ERROR)
"""What may end otherwise in another attempt; a skip says that something is missing."""


class Asked(Protocol):
    """What is asked of the options of a run."""

    @property
    def fail_fast(self) -> bool:
        """Whether nothing begins any more once something has failed."""

    @property
    def repeat(self) -> int | None:
        """How often each is tried, whatever comes of it; None for once."""

    @property
    def retries(self) -> int | None:
        """How often what has failed is tried again; None for never."""


@dataclass
class Course:
    """How a run goes on after each ending; what is under way always ends."""

    asked: Asked
    levels: Levels
    """Of the requirements that each scenario or check cites, by its id."""
    failed: str = ""
    """Id of what failed first in a run that goes on no longer; empty where it goes on."""
    _said: dict[str, list[Verdict]] = field(default_factory=lambda: defaultdict(list))

    def ended(self, id: str, verdict: Verdict, recorder: Recorder) -> bool:
        """Hear how an attempt ended that was not lost; tells whether another one follows."""
        said = self._said[id]
        said.append(verdict)
        failures = sum(one in _FAILED for one in said)
        again = verdict in _FAILED and failures == len(said) <= (self.asked.retries or 0)
        if again or len(said) < (self.asked.repeat or 1):
            return True
        judged = softened(self.verdict(id), self.levels.get(id, ()))
        if self.asked.fail_fast and judged.is_failure and not self.failed:
            self.failed = id
            recorder.emit(CUT_SHORT, after=id)
        return False

    def verdict(self, id: str) -> Verdict:
        """Return what the attempts so far come to."""
        return of_attempts(self._said[id])


def course(
    asked: Asked, cited: Mapping[str, Iterable[str]], rows: Mapping[str, Requirement]
) -> Course:
    """Give the course of a run; `cited` are the requirements that each cites, by its id."""
    levels = {id: [rows[one].level for one in names if one in rows] for id, names in cited.items()}
    return Course(asked, levels)
