"""Who acts in a scenario, with which browser, and on which pages?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from harness.agents import Agent, Measure
from harness.engine.environment import TITLES, Service
from harness.pages.activation import Activation
from harness.pages.application import Application
from harness.pages.registration import Registration
from harness.pages.rekono import SignIn, SignOut
from harness.person import Person

Illustrate = Callable[[Agent, Measure], None]
"""What is done with a window whose page is about to be left."""


class Actor:
    """A person in front of a screen."""

    def __init__(
        self, person: Person, agent: Agent, service: Service, leaving: Illustrate | None = None
    ) -> None:
        self.person = person
        self._leaving = leaving
        self.agent = agent
        self.windows = [agent]
        self.issued: list[tuple[str, str]] = []
        """Activation codes issued to the person, oldest first: id and code."""
        self.look_at(service)

    @property
    def code(self) -> str:
        """Give the code of the newest welcome e-mail."""
        return self.issued[-1][1]

    @property
    def code_id(self) -> str:
        """Give the id under which the administrator knows the newest code."""
        return self.issued[-1][0]

    def look_at(self, service: Service) -> None:
        """Turn to the activation service and applications that the scenario is about."""
        self.service = service
        self.use(self.agent)

    def use(self, agent: Agent) -> None:
        """Turn to one of the person's windows, or to a new one."""
        self.agent = agent
        agent.leaving = partial(self._leaving, agent) if self._leaving else None
        if agent not in self.windows:
            self.windows.append(agent)
        self.sign_in = SignIn(agent)
        self.sign_out = SignOut(agent)
        self.registration = Registration(agent)
        self.activation = Activation(agent, self.service.activation)

    def application(self, name: str) -> Application:
        """Give the pages of an application by the name people know."""
        identity = next(client for client, title in TITLES.items() if title == name)
        return Application(self.agent, self.service.addresses[identity], name)

    def close(self) -> None:
        """Close all windows."""
        for window in reversed(self.windows):
            window.close()
