"""With what does a person look at the provider's pages: plain HTTP, or a browser?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self

from playwright.sync_api import Browser

from harness import browsers
from harness.agents import Agent
from harness.agents.http import HttpAgent
from harness.agents.window import Screen, Tabs
from harness.browsers import KeptBrowser
from harness.checks.provider.returning_browser import ReturningBrowser
from harness.checks.provider.target import ProviderTarget


@dataclass(frozen=True)
class AgentPool:
    """Opens a fresh one for each check; nobody answers at the relying parties' addresses."""

    target: ProviderTarget
    kept: KeptBrowser | None = None
    """None over plain HTTP."""
    description: dict[str, str] | None = None
    """Which browser it is, for the record."""

    @classmethod
    @contextmanager
    def opened(cls, agent: str, target: ProviderTarget, browser: str | None) -> Iterator[Self]:
        """Open the browser, where one is asked for, and close it in the end."""
        if agent != "browser":
            yield cls(target)
            return
        found = browsers.find(browser)
        with KeptBrowser.opened(found) as kept:
            yield cls(target, kept, found.about)

    @property
    def browser(self) -> Browser | None:
        """The one that is open now; None over plain HTTP."""
        return self.kept.browser if self.kept else None

    def lanes(self, wanted: int) -> int:
        """Say how many may be open at once: Playwright's calls belong to one thread."""
        return 1 if self.browser else wanted

    def open(self) -> Agent:
        """Open one with no cookies."""
        if self.browser is None:
            plain = HttpAgent(ca=self.target.target.ca)
            plain.stop_before(*self.target.stop_addresses)
            return plain
        screen = Screen(private_authority=self.target.target.ca is not None)
        return ReturningBrowser(Tabs.opened(self.browser, screen), self.target.stop_addresses)
