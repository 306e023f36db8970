"""What follows when a scenario or check has ended: the next one, or nothing any more?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from harness.catalogue import Requirement
from harness.record.evidence import Recorder
from harness.record.run_metadata import CUT_SHORT
from harness.record.verdict import Verdict, softened

Levels = Mapping[str, Collection[str]]


@dataclass
class Course:
    """How a run goes on after each ending; what is under way always ends."""

    levels: Levels = field(default_factory=dict)
    """Of the requirements that each scenario or check cites, by its id."""
    fail_fast: bool = False
    """Whether nothing begins any more once something has failed."""
    failed: str = ""
    """Id of what failed first; empty where the run goes on."""

    def note(self, id: str, verdict: Verdict, recorder: Recorder) -> None:
        """Hear how one ended for good; one that proves recommendations only warns."""
        judged = softened(verdict, self.levels.get(id, ()))
        if self.fail_fast and judged.is_failure and not self.failed:
            self.failed = id
            recorder.emit(CUT_SHORT, after=id)


def levels(cited: Mapping[str, Iterable[str]], rows: Mapping[str, Requirement]) -> Levels:
    """Give the levels of the requirements that each cites."""
    return {id: [rows[one].level for one in names if one in rows] for id, names in cited.items()}
