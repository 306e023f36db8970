"""Do all succeed who sign in at once, and does each see themselves only?"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from harness.agents.http import HttpAgent
from harness.agents.loopback import own_address
from harness.checks.application.application import Application
from harness.checks.application.registry import check
from harness.checks.application.visitor import Session, Visitor
from harness.errors import TargetUnreachable
from harness.person import Person
from harness.record.verdict import Conclusion, NotApplicable

PEOPLE = 50
AT_ONCE_WITHIN = 60.0
"""Seconds until all stand before the application's door."""


@check(
    "fifty-people-at-once",
    "RES-04",
    sl="Vseh 50 oseb, ki se prijavijo hkrati, vstopi in vidi samo svoje podatke.",
    en="50 people who sign in at once all get in, and each sees only their own data.",
    alone=True,
)
def fifty_people_at_once(application: Application) -> None:
    """Over plain HTTP whoever looks otherwise: 50 windows of a browser are not at once."""
    if application.target.target.single_page:
        raise NotApplicable("its pages need a script, and 50 browsers are not at once")
    people = application.others(PEOPLE)
    control = application.control(application.person())
    named = control.person.name in control.look("control").seen.text
    ended = application.rig.offload(lambda: _all_at_once(application, people))
    wrong = {one.who: one.how for one in ended if not one.is_right(named=named)}
    application.findings.expect("people who did not see themselves signed in", {}, wrong)


@dataclass(frozen=True)
class Ended:
    """How it ended for one of them: the session, and what their first page says."""

    who: str
    session: Session | None
    text: str
    how: str

    def is_right(self, *, named: bool) -> bool:
        """Whether the person is in, and where the page names people, by the own name."""
        return self.session is Session.SIGNED_IN and (not named or self.who in self.text)


def _all_at_once(application: Application, people: list[Person]) -> list[Ended]:
    rig, door = application.rig.for_threads(), threading.Barrier(len(people))

    def sign_in(person: Person) -> Ended:
        agent = HttpAgent(ca=rig.target.target.ca, address=own_address())
        visitor = Visitor(agent, person, rig, application.recorder)
        try:
            agent.stop_before(*rig.target.target.redirect_uris)
            stopped = _ended(visitor.sign_in)
            agent.stop_before()
            door.wait(AT_ONCE_WITHIN)
            stopped = stopped or _ended(lambda: agent.open(agent.seen().url))
            return _seen(visitor, stopped)
        finally:
            visitor.close()

    with ThreadPoolExecutor(len(people)) as pool:
        return [*pool.map(sign_in, people)]


def _ended(deed: Callable[[], object]) -> str:
    """Do something; gives why it did not come to its end, or nothing."""
    try:
        deed()
    except (Conclusion, TargetUnreachable) as problem:
        return str(problem)
    return ""


def _seen(visitor: Visitor, stopped: str) -> Ended:
    name = visitor.person.name
    if stopped:
        return Ended(name, None, "", stopped)
    try:
        look = visitor.look(f"what {name} sees")
    except TargetUnreachable as problem:
        return Ended(name, None, "", str(problem))
    return Ended(name, look.session, look.seen.text, str(look))
