"""With what do the people of a run look at pages: plain HTTP, or a browser with lanes?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from harness.agents import Offload, run_inline
from harness.engine.environment import OpenBrowser
from harness.engine.options import RunOptions
from harness.engine.scheduling import BrowserHub, Hub, PlainHub

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from harness.agents.browser import BrowserAgent
    from harness.agents.certificates import ClientCertificate
    from harness.browsers import KeptBrowser
    from harness.person import Person


@dataclass(frozen=True)
class Browsing:
    """What windows are opened in, and where lanes can switch while one waits."""

    hub: Hub | None
    """None where this browser allows one lane only."""
    kept: KeptBrowser | None = None
    """None over plain HTTP."""
    about: dict[str, str] | None = None
    """Which browser it is, for the record."""

    def lanes(self, wanted: int) -> int:
        """Say how many scenarios may act at once."""
        return max(wanted, 1) if self.hub else 1

    def offload(self, lanes: int) -> Offload:
        """Give how a call that waits lets the other lanes go on, where there are others."""
        return self.hub.offload if self.hub and lanes > 1 else run_inline

    @property
    def open_browser(self) -> OpenBrowser | None:
        """Give what opens a window for a person; None over plain HTTP."""
        return opener(self.kept) if self.kept else None

    @property
    def browser(self) -> Browser | None:
        """Give the browser that is open now; None over plain HTTP."""
        return self.kept.browser if self.kept else None

    @property
    def lost(self) -> str:
        """Say why the browser is lost; empty where it is well, or there is none."""
        return self.kept.lost if self.kept else ""

    def recover(self) -> None:
        """Start a lost browser again; where none is lost, do nothing."""
        if self.kept and self.kept.lost:
            self.kept.again()


def opener(kept: KeptBrowser) -> OpenBrowser:
    """Give what opens windows of the browser that is there then."""
    from harness.agents.browser import BrowserAgent, Screen

    def opened(person: Person, certificate: ClientCertificate | None) -> BrowserAgent:
        headers = (("X-Forwarded-For", person.network_address),)
        return BrowserAgent.opened(kept.browser, Screen(headers=headers, certificate=certificate))

    return opened


@contextmanager
def browsing_with(options: RunOptions) -> Iterator[Browsing]:
    """Open the browser that was asked for, if any."""
    if options.agent != "browser":
        yield Browsing(PlainHub())
        return
    from harness import browsers  # plain HTTP needs none of it

    found = browsers.find(options.browser, headed=options.headed)
    how = {"headless": not options.headed, "slow_mo": options.slow_mo}
    with browsers.KeptBrowser.opened(found, **how) as kept:
        hub = BrowserHub(kept) if BrowserHub.supported(kept.browser) else None
        yield Browsing(hub, kept, found.about)
