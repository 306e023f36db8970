"""What has changed from one run to another: what fails now, what no longer does, what else?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from harness.catalogue import revision
from harness.catalogue.requirement import binding
from harness.catalogue.revision import changes
from harness.record.facts import flat
from harness.record.judged_run import RunRecord, Scenario
from harness.record.verdict import Verdict, exit_code, roll_up
from harness.words import Words

SLOWER = 2.0
"""How many times as long a check takes that is called slower,"""
AT_LEAST = 1000.0
"""and how many milliseconds longer: short ones vary by more than that ratio."""
_ABOUT = ("profile", "agent", "target", "provider", "suite", "options", "environment")
_EACH = ("options.--seed", "options.--challenge", "options.--baseline")
"""What differs from run to run without anything having changed."""

_HERE = re.compile(r"(//(?:localhost|127\.0\.0\.1|\[::1\])):\d+")
"""An address on this machine, whose port is a free one each time."""


class Kind(StrEnum):
    """What has become of a check, in the order in which a reader asks."""

    NEW = "new"
    WAIVED = "waived"
    """A new failure, which the later run's baseline waives."""
    STILL = "still"
    FIXED = "fixed"
    OTHER = "other"
    """Its verdict is another one, and neither is a failure."""
    ADDED = "added"
    REMOVED = "removed"
    SAME = "same"


@dataclass(frozen=True)
class Compared:
    """A check in both runs; None where a run had it not."""

    before: Scenario | None
    after: Scenario | None
    waived: bool = False
    """Whether the later run's baseline waives how it ended."""

    @property
    def scenario(self) -> Scenario:
        """The check as the later run tells of it, else the earlier one."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - it is of one of the two
        return found

    @property
    def kind(self) -> Kind:
        """What has become of it. A skip that turned into a failure is a new failure."""
        if self.after is None:
            return Kind.REMOVED
        now = self.after.verdict
        new = Kind.WAIVED if self.waived else Kind.NEW
        if self.before is None:
            return Kind.ADDED if _is_fine(now) else new
        then = self.before.verdict
        if not _is_fine(now):
            known = not _is_fine(then) and (now is not Verdict.FAIL or then is Verdict.FAIL)
            return Kind.STILL if known else new
        if not _is_fine(then):
            return Kind.FIXED
        return Kind.SAME if now is then else Kind.OTHER

    @property
    def is_newly_flaky(self) -> bool:
        """Whether it went well only when tried again, and did not need that before."""
        flaky_before = self.before is not None and self.before.flaky
        return self.after is not None and self.after.flaky and not flaky_before

    @property
    def is_slower(self) -> bool:
        """Whether it takes so much longer that it is worth a look."""
        if self.before is None or self.after is None:
            return False
        then, now = self.before.duration_ms, self.after.duration_ms
        return then > 0 and now >= SLOWER * then and now - then >= AT_LEAST


@dataclass(frozen=True)
class Look:
    """A run as its `run.json` tells it, and why that may not be believed."""

    folder: Path
    record: RunRecord
    doubts: tuple[Words, ...]

    @property
    def is_whole(self) -> bool:
        """Whether all that was planned has a verdict, and nothing speaks against it."""
        return not self.doubts and all(
            one.verdict not in (Verdict.ERROR, Verdict.INCOMPLETE) for one in self.record.scenarios
        )


@dataclass(frozen=True)
class Fact:
    """Something beside the checks that is not the same in both runs."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Comparison:
    """Two runs held side by side."""

    before: Look
    after: Look

    @cached_property
    def checks(self) -> tuple[Compared, ...]:
        """All checks of both, in the order of the later run; then those that it had not."""
        then = {one.id: one for one in self.before.record.scenarios}
        now = {one.id: one for one in self.after.record.scenarios}
        gate = self.after.record.gate
        waived = gate.waived if gate else ()
        gone = (Compared(one, None) for id, one in then.items() if id not in now)
        return (*(Compared(then.get(id), one, id in waived) for id, one in now.items()), *gone)

    def of(self, kind: Kind) -> tuple[Compared, ...]:
        """Select the checks of which this has become."""
        return tuple(one for one in self.checks if one.kind is kind)

    @property
    def newly_flaky(self) -> tuple[Compared, ...]:
        """The checks that were not flaky before."""
        return tuple(one for one in self.checks if one.is_newly_flaky)

    @property
    def slower(self) -> tuple[Compared, ...]:
        """The checks that take much longer."""
        return tuple(one for one in self.checks if one.is_slower)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """What else differs: target and its version, suite, catalogue, options, provider."""
        then, now = dict(_told(self.before.record)), dict(_told(self.after.record))
        names = [name for name in {**then, **now} if then.get(name) != now.get(name)]
        return tuple(
            Fact(name, then.get(name, ""), now.get(name, "")) for name in names if name not in _EACH
        )

    @cached_property
    def requirements(self) -> tuple[str, ...]:
        """What the later catalogue requires otherwise; empty where a catalogue is not at hand."""
        digests = (look.record.suite.get("catalogue_sha256") for look in (self.before, self.after))
        older, newer = (revision.find(str(one)) for one in digests)
        if older is None or newer is None or older.number == newer.number:
            return ()
        profile = self.after.record.profile
        then, now = (binding(profile, one.requirements) for one in (older, newer))
        return changes(then, now).lines

    @property
    def looked_at_less(self) -> bool:
        """Whether the later run was of a part, and had not all that the earlier one had."""
        return self.after.record.filtered and bool(self.of(Kind.REMOVED))

    @property
    def exit_code(self) -> int:
        """How a command ends that is red for new failures: 0, 3, or 4 for what is no proof.

        What is missing in the later run may have failed.
        """
        lacking = self.looked_at_less or not self.after.is_whole
        verdicts = [one.scenario.verdict for one in self.of(Kind.NEW)]
        return exit_code(roll_up([Verdict.PASS, *verdicts, *[Verdict.ERROR] * lacking]))


def _is_fine(verdict: Verdict) -> bool:
    return verdict.is_met or verdict is Verdict.NOT_RUN


def _told(record: RunRecord) -> Iterator[tuple[str, str]]:
    table = record.model_dump(mode="json", include=set(_ABOUT))
    told = flat({name: table[name] for name in _ABOUT})
    return ((name, _HERE.sub(r"\1:*", value)) for name, value in told)
