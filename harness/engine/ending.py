"""How does a run end that was broken off: with a report of what ran, and in time?"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from harness.errors import VodomerError
from harness.record.evidence import Recorder
from harness.watching.stopping import STOP, end_at_once
from harness.watching.watchdog import DOG

Report = Callable[[], object]
REPORTS_WITHIN = 10.0
"""Seconds for the report of a run that nothing else could end."""


@contextmanager
def told_in_any_case(recorder: Recorder, report: Report) -> Iterator[None]:
    """Report what ran, too, where the run is broken off, by whatever."""
    with last_resort(recorder, report):
        try:
            yield
        except (KeyboardInterrupt, VodomerError):
            with STOP.deferred():
                report()
            raise


@contextmanager
def last_resort(recorder: Recorder, report: Report) -> Iterator[None]:
    """Let the watchdog end this process with a report, where it may and nothing else helps."""
    before = DOG.last_resort

    def end(why: str) -> None:
        threading.Thread(target=_tell, args=(recorder, report, why), daemon=True).start()
        _told.wait(REPORTS_WITHIN)
        end_at_once(why)

    DOG.last_resort = end if before else None
    try:
        yield
    finally:
        DOG.last_resort = before


_told = threading.Event()


def _tell(recorder: Recorder, report: Report, why: str) -> None:
    try:
        with suppress(Exception):
            recorder.emit("run.interrupted", reason=why)
            report()
    finally:
        _told.set()
