"""What does something later, for all agents? One thread: one for each answer costs more than it.

An agent waits for two bounds with each answer and nearly always calls them off, so the thread
sleeps until the earliest bound that it knew of, and is woken for an earlier one only.
"""

from __future__ import annotations

import math
import sched
import threading
import time
from collections.abc import Callable
from contextlib import suppress


class Alarms:
    """Calls that are due at their time unless they are called off; none may raise or wait."""

    def __init__(self) -> None:
        self._due = sched.scheduler(time.monotonic)
        self._changed = threading.Condition()
        self._sleeps_until = math.inf
        self._thread: threading.Thread | None = None

    def after(self, seconds: float, call: Callable[[], object]) -> Callable[[], None]:
        """Have something called in so many seconds; gives what calls it off."""
        with self._changed:
            alarm = self._due.enter(seconds, 0, call)
            if self._thread is None:
                self._thread = threading.Thread(target=self._go, name="alarms", daemon=True)
                self._thread.start()
            elif alarm.time < self._sleeps_until:
                self._changed.notify()

        def call_off() -> None:
            with suppress(ValueError):  # it is being called
                self._due.cancel(alarm)

        return call_off

    def _go(self) -> None:
        while True:
            self._due.run(blocking=False)
            with self._changed:
                waiting = self._due.queue
                self._sleeps_until = waiting[0].time if waiting else math.inf
                self._changed.wait(self._sleeps_until - time.monotonic() if waiting else None)


ALARMS = Alarms()
