"""How does a process examine one target after the other, and how does it end before its time?

A wish to stop breaks off what is examined, so that what it has started is ended, too; then the
process is gone, whatever else it was to do. The same holds when the self-test itself is killed.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from multiprocessing.connection import wait
from multiprocessing.util import Finalize
from types import FrameType

from harness.errors import VodomerError
from harness.selftest.examinations import EXAMINATIONS, FORKS
from harness.selftest.outcome import Findings, findings_of
from harness.selftest.plan import KnownBad, Plan

STOPPED = VodomerError.exit_code


class _Stop:
    """Hears wishes to stop; the first one counts."""

    wanted = False
    busy = False

    def hear(self, _number: int, _frame: FrameType | None) -> None:
        """Break off what is examined, or end at once where nothing is."""
        if self.wanted:
            return
        self.wanted = True
        if not self.busy:
            os._exit(STOPPED)
        raise KeyboardInterrupt


_stop = _Stop()


def begin() -> None:
    """Make this process one that examines: it heeds signals and ends with the self-test."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop.hear)
    Finalize(_stop, FORKS.stop, exitpriority=1)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)


def examine(plan: Plan, profiles: list[str], bad: KnownBad | None, broken: list[str]) -> Findings:
    """Examine a target as these kinds; what goes wrong on our side becomes its finding."""
    _stop.busy = True
    try:
        return findings_of(
            record for name in profiles for record in EXAMINATIONS[name](plan, bad, broken)
        )
    except VodomerError as problem:
        return Findings(problem=str(problem))
    finally:
        if _stop.wanted:
            os._exit(STOPPED)
        _stop.busy = False
