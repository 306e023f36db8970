"""What does a check do with the application, and what may it require of it?"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any

from harness.agents import Agent, Seen
from harness.agents.http import HttpAgent
from harness.agents.loopback import own_address
from harness.checks.application.between import Between
from harness.checks.application.fault import all_faults
from harness.checks.application.needs_mock import FAULT, UNSEEN, NeedsMock, reason
from harness.checks.application.regulars import OFTEN
from harness.checks.application.rig import Rig
from harness.checks.application.target import ApplicationTarget
from harness.checks.application.token_requests import Logged
from harness.checks.application.visitor import Look, Messenger, Session, Visitor
from harness.checks.runner import LONGEST
from harness.errors import TargetUnreachable
from harness.person import Person
from harness.record.evidence import ScenarioRecorder
from harness.record.findings import Findings
from harness.record.verdict import Conclusion, Mismatch, NotApplicable, PreconditionMissing

REGULARS = 0.5
"""How often what must be refused is tried by somebody who has signed in often, too."""
PAUSES, LONGEST_PAUSE = 0.2, 0.5
"""How often somebody waits between two sign-ins, and how long at most, in seconds."""


def says_who(seen: Seen, person: Person) -> bool:
    """Tell whether a page shows somebody, by name or e-mail address."""
    return person.name in seen.text or person.email in seen.text


@dataclass
class Application:
    """The application in the hands of one check: people, windows, and what reached REKONO."""

    rig: Rig
    findings: Findings
    open_agent: Callable[[], Agent]
    is_over: bool = False
    """Whether the time for the check has passed."""
    refused_decoys: list[str] = field(default_factory=list)
    """Why decoys did not get in, whose sign-in nothing was wrong with."""
    _opened: list[Visitor] = field(default_factory=list)
    _people: int = 0
    _troubled: Person | None = None
    """Whom other answers than the provider's are brought to, without a mock."""
    _between: Messenger | None = None

    @property
    def recorder(self) -> ScenarioRecorder:
        """What records the evidence of this check."""
        return self.findings.recorder

    @property
    def target(self) -> ApplicationTarget:
        """The target file."""
        return self.rig.target

    def person(self, **facts: Any) -> Person:
        """Make a person with an account at REKONO.

        At a provider that is not ours it is the same one each time: `another` is somebody else.
        """
        self._people += 1
        return self.rig.enrol(f"{self.recorder.whose}/{self._people}", **facts)

    def another(self) -> Person:
        """Make a person who is not the one that `person` gives: NotApplicable where nobody is."""
        return self.others(1)[0]

    def others(self, count: int) -> list[Person]:
        """Make so many people, all different, and none the one that `person` gives."""
        self.rig.provider.holder(count)  # all or none
        numbers = range(self._people, self._people + count)
        self._people += count
        seeds = [f"{self.recorder.whose}/{number + 1}" for number in numbers]
        return [self.rig.enrol(seed, number) for number, seed in enumerate(seeds, 1)]

    def drawn(self, *what: object) -> Random:
        """Give what draws for one purpose of this check."""
        return self.rig.chance.of("check", self.recorder.scenario_id, *what)

    def visitor(self, person: Person, rig: Rig | None = None) -> Visitor:
        """Put a person in front of the application, or of another one, in a fresh window."""
        return self._with(self.open_agent(), person, rig)

    def plain(
        self, person: Person, headers: dict[str, str] | None = None, *, address: str = ""
    ) -> tuple[HttpAgent, Visitor]:
        """Give a person a window over plain HTTP, whatever the others have; it sends `headers`.

        It comes from an address of its own, or from a given one.
        """
        ca, offload = self.target.target.ca, self.rig.offload
        come_from = address or own_address()
        agent = HttpAgent(headers, offload=offload, ca=ca, same_site=True, address=come_from)
        return agent, self._with(agent, person)

    def tab(self, visitor: Visitor) -> Visitor:
        """Open another tab of somebody's window."""
        return self._with(visitor.agent.tab(), visitor.person)

    def _with(self, agent: Agent, person: Person, rig: Rig | None = None) -> Visitor:
        visitor = Visitor(agent, person, rig or self.rig, self.recorder)
        if person is self._troubled:
            visitor.between = self._between
        self._opened.append(visitor)
        if self.is_over:
            raise TargetUnreachable(f"the check took longer than {LONGEST:.0f} s and was stopped")
        return visitor

    def begun(self, person: Person) -> Visitor:
        """Put a person in front of REKONO, where the application has just led them."""
        visitor = self.visitor(person)
        with self.as_control("the way to REKONO"):
            visitor.go_to_rekono()
        return visitor

    def learn_secrets(self) -> None:
        """Learn from all windows what must not be written down."""
        for visitor in self._opened:
            with suppress(TargetUnreachable):  # a closed window has told before
                visitor.learn_secrets()

    @property
    def visitors(self) -> list[Visitor]:
        """Everybody who has come to the application, the first one first."""
        return self._opened

    def close(self) -> None:
        """Close all windows."""
        for visitor in self._opened:
            visitor.close()

    def give_up(self) -> None:
        """End the check: what is waited for ends with its window, and no other is opened."""
        self.is_over = True
        self.close()

    # sign-ins -------------------------------------------------------------------------------

    def control(self, person: Person, title: str = "control: nothing goes wrong") -> Visitor:
        """Let a person sign in who must get in; PreconditionMissing where that does not succeed."""
        health = self.rig.health
        health.stop_if_dead(title)
        self.rig.doors.require()
        visitor = self._survivor(person, title) or self._let_in(person, title)
        health.let_in += 1
        return visitor

    def decoy(self, person: Person | None = None) -> None:
        """Let somebody sign in with nothing wrong, so that counting sign-ins tells nobody anything.

        Where that is refused, no refusal of this check proves anything (`require_decoys`).
        """
        visitor, title = self.visitor(person or self.person()), "a sign-in with nothing wrong"
        try:
            visitor.sign_in()
            look = visitor.look(title)
        except (Mismatch, TargetUnreachable) as problem:
            self.refused_decoys.append(str(problem))
        else:
            if look.session is not Session.SIGNED_IN:
                self.refused_decoys.append(str(look))
        visitor.close()

    @contextmanager
    def regular(self) -> Iterator[Person | None]:
        """Give somebody who has signed in often before, with nothing wrong, where that is drawn.

        None as well where all of them are busy, or a person would have to be asked at each sign-in.
        """
        alone = self.target.asks_somebody or not self.rig.is_at_mock
        alone = alone or self.drawn("guest").random() >= REGULARS
        regular = None if alone else self.rig.regulars.take(self.person)
        if regular is None:
            yield None
            return
        self.rig.health.stop_if_dead("the sign-ins of somebody who comes often")
        while regular.signed_in < OFTEN and not self.refused_decoys:
            self.decoy(regular.person)
            regular.signed_in += 1
        yield regular.person  # who got in where nobody may does not come again
        regular.signed_in += 1
        self.rig.regulars.give_back(regular)

    def pause(self) -> None:
        """Wait as long as was drawn: mostly not at all."""
        chance = self.drawn("pause")
        if chance.random() < PAUSES:
            seconds = chance.uniform(0, LONGEST_PAUSE)
            self.rig.offload(lambda: threading.Event().wait(seconds))

    def require_decoys(self) -> None:
        """Require that all decoys got in; PreconditionMissing where a refusal proves nothing."""
        if self.refused_decoys:
            raise PreconditionMissing(
                "a sign-in with nothing wrong was refused, so that a refusal proves nothing: "
                f"{self.refused_decoys[0]}"
            )

    def _let_in(self, person: Person, title: str) -> Visitor:
        visitor = self.visitor(person)
        with self.as_control(title):
            self.gets_in(visitor, title)
        return visitor

    def _survivor(self, person: Person, title: str) -> Visitor | None:
        """Let somebody in where what went wrong for everybody may outlive its end.

        None where nothing went wrong, or where the application had to be started anew for it.
        """
        if not (self.rig.application.needs_recovery and self.rig.can_restart):
            return None
        visitor = self.visitor(person)
        with suppress(Mismatch, TargetUnreachable):
            visitor.sign_in()
            look = visitor.look(title)
            self.rig.application.needs_recovery = look.session is not Session.SIGNED_IN
        if self.rig.application.needs_recovery:
            self.rig.restart()
            return None
        self.is_in(look, title)
        return visitor

    @contextmanager
    def as_control(self, title: str) -> Iterator[None]:
        """Let what has to succeed before anything can be said end the check where it does not."""
        try:
            yield
        except (Mismatch, TargetUnreachable) as problem:
            self.rig.health.in_vain.append(str(problem))
            raise PreconditionMissing(f"{title}: {problem}") from problem

    def gets_in(self, visitor: Visitor, title: str) -> Look:
        """Let a person sign in, and require that the application shows them as signed in."""
        self.attempt(visitor)
        look = visitor.look(title)
        self.is_in(look, title)
        return look

    def attempt(self, visitor: Visitor) -> Seen:
        """Let a person try to sign in; Mismatch where no page comes at all in time."""
        return self._in_time(visitor.sign_in)

    def attempt_again(self, visitor: Visitor) -> Seen:
        """Let a person try once more in the same window; Mismatch where no page comes in time."""
        return self._in_time(visitor.sign_in_again)

    def _in_time(self, sign_in: Callable[[], Seen]) -> Seen:
        try:
            return sign_in()
        except TargetUnreachable as problem:
            raise Mismatch("a page within 30 s", str(problem), "the sign-in") from problem

    def is_in(self, look: Look, title: str) -> None:
        """Require that somebody is signed in in this window."""
        self.findings.require(
            title, look.session is Session.SIGNED_IN, Session.SIGNED_IN, str(look)
        )

    def is_out(self, look: Look, title: str) -> None:
        """Require that nobody is signed in; a page that shows neither proves nothing."""
        holds = look.session is Session.SIGNED_OUT
        self.findings.require(title, holds, Session.SIGNED_OUT, str(look))

    def shows(self, look: Look, name: str, title: str) -> None:
        """Require the person's name, where the target file says in which place it is."""
        if self.target.signed_in.person is not None:
            self.findings.require(title, name in look.person, name, look.person or "no name")

    def names(self, look: Look, person: Person) -> None:
        """Go on only where the first page says who is signed in; NotApplicable elsewhere."""
        if not says_who(look.seen, person):
            raise NotApplicable("the first page does not say who is signed in")

    def hides(self, visitor: Visitor, person: Person, title: str, where: str) -> None:
        """Require that a window says nothing of somebody, on the first page and behind it."""
        look, unsaid = visitor.look(where), f"nothing of “{person.name}”"
        self.findings.require(title, not says_who(look.seen, person), unsaid, str(look))
        behind = visitor.behind()
        absent = person.name not in behind and person.email not in behind
        actual = unsaid if absent else f"“{person.name}” on a page for who is signed in"
        self.findings.require(f"{title}, on other pages", absent, unsaid, actual)

    # what reached the provider --------------------------------------------------------------

    def reached(self, person: Person | None = None, *, since: int = 0) -> list[Logged]:
        """Read what reached REKONO of a person's way, or of everybody's, oldest first."""
        wanted = {"person": person.email} if person else {}
        return self.rig.rekono.requests(since=str(since), **wanted)

    def newest(self) -> int:
        """Give the number of the newest request that has reached REKONO."""
        return self.rig.newest_request()

    def asked_since(self, newest: int, person: Person | None, endpoint: str) -> list[Logged]:
        """List what has reached an endpoint after a request."""
        reached = self.reached(person, since=newest)
        return [one for one in reached if one["endpoint"] == endpoint]

    def record_reached(self, title: str, entries: list[Logged]) -> None:
        """Keep what reached REKONO as evidence."""
        lines = [f"{one['method']} {one['path']} → {one['status']}" for one in entries]
        self.recorder.log(title, "\n".join(lines) or "nothing")

    # what goes wrong ------------------------------------------------------------------------

    @contextmanager
    def fault(self, name: str, person: Person | None) -> Iterator[None]:
        """Let something go wrong for a person, or for everybody, and end it again."""
        if not self.rig.is_at_mock:
            with self._standing_between(name, person):
                yield
            return
        whose = {"person": person.email} if person else {}
        self.rig.rekono.post("faults", {"fault": name, **whose})
        try:
            yield
        finally:
            self.rig.rekono.post("faults", {"fault": None, **whose})
            self.rig.application.needs_recovery |= person is None

    def require_fault(self, name: str) -> None:
        """Require that a fault can be brought about here: NotApplicable where it needs the mock."""
        if name and not self.rig.is_at_mock and not all_faults()[name].is_made_by_browser:
            raise NeedsMock(FAULT)

    @contextmanager
    def _standing_between(self, name: str, person: Person | None) -> Iterator[None]:
        """Bring a person's windows the answers of a fault, where a browser can."""
        self.require_fault(name)
        self._troubled = person
        self._between = between = Between(self.rig, self.plain, all_faults()[name])
        theirs = [one for one in self._opened if one.person is person]
        for visitor in theirs:
            visitor.between = between
        try:
            yield
        finally:
            self._troubled = self._between = None
            for visitor in self._opened:
                visitor.between = None

    def sees(self, what: str) -> bool:
        """Tell whether it can be seen what reaches the provider; the evidence says what was not."""
        if not self.rig.is_at_mock:
            self.recorder.note(f"not looked at: {what}", reason(UNSEEN))
        return self.rig.is_at_mock

    def tolerated(self, deed: Callable[[], Any]) -> Conclusion | None:
        """Do what may be refused half-way; gives how it ended then."""
        try:
            deed()
        except Mismatch as refusal:
            return refusal
        return None
