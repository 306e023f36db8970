"""How does a person get through a provider's pages, by the steps of the target file?"""

from __future__ import annotations

from harness.agents import Agent, Seen
from harness.checks.provider.target import Fill, ProviderTarget, Steps


class Person:
    """Somebody in front of the provider's pages, with a browser of their own."""

    def __init__(self, agent: Agent, target: ProviderTarget) -> None:
        self.agent = agent
        self._pages = {"sign_in": target.sign_in, "consent": target.consent}
        self._goodbye = {"sign_out": target.sign_out}

    def go_on(self) -> tuple[str, ...]:
        """Sign in and consent as often as pages ask for it; gives what was done, in order."""
        return self._act(self._pages)

    def sign_out(self) -> tuple[str, ...]:
        """Confirm the sign-out where a page asks for it."""
        return self._act(self._goodbye)

    def seen(self) -> Seen:
        """Read the page."""
        return self.agent.seen()

    def _act(self, pages: dict[str, Steps | None]) -> tuple[str, ...]:
        """Take the steps of each page, and stop at one that comes again after its steps."""
        done: list[str] = []
        while (kind := self._kind(pages)) and kind not in done[-1:]:
            self._do(pages[kind])
            done.append(kind)
        return tuple(done)

    def _kind(self, pages: dict[str, Steps | None]) -> str | None:
        for kind, page in pages.items():
            if page and self.agent.offers(page.steps[0].name):
                return kind
        return None

    def _do(self, page: Steps | None) -> None:
        for step in page.steps if page else ():
            if isinstance(step, Fill):
                self.agent.fill(step.fill, step.value)
            else:
                self.agent.press(step.press)
