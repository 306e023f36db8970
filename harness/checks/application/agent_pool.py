"""With what do people look at the application: plain HTTP, or a browser with lanes?"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from playwright.sync_api import Browser

from harness import browsers
from harness.agents import Agent, Offload, run_inline
from harness.agents.browser import BrowserAgent, Screen
from harness.agents.http import HttpAgent
from harness.agents.playwright_waits import after
from harness.checks.runner import InLanes
from harness.engine.scheduling import BrowserHub


class AgentPool:
    """Opens a fresh window for whoever needs one, and says how many may act at once."""

    def __init__(
        self, agent: str, ca: Path | None, browser: str | None, *, headed: bool = False
    ) -> None:
        self._headed = headed
        self._kind, self._ca, self._wanted = agent, ca, browser
        self._at_end = ExitStack()
        self._browser: Browser | None = None
        self._hub: BrowserHub | None = None
        self.description: dict[str, str] | None = None

    def __enter__(self) -> Self:
        if self._kind == "browser":
            found = browsers.find(self._wanted, headed=self._headed)
            self.description = found.about
            opened = browsers.opened(found, headless=not self._headed)
            self._browser = self._at_end.enter_context(opened)
            if BrowserHub.supported(self._browser):
                self._hub = BrowserHub(self._browser)
        return self

    def __exit__(self, *_problem: object) -> None:
        self._at_end.close()

    @property
    def in_lanes(self) -> InLanes | None:
        """What runs several works at once; None where threads do."""
        return self._hub.run if self._hub else None

    def lanes(self, wanted: int) -> int:
        """Say how many may act at once: a browser without a hub takes one after the other."""
        return 1 if self._browser and not self._hub else wanted

    @property
    def offload(self) -> Offload:
        """How a call that waits lets the other lanes go on."""
        return self._hub.offload if self._hub else run_inline

    def after(self, seconds: float, call: Callable[[], object]) -> Callable[[], None]:
        """Do something later, wherever the checks are then; gives what calls it off."""
        if self._browser is not None:
            return after(seconds, self._browser, call)
        timer = threading.Timer(seconds, call)
        timer.daemon = True
        timer.start()
        return timer.cancel

    def open(self) -> Agent:
        """Open a window with no cookies."""
        if self._browser is None:
            return HttpAgent(ca=self._ca, same_site=True)
        return BrowserAgent.opened(self._browser, Screen(private_authority=self._ca is not None))
