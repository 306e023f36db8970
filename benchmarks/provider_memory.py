"""How much more memory does the provider hold after 10,000 flows than after 100?

The store has no name and all settings are the default ones: what a flow leaves behind has not
ended by the end (codes live five minutes, tokens an hour, sessions eight), so the store grows.
"""

from __future__ import annotations

import argparse
import sys

import psutil

from benchmarks.measured import Bound
from benchmarks.peer import Running, ours
from benchmarks.visitor import Visitor, enrol

BOUND = Bound("memory after many flows / after 100", at_most=1.2)
FEW, MANY = 100, 10_000


def main() -> bool:
    """Measure and print; tells whether the bound is kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flows", type=int, default=MANY, help=f"how many; default {MANY}")
    flows = parser.parse_args().flows
    with ours().running() as provider:
        enrol(provider)
        with Visitor(provider) as visitor:
            held = []
            for number in range(1, flows + 1):
                visitor.come_anew()
                if number in (FEW, flows) or number % 1000 == 0:
                    held.append(memory_of(provider))
                    print(f"after {number} flows: {held[-1]:.1f} MiB", flush=True)
    return BOUND.judge(held[-1] / held[0])


def memory_of(provider: Running) -> float:
    """Return what the process alone holds, in MiB."""
    return float(psutil.Process(provider.process.pid).memory_full_info().uss / 2**20)


if __name__ == "__main__":
    sys.exit(not main())
