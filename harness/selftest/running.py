"""How are all targets of a self-test examined side by side, and what comes of it as a whole?"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any

from harness.plurals import counted
from harness.record.rerun import with_only
from harness.record.verdict import Verdict, exit_code, roll_up
from harness.selftest.outcome import Caught, Findings, conforming_verdict
from harness.selftest.plan import KnownBad, Plan
from harness.selftest.worker import begin, examine

Show = Callable[[str, str, Verdict, str], None]
"""Tells somebody who looks on: target, requirement, verdict, and what was found."""


@dataclass(frozen=True)
class Table:
    """The result: the conforming targets by profile, and every known-bad one."""

    scope: str
    complete: bool
    conforming: dict[str, Findings]
    defects: tuple[Caught, ...]
    seconds: float

    @property
    def verdict(self) -> Verdict:
        """Give the gravest of all targets' verdicts."""
        conforming = [conforming_verdict(findings) for findings in self.conforming.values()]
        return roll_up([*conforming, *(caught.verdict for caught in self.defects)])

    @property
    def exit_code(self) -> int:
        """Give what the command ends with: 0, 3 (not as declared) or 4 (no verdict)."""
        return exit_code(self.verdict)

    def as_dict(self) -> dict[str, Any]:
        """Give the table as `vodomer selftest --json` prints it."""
        return {
            "schema": "vodomer.selftest/1",
            "verdict": str(self.verdict),
            "exit_code": self.exit_code,
            "scope": self.scope,
            "complete": self.complete,
            "seconds": round(self.seconds, 1),
            "honest": {name: str(conforming_verdict(one)) for name, one in self.conforming.items()},
            "defects": [caught.as_dict() for caught in self.defects],
        }


def examine_all(plan: Plan, targets: Iterable[KnownBad], show: Show, *, complete: bool) -> Table:
    """Examine the conforming targets and all known-bad ones side by side.

    Each examination has a provider of its own, so that none disturbs another.

    Raises ConfigurationError for a defect that no kind of target can show.
    """
    started, defects = time.monotonic(), list(targets)
    kinds = {bad.id: plan.profiles_of(bad) for bad in defects}
    conforming: dict[str, Findings] = {}
    caught: dict[str, Caught] = {}
    with _processes() as pool:
        waiting: dict[Future[Findings], str | KnownBad] = {}
        for profile in dict.fromkeys(name for names in kinds.values() for name in names):
            broken = [bad.breaks for bad in defects if profile in kinds[bad.id]]
            waiting[pool.submit(examine, plan, [profile], None, broken)] = profile
        for bad in defects:
            waiting[pool.submit(examine, plan, kinds[bad.id], bad, [bad.breaks])] = bad
        for ended, findings in completed(waiting):
            if isinstance(ended, KnownBad):
                caught[ended.id] = Caught(ended, findings, with_only(plan.rerun, ended.id))
                show(ended.id, ended.breaks, caught[ended.id].verdict, summary_of(findings))
            else:
                conforming[ended] = findings
                show(
                    f"conforming ({ended})", "", conforming_verdict(findings), summary_of(findings)
                )
    table = tuple(caught[bad.id] for bad in defects)
    return Table(plan.scope, complete, conforming, table, time.monotonic() - started)


def completed(
    waiting: dict[Future[Findings], str | KnownBad],
) -> Iterator[tuple[str | KnownBad, Findings]]:
    """Give each target as it ends; whoever breaks off lets nothing more begin."""
    try:
        for work in as_completed(waiting):
            yield waiting[work], _result(work)
    except BaseException:
        for work in waiting:
            work.cancel()
        for process in multiprocessing.active_children():
            process.terminate()
        raise


def _result(work: Future[Findings]) -> Findings:
    try:
        return work.result()
    except BrokenProcessPool:
        return Findings(problem="the process that examined it was killed")


def _processes() -> ProcessPoolExecutor:
    """Start processes that examine one target after the other; what is loaded is loaded once.

    Two a core: many checks wait for a slow provider.
    """
    return ProcessPoolExecutor(
        2 * (os.cpu_count() or 1), multiprocessing.get_context("spawn"), begin
    )


def summary_of(findings: Findings) -> str:
    """Say in a line what was found."""
    words = ("failed", "warned", "unknown", "skipped")
    parts = {word: getattr(findings, word) for word in words}
    said = [f"{word} {', '.join(ids)}" for word, ids in parts.items() if ids]
    return (
        findings.problem
        or "; ".join(said)
        or f"{counted(findings.examined, 'requirement')} examined, all hold"
    )
