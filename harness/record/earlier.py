"""Which run went before this one, and which of its scenarios or checks were not met?

A run is of one sort: the documented flow, a tester's own scenarios, or the checks of a profile.
What one sort says of its ids means nothing to another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from harness.errors import UsageError
from harness.plurals import counted
from harness.record.evidence import EVENTS
from harness.record.judged_run import RunRecord
from harness.record.rejudging import REFERENCE, rejudge
from harness.record.run_folder import REPORTS, default_folders
from harness.record.verdict import Verdict

DOCUMENTED = "the documented flow"
OWN_SCENARIOS = "own scenarios"


@dataclass(frozen=True)
class Definition:
    """What scenarios or checks are defined by: a verdict of another one says nothing of them."""

    suite: Mapping[str, object]
    """Digests of what examines, as the record tells them."""
    target_sha256: str | None = None
    """Of the target file; None where there is none."""


_PARTS = {"features_sha256": "the features", "sha256": "Vodomer"}


@dataclass(frozen=True)
class Earlier:
    """Runs that went before, the newest first, each judged again from its events.

    All but the last are of a part: what they looked at, they tell; of the rest those before them.
    """

    runs: tuple[tuple[Path, RunRecord], ...]

    @property
    def name(self) -> str:
        """Where they lie, for a person."""
        (newest, _), *others = self.runs
        return f"{newest} and {counted(len(others), 'run')} before it" if others else str(newest)

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """What was said last of each scenario or check; that it was not run is said of nothing."""
        told = [one for _, record in reversed(self.runs) for one in record.scenarios]
        latest: dict[str, Verdict] = {}
        for one in told:
            if one.attempts or one.id not in latest:
                latest[one.id] = one.verdict
        return latest

    @property
    def unmet(self) -> tuple[str, ...]:
        """Ids of what is no pass there and has to be one: also what was not run or not finished."""
        return tuple(id for id, verdict in self.verdicts.items() if not verdict.is_met)

    def differs_from(self, now: Definition) -> list[str]:
        """Name what its newest run was defined by and is another now, or that it does not tell."""
        (_, record), *_ = self.runs
        target = record.target.get("sha256")
        then = Definition({name: record.suite.get(name) for name in now.suite}, target)
        names = [name for name in now.suite if then.suite[name] != now.suite[name]]
        told = [*dict.fromkeys(_PARTS.get(name, _PARTS["sha256"]) for name in names)]
        return told + ["the target file"] * (now.target_sha256 != then.target_sha256)

    @property
    def has_problems(self) -> bool:
        """Whether something is wrong with them that no scenario or check shows."""
        return any(one.problems or (one.gate and one.gate.red) for _, one in self.runs)


@dataclass(frozen=True)
class Sort:
    """What sort of run it is: what it walks through, and the target that it names."""

    walks: str
    """DOCUMENTED, OWN_SCENARIOS, or the profile whose checks are run."""
    target: str | None = None
    """Name of the target; None where there is only one."""

    def fits(self, record: RunRecord) -> bool:
        """Tell whether a run is of this sort."""
        named = self.target in (None, record.target.get("name"))
        return named and self.walks == _walked(record)


def _walked(record: RunRecord) -> str:
    if record.target.get("kind") == REFERENCE:
        return DOCUMENTED
    return OWN_SCENARIOS if record.is_of_own_scenarios else record.profile


def named(folder: Path, option: str, sort: Sort) -> Earlier:
    """Read the run that an option names, whatever its target is called.

    Raises RecordUnreadable where there is none, UsageError for one of another sort.
    """
    record = rejudge(folder)
    if not Sort(sort.walks).fits(record):
        raise UsageError(
            f"{option} {folder}: is a run of {_walked(record) or 'nothing'}, and this is one of "
            f"{sort.walks}; name another"
        )
    return Earlier(((folder, record),))


def newest(option: str, sort: Sort) -> Earlier:
    """Find the newest runs of a sort among those that were started without `--out`.

    They go back to one that looked at everything, where there is one. Raises UsageError where
    there is none at all, RecordUnreadable for one that is damaged.
    """
    found: list[tuple[Path, RunRecord]] = []
    for folder in default_folders():
        if (folder / EVENTS).exists() and sort.fits(record := rejudge(folder)):
            found.append((folder, record))
            if not record.filtered:
                break
    if not found:
        raise UsageError(
            f"{option}: {REPORTS}/ holds no run of {sort.target or sort.walks} that was started "
            "without --out; name one with --failed-in RUN"
        )
    return Earlier(tuple(found))
