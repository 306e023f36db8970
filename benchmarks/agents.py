"""How much sooner is the same said by plain HTTP than by a browser, one scenario at a time?

A run by plain HTTP leaves out what needs a screen. The time that the browser took for those
scenarios is taken off its run, so that both have done the same.
"""

from __future__ import annotations

import sys
from dataclasses import replace

from benchmarks.machine import Cost
from benchmarks.measured import Bound, Pairs
from benchmarks.whole_run import WholeRun, options, whole_run

BOUND = Bound("plain HTTP / browser, the same scenarios", at_most=0.1)


def main() -> bool:
    """Measure and print; tells whether the bound is kept."""
    asked = options(__doc__)
    pairs = Pairs("plain HTTP", "browser")
    whole_run(["ACT-06"], "--agent", "http")  # so that the first does not compile for the second
    for _ in range(asked.rounds):
        http = whole_run(asked.only, "--lanes", "1", "--agent", "http")
        browser = whole_run(asked.only, "--lanes", "1", "--agent", "browser")
        pairs.add(http.cost, without(browser, browser.seconds.keys() - http.seconds.keys()))
    return pairs.report(BOUND)


def without(run: WholeRun, scenarios: set[str]) -> Cost:
    """Give the cost of a run as if it had not had these scenarios, CPU in proportion."""
    left = run.cost.wall - sum(run.seconds[scenario] for scenario in scenarios)
    print(f"without {len(scenarios)} scenarios that need a screen: {left:.2f} s")
    return replace(run.cost, wall=left, cpu=run.cost.cpu * left / run.cost.wall)


if __name__ == "__main__":
    sys.exit(not main())
