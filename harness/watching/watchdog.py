"""How does what takes too long come to an end, whatever it is blocked in?

Time-outs that live in the loop that they guard die with it. The watchdog is a thread of its own
that only sleeps, looks at the system and sends signals. What it ends are children of ours, such as
the browser, so that the call that waits for them fails; if even that does not help, it ends us.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TypeVar

from harness.watching import system

Kept = TypeVar("Kept")
Act = Callable[[], object]
TICK = 0.25
"""Seconds between two looks; a look costs microseconds."""
LONG_TICK = 2.0
"""Seconds that count at most for one tick: while we ourselves are held, no time passes."""
HELD = 3.0
"""Seconds for which a part of ours may be stopped by a signal before it counts as lost."""
AGAIN = 5.0
"""Seconds after which what did not help is done once more."""
LAST = 15.0
"""Seconds that what hangs has to end by itself after its part was ended; then all ends."""


@dataclass
class Watch:
    """Something that must have ended by a time; seconds are those of the watchdog's own clock."""

    what: str
    until: float
    end: Act | None
    is_over: bool = False
    """Whether its time has passed."""
    _due: float = 0.0

    def is_due(self, now: float) -> bool:
        """Tell whether it is to be ended, now or once more."""
        if now < max(self.until, self._due):
            return False
        self._due = now + AGAIN
        return True


@dataclass
class Held:
    """A process that must not stand still; what stops it may be anybody."""

    pid: int
    lost: Act
    """Called once it has stood still for too long."""
    since: float | None = None

    def look(self, now: float) -> None:
        """See how long it stands still."""
        if system.state(self.pid) not in system.STOPPED:
            self.since = None
        elif self.since is None:
            self.since = now
        elif now - self.since >= HELD:
            self.lost()


@dataclass
class Watchdog:
    """The thread, what it watches, and what it may end; it starts when there is something."""

    now: float = 0.0
    last_resort: Callable[[str], object] | None = None
    """Ends the process where nothing else helps; None: whoever embeds us is not ended."""
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _watches: dict[int, Watch] = field(default_factory=dict)
    _looks: dict[int, Callable[[float], object]] = field(default_factory=dict)
    _ends: dict[int, Callable[[str], object]] = field(default_factory=dict)
    _next: int = 0
    _thread: threading.Thread | None = None

    @contextmanager
    def watch(self, what: str, seconds: float, end: Act | None = None) -> Iterator[Watch]:
        """Let something take so long; then `end` is called, and what we hold is ended."""
        self._start()
        watch = Watch(what, self.now + seconds, end)
        number = self._add(self._watches, watch)
        try:
            yield watch
        finally:
            self._remove(self._watches, number)

    def expect_end(self, what: str, seconds: float) -> None:
        """Let all of us take so long; then only the last resort is left."""
        self._start()
        self._add(self._watches, Watch(what, self.now + seconds - LAST, None))

    def looking(self, look: Callable[[float], object]) -> Act:
        """Have something looked at with each tick; gives what ends that."""
        self._start()
        number = self._add(self._looks, look)
        return lambda: self._remove(self._looks, number)

    def keep_moving(self, pid: int, lost: Act | None = None) -> Act:
        """End a process of ours that somebody stops, so that nobody waits for it; gives its end."""
        return self.looking(Held(pid, lost or (lambda: system.kill([pid]))).look)

    def ending(self, end: Callable[[str], object]) -> Act:
        """Have something ended, and told why, when anything hangs; gives what undoes that."""
        number = self._add(self._ends, end)
        return lambda: self._remove(self._ends, number)

    def _add(self, place: dict[int, Kept], it: Kept) -> int:
        with self._lock:
            self._next += 1
            place[self._next] = it
            return self._next

    def _remove(self, place: dict[int, Kept], number: int) -> None:
        with self._lock:
            place.pop(number, None)

    def _start(self) -> None:
        if self._thread is None:
            with self._lock:
                if self._thread is None:
                    self._thread = threading.Thread(target=self._go, name="watchdog", daemon=True)
                    self._thread.start()

    def _go(self) -> None:
        before = time.monotonic()
        while True:
            time.sleep(TICK)
            after = time.monotonic()
            self.now += min(after - before, LONG_TICK)
            before = after
            self._tick()

    def _tick(self) -> None:
        with self._lock:
            looks, watches = [*self._looks.values()], [*self._watches.items()]
        for look in looks:
            with suppress(Exception):
                look(self.now)
        for number, watch in watches:
            if watch.is_due(self.now):
                self._end(number, watch)

    def _end(self, number: int, watch: Watch) -> None:
        why = f"{watch.what} took too long"
        with self._lock:  # what has ended meanwhile must not be hit
            if number not in self._watches:
                return
            ends = [] if watch.is_over else [*self._ends.values()]  # one started anew is spared
            watch.is_over = True
            if watch.end:
                with suppress(Exception):
                    watch.end()
        for end in ends:
            with suppress(Exception):
                end(why)
        if self.now > watch.until + LAST and self.last_resort:
            self.last_resort(why)


DOG = Watchdog()
"""The one of this process."""
