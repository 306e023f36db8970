"""How does a wish to stop (Ctrl-C, SIGTERM) reach us, wherever we are, and when is it too late?

It raises KeyboardInterrupt in the main thread, as usual. Where something swallows that, the wish
stays known; and whatever blocks us, the watchdog ends the process in time.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, NoReturn

from harness.errors import VodomerError
from harness.watching import system
from harness.watching.watchdog import DOG

EXIT_CODE = 130
"""How a command ends that was asked to stop."""
STOPS_WITHIN = 25.0
"""Seconds in which everything has ended then, with a report of what ran."""
SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Stopped(KeyboardInterrupt):
    """Somebody wants us to stop.

    Of KeyboardInterrupt itself Python remembers that it passed some `exec`, such as a dataclass's,
    and kills itself in the end, whatever our exit code.
    """


@dataclass(frozen=True)
class TimeLimit:
    """How long something may take, and what is said of it when that is over."""

    seconds: float
    why: str


class StopWish:
    """Whether somebody wants us to stop, and whether this is a moment to do so."""

    wanted = False
    why = "asked to stop"
    told = "stopped"
    """What a person who looks on is told."""
    _code = EXIT_CODE
    _deferred = 0

    def listen(self) -> None:
        """Hear the signals, also where a shell lets Ctrl-C be ignored."""
        for one in SIGNALS:
            signal.signal(one, self._hear)

    def _hear(self, _number: int, _frame: Any) -> None:
        if not self.wanted:
            DOG.expect_end("stopping", STOPS_WITHIN)
        self.wanted = True
        if not self._deferred:
            self._raise()

    @contextmanager
    def within(self, limit: TimeLimit | None) -> Iterator[None]:
        """Stop what has not ended in time, as if somebody wanted it; None sets no limit.

        What has no more to do than to be written down has ended.
        """
        if limit is None:
            yield
            return

        def over(number: int, frame: Any) -> None:
            if not (self._deferred or self.wanted):
                self.why = self.told = limit.why
                self._code = VodomerError.exit_code
                self._hear(number, frame)

        signal.signal(signal.SIGALRM, over)
        signal.setitimer(signal.ITIMER_REAL, limit.seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def heed(self) -> None:
        """Stop where somebody wants it and something has swallowed the wish."""
        if self.wanted:
            self._raise()

    @contextmanager
    def deferred(self) -> Iterator[None]:
        """Do something to its end, such as writing a report, before the wish is heard."""
        self._deferred += 1
        try:
            yield
        finally:
            self._deferred -= 1

    def code(self, code: Any) -> Any:
        """Give the exit code of a command: its own, or that of one that had to stop."""
        return self._code if self.wanted else code

    def _raise(self) -> NoReturn:
        raise Stopped(self.why)


STOP = StopWish()
"""The one of this process."""


def end_at_once(why: str) -> None:
    """End this process, and all that it has started, with no word more than this one."""
    with suppress(OSError, ValueError):
        sys.stderr.write(f"vodomer: {why}; ended with all that was started\n")
        sys.stderr.flush()
    system.kill(system.descendants(os.getpid()))
    os._exit(STOP.code(VodomerError.exit_code))
