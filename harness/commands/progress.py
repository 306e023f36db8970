"""What does a person at a terminal see while scenarios run? All of it goes to standard error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.text import Text

from harness import catalogue
from harness.engine.session import PLAN
from harness.errors import VodomerError
from harness.plurals import counted
from harness.record.judged_run import RunRecord, Scenario
from harness.record.verdict import Verdict, gravest, softened
from harness.render.gate import said_of, waived
from harness.render.words import beyond_standards, part, words
from harness.watching.stopping import STOP
from harness.words import Words

MARKS = {
    "pass": ("✓", "green"),
    "warn": ("!", "yellow"),
    "fail": ("✗", "red"),
    "flaky": ("✗", "red"),
    "error": ("✗", "magenta"),
    "incomplete": ("✗", "magenta"),
    "skip": ("-", "yellow"),
    "not_applicable": ("·", "dim"),
}

Rows = Mapping[str, catalogue.Requirement]
_AS_IT_IS: dict[str, Any] = {"markup": False, "soft_wrap": True}
"""How Rich prints what may hold brackets, and what is copied from the terminal in one line."""


class Progress:
    """A pytest plug-in that shows each scenario as it ends and the verdict so far."""

    def __init__(self, folder: Path, *, plain: bool = False, rows: Rows | None = None) -> None:
        self.console = Console(
            stderr=True, no_color=True if plain else None, highlight=False, soft_wrap=plain
        )
        self.folder = folder
        self.rows = rows
        """The requirements that may be named; None for those of the catalogue."""
        self.seen: set[Verdict] = set()
        self.ended = self.total = 0
        self.live = self.console.is_terminal and not plain
        self.bar = Bar(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self.console,
            transient=True,
            disable=not self.live,
        )
        self.task = self.bar.add_task("starting", start=False, total=None)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Show a feature or step file that cannot be read."""
        if report.failed:
            self.console.print(report.longreprtext, markup=False, soft_wrap=True)

    def pytest_internalerror(self, excrepr: object) -> None:
        """Show a mistake of ours in full: it must be reported."""
        self.console.print(str(excrepr), markup=False, soft_wrap=True)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Say how much there is to do."""
        if plan := session.config.stash[PLAN]:  # none where the session is refused
            self.begin(len(plan), "scenario")

    def begin(self, total: int, noun: str) -> None:
        """Say how many scenarios, or checks, there are to do."""
        said = f"{counted(total, noun)}; the record grows in {self.folder}"
        self.console.print(said, markup=False, soft_wrap=True)
        self.total = total
        self.bar.start()
        self.bar.update(self.task, total=total)
        self.bar.start_task(self.task)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Show a scenario that ended."""
        facts = dict(report.user_properties)
        if report.when == "call" and "verdict" in facts and not facts["again"]:
            self.show(str(facts["verdict"]), str(facts["scenario"]), str(facts["requirements"]))

    def show(self, verdict: str, scenario: str, requirements: str) -> None:
        """Show how a scenario ended; what proves recommendations only warns."""
        rows = catalogue.load() if self.rows is None else self.rows
        levels = [rows[id].level for id in requirements.split() if id in rows]
        judged = softened(Verdict(verdict), levels)
        self.seen.add(judged)
        mark, style = MARKS[judged]
        self.ended += 1
        done = "" if self.live else f"  ({self.ended} of {self.total})"
        line = Text.assemble((mark, style), f" {scenario}  {requirements}", (done, "dim"))
        self.console.print(line, soft_wrap=True)  # in one go: the bar is drawn between two
        self.bar.update(self.task, advance=1, description=f"so far: {gravest(self.seen)}")

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Say in one line why the run was broken off."""
        self.bar.stop()
        reason = getattr(excinfo.value, "msg", "") or f"{STOP.told}; what ran so far is recorded"
        self.console.print(f"vodomer: {reason}", markup=False, style="red", soft_wrap=True)

    def stopped(self, resume: str = "") -> None:
        """Say what is kept of a run that was stopped, and how it goes on, where it can."""
        self.bar.stop()
        kept = (
            f"{self.ended} of {self.total} are recorded; {self.folder / 'report.html'} tells them"
        )
        self.console.print(f"\n{STOP.told}: {kept}", **_AS_IT_IS)
        self.tell_how_to_go_on(resume)

    def tell_how_to_go_on(self, resume: str) -> None:
        """Name the command by which a run that was stopped goes on; empty where there is none."""
        if resume:
            self.console.print(f"  go on:  {resume}", **_AS_IT_IS)

    @contextmanager
    def telling_where(self) -> Iterator[None]:
        """Say where the report is of a run that an error breaks off, before that error is told."""
        try:
            yield
        except VodomerError:
            self.bar.stop()
            if (report := self.folder / "report.html").exists():
                self.console.print(f"report:  {report}", **_AS_IT_IS)
            raise

    def conclude(self, record: RunRecord | None, code: int = 0) -> None:
        """Show the verdict, each failure with how to run it again, and the report's path."""
        self.bar.stop()
        if record is None:
            self._confess(code)
            return
        advised: set[str] = set()
        for scenario in record.scenarios:
            if scenario.verdict.is_trouble:
                self._explain(scenario, waived(record, scenario), advised)
        ended = Counter(str(one.verdict) for one in record.scenarios)
        counts = ", ".join(f"{number} {word}" for word, number in sorted(ended.items()))
        style = "green" if record.exit_code == 0 else "red"
        said = [f"verdict: {record.verdict} (exit {record.exit_code})", counts]
        said += [f"part: {looked_at.en}"] if (looked_at := part(record)) else []
        self.console.print(f"\n{'; '.join(said)}", style=style, soft_wrap=True)
        for line in said_of(record.gate) if record.gate else ():
            self.console.print(line.en, style=style, **_AS_IT_IS)
        if told := beyond_standards(record):
            self.console.print(told.en, style="yellow", **_AS_IT_IS)
        if record.opens == ():
            why = words()["certificate-no-second-look"].en
            self.console.print(f"not examined: {why}", style="yellow", **_AS_IT_IS)
        self.console.print(f"report:  {self.folder / 'report.html'}", markup=False, soft_wrap=True)

    def _confess(self, code: int) -> None:
        """Say that there is no verdict; another exit code has said why it ended on purpose."""
        if code == VodomerError.exit_code:
            reason = "the run did not get far enough to be judged"
            self.console.print(f"no verdict (exit {code}): {reason}", style="red", soft_wrap=True)

    def _explain(self, scenario: Scenario, waived: Words | None, advised: set[str]) -> None:
        """Say what must be, what was seen, and what to do unless that was said before."""
        mark, style = MARKS[scenario.verdict]
        cited = " ".join(scenario.requirements) + (" (own rule)" if scenario.own_rule else "")
        named = f": {scenario.name}" if scenario.name else ""
        self.console.print(
            f"\n{mark} {scenario.id}  {cited}{named}"[:1000], style=style, **_AS_IT_IS
        )
        sided = scenario.expected is not None or scenario.actual is not None
        fix = scenario.fix.en if scenario.fix else None
        for title, text in (
            ("checked" if sided else "message", scenario.remark or None),
            ("expected", scenario.expected),
            ("actual", scenario.actual),
            ("to do", None if fix in advised else fix),
        ):
            if text is not None:
                self.console.print(f"  {title + ':':9} {text or 'nothing'}"[:1000], **_AS_IT_IS)
        advised |= {fix} if fix else set()
        if waived:
            self.console.print(f"  waived:   {waived.en}"[:1000], style="yellow", **_AS_IT_IS)
        self.console.print(f"  again:    {scenario.rerun}", **_AS_IT_IS)
