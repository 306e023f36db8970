"""What does a person at a terminal see while scenarios run? All of it goes to standard error."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from harness import catalogue
from harness.engine.plugin import PLAN
from harness.record.judged_run import RunRecord, Scenario
from harness.record.verdict import Verdict, gravest, softened

MARKS = {
    "pass": ("✓", "green"),
    "warn": ("!", "yellow"),
    "fail": ("✗", "red"),
    "error": ("✗", "magenta"),
    "incomplete": ("✗", "magenta"),
    "skip": ("-", "yellow"),
    "not_applicable": ("·", "dim"),
}


class Progress:
    """A pytest plug-in that shows each scenario as it ends and the verdict so far."""

    def __init__(self, folder: Path, *, plain: bool = False) -> None:
        self.console = Console(
            stderr=True, no_color=True if plain else None, highlight=False, soft_wrap=plain
        )
        self.folder = folder
        self.seen: set[Verdict] = set()
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

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Show a feature or step file that cannot be read."""
        if report.failed:
            self.console.print(report.longreprtext, markup=False, soft_wrap=True)

    def pytest_internalerror(self, excrepr: object) -> None:
        """Show a mistake of ours in full: it must be reported."""
        self.console.print(str(excrepr), markup=False, soft_wrap=True)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Say how much there is to do."""
        self.begin(len(session.config.stash[PLAN]))

    def begin(self, total: int) -> None:
        """Say how many scenarios, or checks, there are to do."""
        self.total = total
        self.console.print(f"{total} scenarios; the record grows in {self.folder}", markup=False)
        self.bar.start()
        self.task = self.bar.add_task("starting", total=total)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Show a scenario that ended."""
        facts = dict(report.user_properties)
        if report.when == "call" and "verdict" in facts:
            self.show(str(facts["verdict"]), str(facts["scenario"]), str(facts["requirements"]))

    def show(self, verdict: str, scenario: str, requirements: str) -> None:
        """Show how a scenario ended; what proves recommendations only warns."""
        rows = catalogue.load()
        levels = [rows[id].level for id in requirements.split() if id in rows]
        judged = softened(Verdict(verdict), levels)
        self.seen.add(judged)
        mark, style = MARKS[judged]
        self.console.print(f"[{style}]{mark}[/] ", end="")
        self.console.print(f"{scenario}  {requirements}", markup=False, soft_wrap=True)
        self.bar.update(self.task, advance=1, description=f"so far: {gravest(self.seen)}")

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Say in one line why the run was broken off."""
        self.bar.stop()
        reason = getattr(excinfo.value, "msg", "") or "stopped; what ran so far is recorded"
        self.console.print(f"vodomer: {reason}", markup=False, style="red", soft_wrap=True)

    def conclude(self, record: RunRecord | None) -> None:
        """Show the verdict, each failure with how to run it again, and the report's path."""
        self.bar.stop()
        if record is None:
            return
        for scenario in record.scenarios:
            if scenario.verdict.is_trouble:
                self._explain(scenario)
        ended = Counter(str(one.verdict) for one in record.scenarios)
        counts = ", ".join(f"{number} {word}" for word, number in sorted(ended.items()))
        style = "green" if record.exit_code == 0 else "red"
        self.console.print(
            f"\nverdict: {record.verdict} (exit {record.exit_code}); {counts}", style=style
        )
        self.console.print(f"report:  {self.folder / 'report.html'}", markup=False, soft_wrap=True)

    def _explain(self, scenario: Scenario) -> None:
        mark, style = MARKS[scenario.verdict]
        self.console.print(f"\n{mark} {scenario.id}", markup=False, style=style)
        sides = (("expected", scenario.expected), ("actual", scenario.actual))
        for title, text in (*sides, ("message", scenario.message)):
            if text is not None and not (title == "message" and scenario.expected):
                line = f"  {title}: {text or 'nothing'}"[:1000]
                self.console.print(line, markup=False, soft_wrap=True)
        self.console.print(f"  again:    {scenario.rerun}", markup=False, soft_wrap=True)
