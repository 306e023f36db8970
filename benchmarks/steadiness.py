"""How many whole runs in a row come to the same end? Each must be a pass, or the row is broken."""

from __future__ import annotations

import argparse
import sys

from benchmarks.measured import Bound
from benchmarks.whole_run import whole_run

BOUND = Bound("whole runs in a row without a flake", at_least=20)


def main() -> bool:
    """Run and print; tells whether the row is long enough. What is no pass ends it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20, help="how many runs")
    parser.add_argument("more", nargs="*", metavar="OPTION", help="of vodomer run, after --")
    asked = parser.parse_args()
    row = 0
    while row < asked.runs and whole_run([], *asked.more).record["verdict"] == "pass":
        row += 1
    return BOUND.judge(row)


if __name__ == "__main__":
    sys.exit(not main())
