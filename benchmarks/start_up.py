"""What does a command cost before it has done anything, beside a bare start of Python?

CPU of the command and of all that it has started. Both bounds are what is needed on the machine
that they were measured on (a bare start takes 15 ms there): 0.3 s of help, 2 s of one scenario.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.machine import ended_children
from benchmarks.measured import Bound

ROUNDS = 7
STARTS = 10
"""Bare starts that are measured as one: a single one is over before the clock has moved much."""
HELP = Bound("vodomer --help / a bare Python", at_most=20)
RUN = Bound("vodomer run --only ACT-11 --agent http / a bare Python", at_most=133)


def main() -> bool:
    """Measure and print; tells whether both bounds are kept."""
    shown, ran = [], []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(ROUNDS + 1):
            bare = sum(cpu("-c", "pass") for _ in range(STARTS)) / STARTS
            out = str(Path(folder) / str(number))
            words = ("run", "--only", "ACT-11", "--agent", "http", "--out", out)
            ratios = cpu("-m", "harness", "--help") / bare, cpu("-m", "harness", *words) / bare
            if number:  # the first ones compile
                shown.append(ratios[0])
                ran.append(ratios[1])
    kept = [HELP.judge(median(shown)), RUN.judge(median(ran))]
    return all(kept)


def cpu(*arguments: str) -> float:
    """Give the seconds of CPU that Python and its children take with these arguments."""
    with ended_children() as cost:
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    return cost.cpu


if __name__ == "__main__":
    sys.exit(not main())
