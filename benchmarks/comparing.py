"""What does it cost to compare two runs of many checks, from the command's start to its page?"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.machine import ended_children
from benchmarks.measured import Bound
from harness import catalogue
from harness.record.judged_run import write_run_json
from harness.record.rejudging import rejudge
from harness.tests.sample import Play, write_run

BOUND = Bound("CPU seconds to compare two runs of 1,000 checks", at_most=2.0)


def ending(rest: int) -> tuple[str, ...]:
    """Let a check fail where nothing is left over."""
    return ("pass",) if rest else ("fail", "what is required", "what was seen")


def written(folder: Path, checks: int, failing: int) -> Path:
    """Write a run, with pictures and exchanges, in which every so many-th check fails."""
    ids = list(catalogue.load())
    plays = [
        Play(f"check-{n}", f"Check {n}", f"F{n % 20}", (ids[n % len(ids)],), *ending(n % failing))
        for n in range(checks)
    ]
    write_run(folder, plays)
    write_run_json(rejudge(folder), folder)
    return folder


def main() -> bool:
    """Write, compare and print; tells whether the bound is kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checks", type=int, default=1000, help="how many a run has")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        runs = [written(Path(place) / str(bad), asked.checks, bad) for bad in (40, 50)]
        words = [*map(str, runs), "--format", "html", "--out", f"{place}/compared.html"]
        command = [sys.executable, "-m", "harness", "compare", *words]
        with ended_children() as cost:
            subprocess.run(command, check=True)
        print(f"{asked.checks} checks: {cost}")
    return BOUND.judge(cost.cpu)


if __name__ == "__main__":
    sys.exit(not main())
