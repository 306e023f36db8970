"""With what does a person look at the provider's pages: plain HTTP, or a browser?"""

from __future__ import annotations

from contextlib import ExitStack
from typing import Self

from playwright.sync_api import Browser

from harness import browsers
from harness.agents import Agent
from harness.agents.browser import Screen
from harness.agents.http import HttpAgent
from harness.checks.provider.returning_browser import ReturningBrowser
from harness.checks.provider.target import ProviderTarget


class AgentPool:
    """Opens a fresh one for each check; nobody answers at the relying parties' addresses."""

    def __init__(self, agent: str, target: ProviderTarget, browser: str | None) -> None:
        self._kind = agent
        self._target = target
        self._wanted = browser
        self._browser: Browser | None = None
        self._at_end = ExitStack()
        self.description: dict[str, str] | None = None

    def __enter__(self) -> Self:
        if self._kind == "browser":
            found = browsers.find(self._wanted)
            self.description = found.about
            self._browser = self._at_end.enter_context(browsers.opened(found))
        return self

    def __exit__(self, *_problem: object) -> None:
        self._at_end.close()

    def lanes(self, wanted: int) -> int:
        """Say how many may be open at once: Playwright's calls belong to one thread."""
        return 1 if self._browser else wanted

    def open(self) -> Agent:
        """Open one with no cookies."""
        if self._browser is None:
            plain = HttpAgent(ca=self._target.target.ca)
            plain.stop_before(*self._target.stop_addresses)
            return plain
        screen = Screen(private_authority=self._target.target.ca is not None)
        return ReturningBrowser(self._browser, screen, self._target.stop_addresses)
