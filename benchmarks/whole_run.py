"""What does one `vodomer run` cost, as a command with everything it starts?"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.machine import Cost, adopt_orphans, ended_children

VERDICTS = (0, 3)
"""Exit codes of runs that came to an end: all well, or something that is required failed."""


@dataclass(frozen=True)
class WholeRun:
    """A run that has ended: its cost and its `run.json`."""

    cost: Cost
    record: dict[str, Any]

    @property
    def seconds(self) -> dict[str, float]:
        """Give how long each scenario took that said something."""
        return {
            scenario["id"]: scenario["duration_ms"] / 1000
            for scenario in self.record["scenarios"]
            if scenario["verdict"] != "not_applicable"
        }


def options(question: str | None) -> argparse.Namespace:
    """Read which scenarios are run, and how often."""
    parser = argparse.ArgumentParser(description=question)
    parser.add_argument("only", nargs="*", metavar="ID", help="only these; default: all")
    parser.add_argument("--rounds", type=int, default=1, help="how often both are run in turn")
    return parser.parse_args()


def whole_run(only: list[str], *more: str) -> WholeRun:
    """Run the scenarios with these options and measure the whole command."""
    adopt_orphans()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "run"
        command = [sys.executable, "-m", "harness", "run", "--plain", "--out", str(out), *more]
        command += [word for wanted in only for word in ("--only", wanted)]
        with ended_children() as cost:
            ended = subprocess.run(command, stderr=subprocess.PIPE, text=True)
        if ended.returncode not in VERDICTS:
            raise SystemExit(f"vodomer run {' '.join(more)}: {ended.stderr[-2000:]}")
        record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    counts = record["counts"]["scenarios"].items()
    said = ", ".join(f"{number} {verdict}" for verdict, number in counts if number)
    print(f"vodomer run {' '.join(more)}: {cost}; {said}", flush=True)
    return WholeRun(cost, record)
