"""Which requirement does which application meet, by the runs that examined them?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from harness.record.judged_run import RequirementResult, RunRecord
from harness.record.verdict import Verdict

_SILENT = (Verdict.NOT_RUN, Verdict.NOT_TESTED)


@dataclass(frozen=True)
class Row:
    """A requirement, and what each of the runs came to, in their order; None: it did not look."""

    requirement: RequirementResult
    verdicts: tuple[Verdict | None, ...]


@dataclass(frozen=True)
class Matrix:
    """Runs, by the names of their targets and then by date, and the requirements they looked at."""

    runs: tuple[RunRecord, ...]
    rows: tuple[Row, ...]

    @classmethod
    def of(cls, runs: Iterable[RunRecord]) -> Matrix:
        """Set runs side by side."""
        ordered = sorted(runs, key=lambda one: (target_of(one), one.started_at or ""))
        known = {id: one for run in ordered for id, one in run.requirements.items()}
        rows = (Row(one, tuple(_verdict(run, id) for run in ordered)) for id, one in known.items())
        return cls(tuple(ordered), tuple(row for row in rows if any(row.verdicts)))


def target_of(run: RunRecord) -> str:
    """Name what a run examined."""
    return str(run.target.get("name") or "?")


def _verdict(run: RunRecord, id: str) -> Verdict | None:
    found = run.requirements.get(id)
    return None if found is None or found.verdict in _SILENT else found.verdict
