"""How does a browser come back that was killed, stopped or hangs, with its driver?

Playwright's calls wait for the driver, and the driver waits for the browser, some of them for ever.
So both are looked at from outside (`harness.watching`). If one is lost, both are ended: then every
call fails at once, and both are started again.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any, Self

from playwright.sync_api import Browser, Error, sync_playwright

from harness.browsers.executable import BrowserFound, BrowserMissing
from harness.browsers.launching import launch
from harness.errors import PartLost
from harness.watching import system
from harness.watching.watchdog import DOG

STARTS_WITHIN = 60.0
ENDS_WITHIN = 10.0
DRIVER = "run-driver"
"""Word of the command line of Playwright's driver."""
KEEPER = 'read -r nothing; kill -KILL "$2" -"$1" "$1" 2>/dev/null'
"""Waits until nobody can write to it any more, and ends browser and driver then: one that is held
does not notice that we are gone."""


class BrowserLost(PartLost):
    """The browser or its driver ended, was stopped or hung: no doing of the target's."""


class KeptBrowser:
    """A browser with a driver of its own, which can be started again."""

    def __init__(self, found: BrowserFound, **how: Any) -> None:
        self._found, self._how = found, how
        self._driver = self._process = 0
        self._why = ""
        self._losing = threading.Lock()
        self._at_end = ExitStack()
        self.browser: Browser

    @classmethod
    @contextmanager
    def opened(cls, found: BrowserFound, **how: Any) -> Iterator[Self]:
        """Start it, and close it in the end. Raises BrowserMissing where it does not start."""
        kept = cls(found, **how)
        kept.start()
        try:
            yield kept
        except BaseException:
            kept.lose("the run was broken off")
            raise
        finally:
            kept.close()

    @property
    def lost(self) -> str:
        """Why it is lost; empty while it is well. Looks at once, as the next tick may be late."""
        if not self._why and self._driver:
            for pid, what in ((self._process, "the browser"), (self._driver, "its driver")):
                if not system.is_alive(pid):
                    self.lose(f"{what} has ended")
        return self._why

    def start(self) -> None:
        """Start driver and browser. Raises BrowserMissing where they do not start."""
        before = set(_drivers())
        with DOG.watch("the start of the browser", STARTS_WITHIN, lambda: _end_new(before)):
            playwright = sync_playwright().start()
            self._at_end.callback(playwright.stop)
            try:
                self.browser = launch(playwright, self._found, **self._how)
            except Error as problem:
                self._at_end.close()
                raise BrowserMissing(
                    f"the browser {self._found.name} ({self._found.source}) does not start: "
                    f"{problem.message.splitlines()[0]}; see `vodomer doctor`"
                ) from problem
        self._driver = next(iter(set(_drivers()) - before), 0)
        self._process = next(iter(system.children(self._driver)), 0) if self._driver else 0
        if self._process:
            self._guard()
        self._why = ""

    def _guard(self) -> None:
        keeper = subprocess.Popen(
            ["sh", "-c", KEEPER, "keeper", str(self._process), str(self._driver)],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
        self._at_end.callback(_let_go, keeper)
        for pid, what in ((self._process, "the browser"), (self._driver, "its driver")):
            held = self._losing_it(f"{what} was stopped")
            self._at_end.callback(DOG.keep_moving(pid, held))
        self._at_end.callback(DOG.looking(lambda _now: self.lost))
        self._at_end.callback(DOG.ending(self.lose))

    def _losing_it(self, why: str) -> Callable[[], None]:
        return lambda: self.lose(why)

    def lose(self, why: str) -> None:
        """End browser and driver at once, from whatever thread; what waits for them fails."""
        with self._losing:
            self._why = self._why or why
            if self._driver:
                _end(self._driver, self._process)

    def again(self) -> None:
        """Start it again once it was lost."""
        self.close()
        self.start()

    def close(self) -> None:
        """Close browser and driver; a lost one is cleared away."""
        driver, process, lost = self._driver, self._process, bool(self.lost)
        with DOG.watch("the end of the browser", ENDS_WITHIN, lambda: _end(driver, process)):
            self._driver = 0  # from here on its end is ours, and no look at it finds it lost
            if not lost:
                with suppress(Error):
                    self.browser.close()
            with suppress(Error, RuntimeError):
                self._at_end.close()
        asyncio._set_running_loop(None)
        if driver in _drivers():
            _end(driver, process)


def _drivers() -> list[int]:
    """List the drivers that we have started."""
    return [pid for pid in system.children(os.getpid()) if DRIVER in system.words(pid)]


def _end(driver: int, process: int) -> None:
    """End a driver and its browser, with all that they have started."""
    system.kill([*system.descendants(driver), driver])
    system.kill_group(process)


def _end_new(before: set[int]) -> None:
    """End drivers that do not start, with their browsers."""
    for driver in set(_drivers()) - before:
        _end(driver, 0)


def _let_go(keeper: subprocess.Popen[bytes]) -> None:
    keeper.send_signal(signal.SIGKILL)
    keeper.communicate()
