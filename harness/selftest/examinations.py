"""How is one target examined? By the very things that examine everybody's."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from harness.checks.application import checks_of
from harness.checks.application.certification import certify
from harness.checks.application.sample_application import OF_ROWS, reference_target
from harness.checks.application.target import SEE, ApplicationTarget
from harness.checks.application.target_draft import save
from harness.checks.runner import Options
from harness.checks.target_file import open_target
from harness.errors import VodomerError
from harness.record.judged_run import RUN_JSON, RunRecord, read_run_json
from harness.selftest.plan import APPLICATION, FLOW, HONEST, KnownBad, Plan

Examination = Callable[[Plan, KnownBad | None, Iterable[str]], list[RunRecord]]
"""Examines a target, None for the honest one, of which these demands are or may be broken."""
_LANES = "2"
"""Scenarios at once in one run: the runs themselves go side by side."""


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
    return certify(target, checks, options, lambda _check, _verdict: None)


EXAMINATIONS: dict[str, Examination] = {FLOW: documented_flow, APPLICATION: application}


def walk(plan: Plan, bad: KnownBad | None, agent: str, rows: list[str]) -> RunRecord:
    """Run `vodomer run` with these demands to its end, and read its record."""
    folder = plan.folder / (bad.id if bad else HONEST) / agent
    command = ["run", "--agent", agent, "--lanes", _LANES, "--plain", "--out", str(folder)]
    command += [word for row in rows for word in ("--only", row)]
    command += ["--defect", bad.id] if bad else []
    command += ["--browser", plan.browser] if plan.browser else []
    return record_of(command, folder)


def record_of(command: list[str], folder: Path) -> RunRecord:
    """Run a command of `vodomer` and read what it recorded.

    Raises VodomerError with the command's last words where it left no record.
    """
    ended = subprocess.run(
        [sys.executable, "-m", "harness", *command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if not (folder / RUN_JSON).exists():
        said = ended.stderr.strip().splitlines()[-1:] or ["it said nothing"]
        raise VodomerError(f"no record (exit {ended.returncode}): {said[0]}")
    return read_run_json(folder / RUN_JSON)
