"""What does a scenario hold, and how does it say what must be and what is?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import itemgetter
from typing import Any, TypeVar

from harness.agents import Agent, Measure, Seen
from harness.engine.actor import Actor
from harness.engine.aftermath import keep_exchange, keep_windows, with_note
from harness.engine.environment import Environment, Service
from harness.pages.rekono import ONEPASS
from harness.person import make
from harness.processes.control import Record
from harness.processes.servers import RunningServer
from harness.record.evidence import ScenarioRecorder
from harness.record.findings import Findings
from harness.record.marks import NO_PICTURE

MAIN = "the person"
Result = TypeVar("Result")


class World(Findings):
    """One scenario's people, service and evidence; made for it and thrown away after it."""

    def __init__(
        self,
        environment: Environment,
        recorder: ScenarioRecorder,
        seed: str,
        *,
        illustrated: bool = False,
    ) -> None:
        """With `illustrated`, a picture of each page that is left shows where one acts on it."""
        super().__init__(recorder)
        self._leaving = self._illustrate if illustrated else None
        self.environment = environment
        self.service: Service = environment.service
        self.notes: dict[str, Any] = {}
        """What one step leaves for a later one."""
        self._seed = seed
        self._actors: dict[str, Actor] = {}
        self._at_end: list[Callable[[], None]] = []

    # people ---------------------------------------------------------------------------------

    @property
    def me(self) -> Actor:
        """Give the main person."""
        return self.actor(MAIN)

    def actor(self, name: str) -> Actor:
        """Give a person by the name the scenario uses; made at first mention."""
        if name not in self._actors:
            person = make(f"{self._seed}/{name}")
            self._keep_secret(person.secrets)
            self._actors[name] = Actor(
                person, self.environment.agent(person), self.service, self._leaving
            )
        return self._actors[name]

    @property
    def actors(self) -> list[Actor]:
        """List the people met so far."""
        return list(self._actors.values())

    def enrol(self, actor: Actor, *mechanisms: str, **facts: Any) -> None:
        """Give a person a REKONO account, as if registered long ago."""
        actor.person = self.environment.rekono.enrol(actor.person, *mechanisms, **facts)
        self._keep_secret(actor.person.secrets)

    def know(self, actor: Actor, **facts: str) -> None:
        """Let a person keep what they learnt on the way (PUK, OnePass secret)."""
        actor.person = actor.person.knowing(**facts)
        self._keep_secret(actor.person.secrets)

    def issue_code(self, actor: Actor, state: str = "unused", seconds: float | None = None) -> None:
        """Have the administrator issue an activation code to a person, valid for so long."""
        record = self.service.desk.issue(actor.person, state=state, seconds=seconds)
        actor.issued.append((record["id"], record["code"]))
        self._keep_secret((actor.code,))

    def message_code(self, to: str, channel: str) -> str:
        """Read the newest code that REKONO sent by `email` or `sms`; empty when there is none."""
        messages = self.environment.rekono.messages(to, channel)
        code = str(messages[-1]["code"] or "") if messages else ""
        self._keep_secret(filter(None, (code,)))
        return code

    def one_time_password(self, actor: Actor, mechanism: str) -> str:
        """Look up what the person would type now for a second factor, named by its button."""
        if mechanism == ONEPASS:
            return actor.person.one_time_password()
        return self.message_code(actor.person.phone, "sms")

    def accomplice(self, attacker: Actor, number: int) -> Actor:
        """Make one more account that acts from the attacker's address, over plain HTTP."""
        person = make(f"{self._seed}/accomplice {number}")
        person = person.knowing(network_address=attacker.person.network_address)
        helper = Actor(person, self.environment.plain_agent(person), self.service)
        self.enrol(helper, "sms_otp")
        self.at_end(helper.close)
        return helper

    def elsewhere(self, actor: Actor, number: int) -> Actor:
        """Put the same person in front of another screen, in another network, over plain HTTP."""
        somewhere = make(f"{self._seed}/elsewhere {number}").network_address
        moved = actor.person.knowing(network_address=somewhere)
        other = Actor(moved, self.environment.plain_agent(moved), self.service)
        self.at_end(other.close)
        return other

    def move_to(self, service: Service) -> None:
        """Let the scenario be about another service than the shared one."""
        self.service = service
        for actor in self.actors:
            actor.look_at(service)
        self.at_end(lambda: self.until(lambda: service.server.stop()))

    # verdicts -------------------------------------------------------------------------------

    def reads(self, actor: Actor, text: str) -> Seen:
        """Require that the person can read a text on the screen."""
        seen = actor.agent.seen()
        self.require(
            f"the page says “{text}”", text in seen.text, f"“{text}” on the page", describe(seen)
        )
        return seen

    def heading(self, actor: Actor, heading: str) -> Seen:
        """Require a page by its heading."""
        seen = actor.agent.seen()
        self.require(
            f"the page is “{heading}”", seen.heading == heading, f"page “{heading}”", describe(seen)
        )
        return seen

    # life -----------------------------------------------------------------------------------

    def until(self, call: Callable[[], Result]) -> Result:
        """Make a call that waits (mail, another thread) without holding up other lanes."""
        result: Result = self.environment.offload(call)
        return result

    def at_end(self, action: Callable[[], None]) -> None:
        """Have something undone when the scenario is over."""
        self._at_end.append(action)

    def take_pictures(self, title: str) -> None:
        """Keep a picture of every window in which something happened since the last one."""
        for actor in self.actors:
            find = self.environment.redactor.shown_in
            if actor.agent.touched and (picture := actor.agent.picture(find)):
                self.recorder.picture(picture, title)

    def _illustrate(self, agent: Agent, measure: Measure) -> None:
        heading, marks = agent.seen().heading, measure()
        picture = agent.picture(self.environment.redactor.shown_in)
        if picture and measure() == marks:
            self.recorder.picture(picture, heading, marks)
        else:
            self.recorder.note(NO_PICTURE, f"“{heading}” moved while it was pictured")

    def keep_aftermath(self) -> None:
        """Keep what helps to see why the scenario failed, as long as its windows are there."""
        rekono, issuer = self.environment.rekono, self.environment.issuer

        def reached() -> list[Record]:
            people = {actor.person.email for actor in self.actors}
            found = (one for email in people for one in rekono.requests(person=email))
            return sorted(found, key=itemgetter("id"))

        keep_exchange(self.recorder, issuer, reached)
        keep_windows(self.recorder, [window for actor in self.actors for window in actor.windows])
        for server in (self.service.server, self.environment.provider):
            with_note(self.recorder, server.name, partial(self._keep_output, server))

    def _keep_output(self, server: RunningServer) -> None:
        if said := server.last_words():
            self.recorder.log(f"what {server.name} wrote last, whoever asked", said)

    def close(self) -> None:
        """Close all windows and undo what must not last."""
        for actor in self.actors:
            actor.close()
        for action in reversed(self._at_end):
            action()

    def _keep_secret(self, secrets: Any) -> None:
        for secret in secrets:
            self.environment.redactor.register(secret)


def describe(seen: Seen) -> str:
    """Say what page is there; with the beginning of its text where it announces nothing."""
    return str(seen) if seen.alerts or seen.statuses else f"{seen}; text: {seen.text[:400]}"
