"""What comes of a sign-in under a fault, and was the fault met at all?"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from harness.agents import Agent, Seen
from harness.checks.application.application import Application
from harness.checks.application.fault import Fault
from harness.checks.application.provider_start import SLOW
from harness.checks.application.token_requests import Logged
from harness.checks.application.visitor import Look, Visitor
from harness.errors import TargetUnreachable
from harness.person import Person
from harness.record.verdict import Mismatch

LONGEST = 30.0
"""Seconds within which a person has an answer (RES-01)."""
A_LITTLE, BETWEEN_LOOKS = 2.0, 0.2
AT_ONCE = 0.5
"""Seconds until a request is written down whose connection was cut: that comes first."""
OnArrival = Callable[[Application, Agent], None]


@dataclass(frozen=True)
class FaultAttempt:
    """A sign-in under a fault: how it ended, and what it came to."""

    visitor: Visitor
    seconds: float
    stopped: Mismatch | None
    """Why the person did not get through, where the way ended before its end."""
    landed: Seen | None
    explained: bool
    """Whether the page that came is the refusal that the target file tells of."""
    look: Look
    reached: list[Logged]
    met: bool
    variant: str = ""
    """Which of a fault's other values it was; empty for the first."""
    usual: float = 0.0
    """Seconds that a sign-in with nothing wrong takes here and now."""

    def titled(self, what: str) -> str:
        """Say what is looked at, and of which other value."""
        return f"{what} ({self.variant})" if self.variant else what

    @property
    def asked(self) -> set[str]:
        """The endpoints of REKONO that were asked."""
        return {str(one["endpoint"]) for one in self.reached}


@dataclass(frozen=True)
class NotStarted:
    """An application that did not start under a fault: what is wrong is what it asks for first."""

    why: str
    """How it ended, with its last words."""
    reached: list[Logged]
    met: bool


def try_anew(application: Application, fault: Fault, person: Person) -> FaultAttempt | NotStarted:
    """Start the application while a fault is at work, and let a person try to sign in then.

    What it asks while it starts counts. Where it does not start, it is started without the fault
    by whoever ends that.
    """
    newest = application.newest()
    try:
        application.rig.restart()
    except TargetUnreachable as problem:
        reached, met = _what_reached(application, fault, Since(person, newest))
        return NotStarted(str(problem), reached, met)
    return try_under(application, fault, person, since=newest)


def try_under(
    application: Application,
    fault: Fault,
    person: Person,
    then: OnArrival | None = None,
    since: int | None = None,
    window: Visitor | None = None,
) -> FaultAttempt:
    """Let a person try to sign in while a fault is at work; `then` judges where they arrive.

    What reached REKONO counts from here on, or from after the request `since`. Whoever tries once
    more does so in the same `window`, in which REKONO knows them by now.
    """
    visitor, began = window or application.visitor(person), time.monotonic()
    visitor.was_answered = False
    seen = application.rig.is_at_mock
    newest = (application.newest() if seen else 0) if since is None else since
    stopped, landed = None, None
    try:
        landed = (application.attempt_again if window else application.attempt)(visitor)
        visitor.picture("where the person arrives")
        visitor.keep(landed, "where the person arrives")
    except Mismatch as problem:
        stopped = problem
    seconds, explained = time.monotonic() - began, landed is not None and visitor.is_refused
    if then and not stopped:
        then(application, visitor.agent)
    reached, met = (
        _what_reached(application, fault, Since(person, newest))
        if seen
        else ([], visitor.was_answered)
    )
    look = visitor.look("the session after it")
    return FaultAttempt(visitor, seconds, stopped, landed, explained, look, reached, met)


@dataclass(frozen=True)
class Since:
    """Whose requests are meant, and after which."""

    person: Person
    newest: int


def _what_reached(
    application: Application, fault: Fault, since: Since
) -> tuple[list[Logged], bool]:
    """Give what reached REKONO, and whether the fault was met.

    What is answered slowly is written down only when its answer has gone, or failed, and what is
    cut off a moment later.
    """
    until = time.monotonic() + (SLOW + A_LITTLE if fault.slow else AT_ONCE)
    while True:
        whose = None if fault.exclusive else since.person
        reached = application.reached(whose, since=since.newest)
        met = fault.needs <= _asked(application, reached)
        if met or time.monotonic() > until:
            return reached, met
        application.rig.offload(lambda: threading.Event().wait(BETWEEN_LOOKS))


def _asked(application: Application, reached: list[Logged]) -> set[str]:
    """List the endpoints that were asked; that of authorization when it has sent its answer."""
    returned = [str(one["location"]) for one in reached if one["location"]]
    back = any(where.startswith(application.target.target.redirect_uris) for where in returned)
    return {str(one["endpoint"]) for one in reached} | ({"authorize"} if back else set())
