"""What do the linked lines of a record and the watchdog cost an examination over plain HTTP?

The sample application is examined with both, and in turn without: nothing is linked, nothing is
watched. `--rounds N` repeats.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path
from unittest.mock import patch

from benchmarks.examination import show
from benchmarks.machine import Cost, living_tree
from benchmarks.measured import Bound, Pairs
from harness.checks.application import checks_of
from harness.checks.application.certification import certify
from harness.checks.application.sample_application import reference_target
from harness.checks.runner import Options
from harness.record.verdict import Verdict
from harness.watching.watchdog import Watchdog

BOUND = Bound("with links and watchdog / without", at_most=1.03)
ROUNDS = 5


@contextmanager
def unguarded() -> Iterator[None]:
    """Link no line, and watch nothing."""
    with ExitStack() as without:
        without.enter_context(patch("harness.record.evidence.digest", lambda _line: ""))
        without.enter_context(patch("harness.record.judged_run.chain.broken", lambda *_: 0))
        without.enter_context(patch.object(Watchdog, "watch", lambda *_: nullcontext()))
        without.enter_context(patch.object(Watchdog, "looking", lambda *_: lambda: None))
        yield


def examined() -> Cost:
    """Examine the sample application; SystemExit where not all is in order."""
    with tempfile.TemporaryDirectory() as folder, living_tree() as cost:
        checks = [*checks_of("application").values()]
        record = certify(reference_target(), checks, Options(Path(folder), agent="http"), show)
    verdicts = {one.verdict for one in record.scenarios}
    if not verdicts <= {Verdict.PASS, Verdict.NOT_APPLICABLE}:
        raise SystemExit(f"guards: not all passed: {', '.join(verdicts)}")
    return cost


def main() -> bool:
    """Measure and print; tells whether the bound is kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args()
    pairs = Pairs("with", "without")
    examined()  # the first loads what both use
    for _ in range(asked.rounds):
        guarded = examined()
        with unguarded():
            pairs.add(guarded, examined())
    return pairs.report(BOUND)


if __name__ == "__main__":
    sys.exit(not main())
