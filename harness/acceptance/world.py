"""What does a step hold: the people of one scenario, their windows, and what is to be recorded?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from harness.agents import Agent
from harness.checks.application.application import Application
from harness.checks.application.fault import all_faults
from harness.checks.application.visitor import Visitor
from harness.person import Person
from harness.record.evidence import ScenarioRecorder
from harness.record.verdict import NotApplicable, PreconditionMissing

if TYPE_CHECKING:
    from playwright.sync_api import Page

MAIN = "the person"
SCREEN = "needs a browser's page (--agent browser); plain HTTP has none"


class World:
    """One scenario at somebody's application; made for it and thrown away after it."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.notes: dict[str, Any] = {}
        """What one step leaves for a later one."""
        self._people: dict[str, Person] = {}
        self._visitors: dict[str, Visitor] = {}
        self._at_end = ExitStack()
        self._for_everybody = False

    # people ---------------------------------------------------------------------------------

    def enrol(self, name: str, **facts: Any) -> Person:
        """Give a person a REKONO account. Raises PreconditionMissing for a second one."""
        if name in self._people:
            raise PreconditionMissing(f"{name} has an account already; say it first, and once")
        self._people[name] = self.application.person(**facts)
        return self._people[name]

    def person(self, name: str = MAIN) -> Person:
        """Give a person by the name the scenario uses; who was not met yet gets an account."""
        return self._people[name] if name in self._people else self.enrol(name)

    def visitor(self, name: str = MAIN) -> Visitor:
        """Give a person in front of the application, in a window of their own."""
        if name not in self._visitors:
            self._visitors[name] = self.application.visitor(self.person(name))
        return self._visitors[name]

    def open_window(self, name: str) -> Visitor:
        """Put a person in front of another window, which has no cookies."""
        self._visitors[name] = self.application.visitor(self.person(name))
        return self._visitors[name]

    def take_over(self, name: str, visitor: Visitor) -> None:
        """Let a window be the one that a person looks at."""
        self._visitors[name] = visitor

    @property
    def visitors(self) -> Iterator[Visitor]:
        """The windows that people look at now."""
        yield from self._visitors.values()

    @property
    def agent(self) -> Agent:
        """What the main person looks at pages with; it fills fields in, presses, and reads."""
        return self.visitor().agent

    @property
    def page(self) -> Page:
        """Playwright's page that the main person looks at."""
        return self.page_of()

    def page_of(self, name: str = MAIN) -> Page:
        """Give Playwright's page that a person looks at. Raises NotApplicable over plain HTTP."""
        if self.visitor(name).agent.kind != "browser":
            raise NotApplicable(SCREEN)
        from harness.agents.browser import BrowserAgent  # plain HTTP needs none of it

        agent = self.visitor(name).agent
        assert isinstance(agent, BrowserAgent)  # noqa: S101 - its kind says so
        agent.touched = True  # by whoever asks for it
        return agent.page

    def address(self, path: str = "") -> str:
        """Give an address of the application."""
        return urljoin(self.application.target.target.start, path)

    # what goes wrong ------------------------------------------------------------------------

    def break_rekono(self, fault: str, name: str = MAIN) -> None:
        """Let something go wrong at REKONO until the scenario ends or `mend_rekono` is called.

        It is for one person, or for everybody where it concerns what all sign-ins rest on.
        """
        everybody = all_faults()[fault].exclusive
        whom = None if everybody else self.person(name)
        self._for_everybody |= everybody
        self._at_end.enter_context(self.application.fault(fault, whom))

    def mend_rekono(self) -> None:
        """Let nothing go wrong at REKONO any more."""
        self._at_end.close()

    # verdicts -------------------------------------------------------------------------------

    @property
    def recorder(self) -> ScenarioRecorder:
        """What records evidence of this scenario."""
        return self.application.recorder

    def expect(self, title: str, expected: object, actual: object) -> None:
        """Require that two things are equal; the scenario fails where they differ."""
        self.application.findings.expect(title, expected, actual)

    def require(self, title: str, holds: bool, expected: object, actual: object) -> None:
        """Require something, and record what must be and what is."""
        self.application.findings.require(title, holds, expected, actual)

    def note(self, title: str, text: str) -> None:
        """Record a remark."""
        self.recorder.note(title, text)

    # life -----------------------------------------------------------------------------------

    def keep(self, title: str) -> None:
        """Keep page and picture of every window in which something has happened."""
        for visitor in self.visitors:
            if visitor.agent.touched:
                visitor.keep(visitor.agent.seen(), title)
                visitor.picture(title)
                visitor.agent.touched = False

    def close(self) -> None:
        """End what went wrong, and record what reached REKONO of each person."""
        self._at_end.close()
        rig = self.application.rig
        if self._for_everybody and rig.can_restart:
            rig.restart()  # it may have kept what REKONO said meanwhile
            rig.application.needs_recovery = False
        for name, person in self._people.items():
            reached = self.application.reached(person)
            self.application.record_reached(f"what reached REKONO of {name}", reached)
