"""How is one target examined? By the very things that examine everybody's."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable

import pytest

from harness.checks.application import checks_of
from harness.checks.application.certification import certify
from harness.checks.application.sample_application import OF_ROWS, reference_target
from harness.checks.application.target import SEE, ApplicationTarget
from harness.checks.application.target_draft import save
from harness.checks.runner import Options
from harness.checks.target_file import open_target
from harness.engine import plugin
from harness.engine.pytest_session import run_scenarios
from harness.errors import VodomerError
from harness.processes.forks import Forks
from harness.record.judged_run import RunRecord
from harness.selftest.plan import APPLICATION, FLOW, HONEST, KnownBad, Plan

Examination = Callable[[Plan, KnownBad | None, Iterable[str]], list[RunRecord]]
"""Examines a target, None for the honest one, of which these demands are or may be broken."""
_LANES = "1"
"""Scenarios at once in one run: the runs themselves go side by side."""
FORKS = Forks(many=True)
"""What all providers and references of this process are forked from; they end with it."""


class Given:
    """A pytest plug-in that hands on what is forked from, and keeps why a session was ended."""

    reason = "it said nothing"

    def pytest_configure(self, config: pytest.Config) -> None:
        """Hand on what is forked from."""
        config.stash[plugin.FORKS] = FORKS

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Keep why the session was ended."""
        self.reason = str(excinfo.value)


def documented_flow(plan: Plan, bad: KnownBad | None, broken: Iterable[str]) -> list[RunRecord]:
    """Walk through the documented flow; what needs a screen, by a browser and for itself only."""
    looked_at = set(broken)
    rows = [row for row in plan.rows(FLOW, looked_at) if plan.proofs(row)]
    records = [walk(plan, bad, plan.agent, rows)]
    screens = [row for row in rows if row in looked_at and plan.needs_screen(row)]
    if screens and plan.agent != "browser":
        records.append(walk(plan, bad, "browser", screens))
    return records


def application(plan: Plan, bad: KnownBad | None, broken: Iterable[str]) -> list[RunRecord]:
    """Examine the sample application as `vodomer certify` does, in the kind a defect shows in.

    The honest one is examined in the usual kind, and in each other kind for the rows it is for.
    """
    looked_at = set(broken)
    rows = set(plan.rows(APPLICATION, looked_at))
    if bad is not None:
        return [certified(plan, bad.id, reference_target(bad.id), rows)]
    records = [certified(plan, HONEST, reference_target(), rows)]
    for row in sorted(looked_at & set(OF_ROWS)):
        records.append(
            certified(plan, f"{HONEST}/{row}", reference_target(kind=OF_ROWS[row]), {row})
        )
    return records


def certified(plan: Plan, name: str, target: ApplicationTarget, rows: set[str]) -> RunRecord:
    """Run the checks that prove these demands against an application."""
    checks = [check for check in checks_of(APPLICATION).values() if check.requirement in rows]
    folder = plan.folder / name
    file = folder / "target.toml"  # so that the record's commands find the target again
    save(target, file)
    options = Options(
        out=folder / "application",
        target=file,
        target_sha256=open_target(file, SEE).sha256,
        agent=plan.agent,
        browser=plan.browser,
        filtered=plan.scope != "all",
    )
    return certify(target, checks, options, lambda _check, _verdict: None, FORKS)


EXAMINATIONS: dict[str, Examination] = {FLOW: documented_flow, APPLICATION: application}


def walk(plan: Plan, bad: KnownBad | None, agent: str, rows: list[str]) -> RunRecord:
    """Run what `vodomer run` runs with these demands, and read its record.

    Raises VodomerError where it left none.
    """
    folder = plan.folder / (bad.id if bad else HONEST) / agent
    options = ["--agent", agent, "--lanes", _LANES, "--out", str(folder)]
    options += [word for row in rows for word in ("--only", row)]
    options += ["--defect", bad.id] if bad else []
    options += ["--browser", plan.browser] if plan.browser else []
    given = Given()
    command = shlex.join(["vodomer", "run", *options])
    code, record = run_scenarios([*options, "--command-line", command], folder, [given])
    if record is None:
        raise VodomerError(f"no record (exit {code}): {given.reason}")
    return record
