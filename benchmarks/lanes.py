"""How much sooner is a browser run over with automatic lanes than with one?"""

from __future__ import annotations

import sys

from benchmarks.measured import Bound, Pairs
from benchmarks.whole_run import options, whole_run

BOUND = Bound("one lane / automatic lanes", at_least=1.4)


def main() -> bool:
    """Measure and print; tells whether the bound is kept."""
    asked = options(__doc__)
    pairs = Pairs("one lane", "automatic lanes")
    for _ in range(asked.rounds):
        pairs.add(
            whole_run(asked.only, "--lanes", "1").cost,
            whole_run(asked.only, "--lanes", "auto").cost,
        )
    return pairs.report(BOUND)


if __name__ == "__main__":
    sys.exit(not main())
