"""How is one target examined? By the very command that examines everybody's."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import harness
from harness.errors import ConfigurationError, VodomerError
from harness.record import RUN_JSON, RunRecord, read_run_json
from harness.selftest.plan import APPLICATION, FLOW, HONEST, KnownBad, Plan

Examination = Callable[[Plan, KnownBad | None, Iterable[str]], list[RunRecord]]
"""Examines a target, None for the honest one, of which these demands are or may be broken."""
SAMPLE = Path(harness.__file__).parent / "reference" / "application" / "target.toml"
"""The target file of the honest sample application."""
_START = re.compile(r"^start = (\[.*)\]$", re.MULTILINE)
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
    """Have `vodomer certify` examine the sample application by its target file."""
    folder = plan.folder / (bad.id if bad else HONEST) / "application"
    rows = [row for row in plan.rows(APPLICATION, broken) if row in plan.checked]
    command = ["certify", str(written(folder, bad)), "--agent", plan.agent, "--lanes", _LANES]
    return [record_of([*command, *shared(plan, folder, rows)], folder)]


def written(folder: Path, bad: KnownBad | None) -> Path:
    """Write the sample application's target file, with a defect in the command that starts it."""
    options = f', "--defect", "{bad.id}"' if bad else ""
    text, found = _START.subn(rf"start = \1{options}]", SAMPLE.read_text(encoding="utf-8"))
    if found != 1:
        raise ConfigurationError(f"{SAMPLE}: process.start is not one list on a line")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SAMPLE.name).write_text(text, encoding="utf-8")
    return folder / SAMPLE.name


EXAMINATIONS: dict[str, Examination] = {FLOW: documented_flow, APPLICATION: application}


def walk(plan: Plan, bad: KnownBad | None, agent: str, rows: list[str]) -> RunRecord:
    """Run `vodomer run` with these demands to its end, and read its record."""
    folder = plan.folder / (bad.id if bad else HONEST) / agent
    command = ["run", "--agent", agent, "--lanes", _LANES, *shared(plan, folder, rows)]
    return record_of([*command, *(["--defect", bad.id] if bad else [])], folder)


def shared(plan: Plan, folder: Path, rows: list[str]) -> list[str]:
    """Give the options that both commands have."""
    options = ["--plain", "--out", str(folder)]
    options += [word for row in rows for word in ("--only", row)]
    return options + (["--browser", plan.browser] if plan.browser else [])


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
