"""How does a browser come back to a relying party at whose addresses nobody answers?"""

from __future__ import annotations

from playwright.sync_api import Request

from harness.agents import Seen
from harness.agents.browser import BrowserAgent
from harness.agents.locator import What
from harness.agents.window import Tabs
from harness.errors import TargetUnreachable

RETURNED = 302


class ReturningBrowser(BrowserAgent):
    """A browser that has arrived when it asks for one of these addresses, answered or not."""

    def __init__(self, tabs: Tabs, returns: tuple[str, ...]) -> None:
        super().__init__(tabs)
        self._returns = returns
        self._arrived_at = ""
        tabs.context.on("request", self._look)

    def open(self, url: str) -> None:  # noqa: D102
        self._arrived_at = ""
        try:
            super().open(url)
        except TargetUnreachable:
            if not self._arrived_at:
                raise

    def press(self, name: What) -> None:  # noqa: D102
        try:
            super().press(name)
        except TargetUnreachable:
            if not self._arrived_at:
                raise

    def post_from(self, site: str, url: str, fields: dict[str, str]) -> None:  # noqa: D102
        self._arrived_at = ""
        super().post_from(site, url, fields)

    def offers(self, name: str) -> bool:  # noqa: D102
        return not self._arrived_at and super().offers(name)

    def seen(self) -> Seen:  # noqa: D102
        return Seen(self._arrived_at, RETURNED) if self._arrived_at else super().seen()

    def _look(self, request: Request) -> None:
        if request.is_navigation_request() and request.url.startswith(self._returns):
            self._arrived_at = request.url
