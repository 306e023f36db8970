"""With what do people look at the application: plain HTTP, or a browser with lanes?"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from playwright.sync_api import Browser

from harness import browsers
from harness.agents import Agent, Offload, run_inline
from harness.agents.browser import BrowserAgent, Screen
from harness.agents.http import HttpAgent
from harness.agents.identity import come_as
from harness.agents.loopback import own_address
from harness.agents.names import Names, chromium_rules, known
from harness.agents.playwright_waits import after
from harness.browsers import KeptBrowser
from harness.browsers.executable import LOOPBACK, launch_arguments
from harness.checks.application.names import hosts_of, names_of, origins_of
from harness.checks.application.target import ApplicationTarget
from harness.checks.runner import InLanes
from harness.engine.scheduling import BrowserHub


@dataclass(frozen=True)
class AgentPool:
    """Opens a fresh window for whoever needs one, and says how many may act at once."""

    ca: Path | None
    kept: KeptBrowser | None = None
    """None over plain HTTP."""
    hub: BrowserHub | None = None
    """Where lanes of this browser switch; None where it allows one only."""
    description: dict[str, str] | None = None
    """Which browser it is, for the record."""
    screen: Screen = field(default_factory=Screen)
    """How the browser's windows are set up."""

    @classmethod
    @contextmanager
    def opened(
        cls,
        agent: str,
        target: ApplicationTarget | None,
        browser: str | None,
        *,
        headed: bool = False,
    ) -> Iterator[Self]:
        """Open the browser, where one is asked for, and close it in the end.

        Meanwhile all find the names of the target; without one, what is on loopback.
        """
        ca, names = (target.target.ca, names_of(target)) if target else (None, {})
        reach = reach_of(target, names) if target else {}
        with known(names), cls._opened(agent, ca, browser, headed=headed, **reach) as pool:
            yield replace(pool, screen=screen_for(target)) if target else pool

    @classmethod
    @contextmanager
    def _opened(
        cls, agent: str, ca: Path | None, browser: str | None, *, headed: bool, **reach: Any
    ) -> Iterator[Self]:
        if agent != "browser":
            with suppress(browsers.BrowserMissing):
                come_as(browsers.find(browser).version)
            yield cls(ca)
            return
        found = browsers.find(browser, headed=headed)
        come_as(found.version)
        reach = {"args": launch_arguments(found, **reach)} if reach else {}
        with KeptBrowser.opened(found, headless=not headed, **reach) as kept:
            hub = BrowserHub(kept) if BrowserHub.supported(kept.browser) else None
            yield cls(ca, kept, hub, found.about)

    @property
    def browser(self) -> Browser | None:
        """The one that is open now; None over plain HTTP."""
        return self.kept.browser if self.kept else None

    @property
    def in_lanes(self) -> InLanes | None:
        """What runs several works at once; None where threads do."""
        return self.hub.run if self.hub else None

    def lanes(self, wanted: int) -> int:
        """Say how many may act at once: a browser without a hub takes one after the other."""
        return 1 if self.browser and not self.hub else wanted

    @property
    def offload(self) -> Offload:
        """How a call that waits lets the other lanes go on."""
        return self.hub.offload if self.hub else run_inline

    def after(self, seconds: float, call: Callable[[], object]) -> Callable[[], None]:
        """Do something later, wherever the checks are then; gives what calls it off."""
        if self.browser is not None:
            return after(seconds, self.browser, call)
        timer = threading.Timer(seconds, call)
        timer.daemon = True
        timer.start()
        return timer.cancel

    def open(self) -> Agent:
        """Open a window with no cookies."""
        if self.browser is None:
            return HttpAgent(ca=self.ca, same_site=True, address=own_address())
        return BrowserAgent.opened(self.browser, self.screen)


def screen_for(target: ApplicationTarget) -> Screen:
    """Say how windows are set up in which a target is looked at."""
    origins = origins_of(target)
    return Screen(private_authority=target.target.ca is not None, may_reach_local_network=origins)


def reach_of(target: ApplicationTarget, names: Names) -> dict[str, list[str]]:
    """Give what lets a browser reach a target that is not on loopback; nothing for one there."""
    rules, led = chromium_rules(names), {name.host for name in names if name.port is None}
    hosts = [host for host in hosts_of(target) if host not in led]
    return {"hosts": [*LOOPBACK, *hosts], "rules": rules} if rules or hosts else {}
