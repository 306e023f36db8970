"""What does a format tell of that has cases, attempts and steps, and never greener than the run?

What is wrong with the run as a whole, and what is out of date in its baseline, are cases, too.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from harness.record.judged_run import Attempt, Evidence, RunRecord, Scenario, Step
from harness.record.verdict import Verdict
from harness.render.gate import standing, waived

Status = Literal["passed", "failed", "broken", "skipped"]
"""What other programs know; `broken` is what could not be looked at."""

_STATUS: dict[Verdict, Status] = {
    Verdict.PASS: "passed",
    Verdict.WARN: "passed",
    Verdict.FAIL: "failed",
    Verdict.FLAKY: "failed",
    Verdict.SKIP: "skipped",
    Verdict.NOT_APPLICABLE: "skipped",
    Verdict.NOT_RUN: "skipped",
}
_FAILED: tuple[Status, ...] = ("failed", "broken")


@dataclass(frozen=True)
class Trial:
    """One attempt at a case. `started` is milliseconds since 1970.

    The record keeps how long an attempt took, not when it began: each is told of as if its case
    had begun with the run, so that attempts at one case follow each other.
    """

    number: int
    verdict: Verdict
    status: Status
    message: str
    started: int
    duration_ms: float
    steps: tuple[Step, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    def status_of(self, verdict: Verdict) -> Status:
        """Say how a part of it ended: it fails nothing where the whole has not failed."""
        status = _STATUS.get(verdict, "broken")
        return self.failing if status in _FAILED and self.status not in _FAILED else status

    @property
    def failing(self) -> Status:
        """What a failure is within it: none where the whole has not failed."""
        return "failed" if self.status in _FAILED else self.status


@dataclass(frozen=True)
class Case:
    """What is told of as one test; `scenario` is None where it is about the run as a whole."""

    id: str
    name: str
    feature: str
    trials: tuple[Trial, ...]
    waived: bool = False
    scenario: Scenario | None = None

    @property
    def place(self) -> tuple[str, int] | None:
        """Name file and line, where it stands in a file."""
        return place(self.scenario.location) if self.scenario else None

    @property
    def requirements(self) -> tuple[str, ...]:
        """Ids of the requirements it proves."""
        return self.scenario.requirements if self.scenario else ()


def cases(record: RunRecord) -> Iterator[Case]:
    """Give all cases; of a run that has examined nothing those of the run as a whole."""
    begun = () if record.examined_nothing and record.problems else record.scenarios
    started = milliseconds(record.started_at)
    yield from (_case(record, one, started) for one in begun)
    for problem in record.problems:
        yield _of_the_run(problem.text.en, problem.verdict, problem.text.en, started)
    for entry in record.gate.red if record.gate else ():
        name = f"baseline: {entry.waiver.name}"
        yield _of_the_run(name, Verdict.FAIL, standing(entry).en, started)


def identity(*parts: object) -> str:
    """Make an id of what it is about; the same parts give the same."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(("vodomer", *map(str, parts)))))


def milliseconds(at: str | None) -> int:
    """Read a time (ISO 8601) as milliseconds since 1970; 0 for none."""
    try:
        return round(datetime.fromisoformat((at or "").replace("Z", "+00:00")).timestamp() * 1000)
    except ValueError:
        return 0


def place(location: str) -> tuple[str, int] | None:
    """Split file and line; None for a check, which stands in no file of anybody's."""
    file, _, line = location.rpartition(":")
    known = line.isascii() and line.isdigit() and int(line) > 0
    return (file, int(line)) if known else None


def said(expected: str | None, actual: str | None, more: str | None) -> list[str]:
    """Say in lines what was expected, what was seen, and what else there is to say."""
    parts = {"expected": expected, "actual": actual, "": more}
    return [f"{name}: {text}" if name else text for name, text in parts.items() if text]


def _of_the_run(name: str, verdict: Verdict, text: str, started: int) -> Case:
    message = f"{verdict}\n{text}"
    trial = Trial(1, verdict, _STATUS.get(verdict, "broken"), message, started, 0)
    return Case(f"vodomer: {name}", name, "vodomer", (trial,))


def _case(record: RunRecord, one: Scenario, started: int) -> Case:
    why = waived(record, one)
    trials = []
    for tried in _attempts(one):
        last = tried.attempt == one.attempts
        trials.append(_trial(tried, started, why.en if why and last else ""))
        started += round(tried.duration_ms)
    return Case(one.id, one.name, one.feature or "vodomer", tuple(trials), bool(why), one)


def _attempts(one: Scenario) -> Iterable[Attempt]:
    """Give all attempts; the last one has the scenario's verdict, which may be milder."""
    shared = one.model_dump(include={"expected", "actual", "cause", "duration_ms", "verdict"})
    last = Attempt(
        attempt=one.attempts,
        message=one.remark,
        steps=one.steps,
        evidence=one.evidence,
        **shared,
    )
    return (*one.earlier, last)


def _trial(tried: Attempt, started: int, why: str) -> Trial:
    lines = said(tried.expected, tried.actual, tried.message)
    first = f"{tried.verdict}; {why}" if why else str(tried.verdict)
    passed = tried.verdict is Verdict.PASS
    return Trial(
        number=tried.attempt,
        verdict=tried.verdict,
        status="skipped" if why else _STATUS.get(tried.verdict, "broken"),
        message="\n".join(lines if passed else [first, *lines]),
        started=started,
        duration_ms=tried.duration_ms,
        steps=tried.steps,
        evidence=tried.evidence,
    )
