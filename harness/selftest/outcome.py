"""What do the records of one target say: was the defect caught, and nothing else?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from harness.record.judged_run import RunRecord
from harness.record.verdict import Verdict, roll_up
from harness.selftest.plan import KnownBad

_SEEN = (Verdict.FAIL, Verdict.WARN)
_UNKNOWN = (Verdict.ERROR, Verdict.INCOMPLETE)


@dataclass(frozen=True)
class Findings:
    """What one target was found to do, requirement by requirement.

    `failed` are mandatory, `warned` recommended; of `unknown` nothing can be said, and the proofs
    of `skipped` could not begin: what a defect breaks is the control of other requirements, too.
    """

    examined: int = 0
    failed: tuple[str, ...] = ()
    warned: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    seen_by: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The scenarios and checks that did not hold, by the requirement that they prove."""
    problem: str = ""
    """Why there is no verdict at all; empty where there is one."""


@dataclass(frozen=True)
class Caught:
    """A known-bad target and what it was found to do."""

    bad: KnownBad
    findings: Findings
    rerun: str = ""
    """The command that examines it again."""

    @property
    def failed(self) -> list[str]:
        """List the requirements that noticed: all mandatory ones, and the one that had to."""
        own = [self.bad.breaks] if self.bad.breaks in self.findings.warned else []
        return [*self.findings.failed, *own]

    @property
    def verdict(self) -> Verdict:
        """Pass only where exactly the requirement that is broken noticed."""
        nothing_said = self.findings.unknown or self.bad.breaks in self.findings.skipped
        if self.findings.problem or nothing_said:
            return Verdict.ERROR
        return Verdict.PASS if self.failed == [self.bad.breaks] else Verdict.FAIL

    def as_dict(self) -> dict[str, Any]:
        """Give the entry as `vodomer selftest --json` has it."""
        beside = [id for id in self.findings.warned if id != self.bad.breaks]
        return {
            "id": self.bad.id,
            "breaks": self.bad.breaks,
            "title": self.bad.title.model_dump(),
            "failed": self.failed,
            "seen_by": list(self.findings.seen_by.get(self.bad.breaks, ())),
            "warned": beside,
            "unknown": list(self.findings.unknown),
            "skipped": list(self.findings.skipped),
            "examined": self.findings.examined,
            "verdict": str(self.verdict),
            "problem": self.findings.problem,
            "rerun": self.rerun,
        }


def conforming_verdict(findings: Findings) -> Verdict:
    """Require everything of the conforming target, recommendations included."""
    nothing_said = findings.unknown or findings.skipped or not findings.examined
    if findings.problem or nothing_said:
        return Verdict.ERROR
    return Verdict.FAIL if findings.failed or findings.warned else Verdict.PASS


def findings_of(records: Iterable[RunRecord]) -> Findings:
    """Put together what several records of one target say of each requirement."""
    kept = list(records)
    verdicts = dict(verdicts_of(kept))
    said = {word: tuple(id for id, one in verdicts.items() if one is word) for word in Verdict}
    problems = [problem.text.en for record in kept for problem in record.problems]
    return Findings(
        examined=sum(one is not Verdict.NOT_APPLICABLE for one in verdicts.values()),
        failed=said[Verdict.FAIL],
        warned=said[Verdict.WARN],
        unknown=tuple(id for word in _UNKNOWN for id in said[word]),
        skipped=said[Verdict.SKIP],
        seen_by={id: tuple(noticed(kept, id)) for id in verdicts},
        problem="; ".join(problems),
    )


def noticed(records: Iterable[RunRecord], requirement: str) -> Iterator[str]:
    """List the scenarios and checks of a requirement that did not hold."""
    for record in records:
        for scenario in record.scenarios:
            if requirement in scenario.requirements and scenario.verdict in _SEEN:
                yield scenario.id


def verdicts_of(records: list[RunRecord]) -> Iterator[tuple[str, Verdict]]:
    """Give each requirement that was looked at, and the gravest that a record says of it."""
    for id in dict.fromkeys(id for record in records for id in record.requirements):
        requirements = [record.requirements[id] for record in records if id in record.requirements]
        if spoken := [requirement.verdict for requirement in requirements if requirement.proofs]:
            yield id, roll_up(spoken)
