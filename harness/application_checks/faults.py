"""Does the application do what is right when one thing goes wrong at REKONO?

Each fault that has a requirement of applications is a check. The control is the same person's
sign-in without it. A fault that was never met proves nothing: what reached REKONO tells.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from harness import strangers
from harness.application_checks.application import Application, Logged
from harness.application_checks.registry import Check, Examine
from harness.application_checks.visitor import Look, Session, Visitor
from harness.catalogue import Text
from harness.errors import TargetUnreachable
from harness.person import Person
from harness.verdict import Mismatch, NotApplicable

LONGEST = 30.0
"""Seconds within which a person has an answer (RES-01)."""
BETWEEN_LOOKS = 0.2
UNHANDLED = 500
ISS_IN_ANSWER = "authorization_response_iss_parameter_supported"
ELSEWHERE = ("logout_", "refreshed_", "same_email", "name_with_", "markup_in_", "sms_lost")
"""Beginnings of the names of faults that need another way than a sign-in; modules look at them."""
AT_SIGN_OUT = "_after_logout"
EXPLAINED = "RP-24"
"""The row that demands a clear page for what is refused."""
KEYS_ANEW = "RP-20"
"""Where a fault of this row must be accepted, that the keys are fetched is the very demand."""


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong, where it shows, and what a right application does then."""

    id: str
    title: dict[str, str]
    proves: tuple[str, ...]
    must: str
    exclusive: bool
    shows_at: tuple[str, ...]

    @classmethod
    def of(cls, row: dict[str, Any]) -> Fault:
        """Read it from the provider's list."""
        rest = {"proves": tuple(row["proves"]), "shows_at": tuple(row["shows_at"])}
        return cls(**{**row, **rest})

    @property
    def is_met_at_sign_in(self) -> bool:
        """Whether a sign-in is all that is needed to meet it."""
        return not self.id.startswith(ELSEWHERE) and not self.id.endswith(AT_SIGN_OUT)

    @property
    def is_slow(self) -> bool:
        """Whether answers take long."""
        return self.id.endswith("_slow")

    @property
    def needs(self) -> set[str]:
        """The endpoints that have to be asked, or nothing was met."""
        if self.proves[0] == KEYS_ANEW and self.must == "accepted":
            return {"token"}
        return set(self.shows_at)


def fault_checks(bound: set[str]) -> Iterator[Check]:
    """Give a check for each fault whose first requirement is one of these."""
    for fault in map(Fault.of, strangers.faults()):
        if fault.proves[0] in bound and fault.is_met_at_sign_in:
            yield Check(
                id=f"fault-{fault.id}",
                requirement=fault.proves[0],
                title=Text(**fault.title),
                examine=_examining(fault),
                waits=fault.is_slow,
                alone=fault.exclusive,
            )


def _examining(fault: Fault) -> Examine:
    return lambda application: _examine(application, fault)


def _examine(application: Application, fault: Fault) -> None:
    person = application.person()
    control = _control(application, fault, person)
    _refuse_what_does_not_apply(application, fault, control)
    with application.fault(fault.id, None if fault.exclusive else person):
        tried = _try(application, fault, person)
        if not tried.met and fault.exclusive and application.around.can_restart:
            application.around.restart()  # it had kept what it would have asked for
            tried = _try(application, fault, person)
    application.told("what reached REKONO", tried.reached)
    if not tried.met:
        raise NotApplicable(f"the application did not ask: {', '.join(sorted(fault.needs))}")
    _JUDGES[fault.must](application, tried)
    if fault.proves[0] == EXPLAINED:
        _is_clear(application, tried)


def _control(application: Application, fault: Fault, person: Person) -> Visitor:
    """After a fault that happened to everybody, an application may need a fresh start."""
    if fault.exclusive and application.around.can_restart:
        probe = application.visitor(person)
        try:
            probe.sign_in()
            if probe.look("before").session is Session.SIGNED_IN:
                return probe
        except (Mismatch, TargetUnreachable):
            pass
        application.around.restart()
    return application.control(person)


def _refuse_what_does_not_apply(application: Application, fault: Fault, control: Visitor) -> None:
    """Some faults concern only who asks for something (`nonce`, a level), or a provider's word."""
    about, asked = application.target.target, control.authorization_requests()[-1]
    announced = application.around.metadata.get(ISS_IN_ANSWER) is True
    reasons = {
        "missing_iss_in_answer": None if announced else f"REKONO does not announce {ISS_IN_ANSWER}",
        "nonce": None if "nonce" in asked else "the application sends no nonce",
        "acr": None if about.acr else "the application asks for no level (target.acr)",
        "auth_time": None if about.max_age is not None else "it asks for no age (target.max_age)",
    }
    for word, reason in reasons.items():
        if word in fault.id and reason:
            raise NotApplicable(reason)


@dataclass(frozen=True)
class Tried:
    """A sign-in under a fault: how it ended, and what it came to."""

    visitor: Visitor
    seconds: float
    stopped: Mismatch | None
    """Why the person did not get through, where the way ended before its end."""
    status: int
    look: Look
    reached: list[Logged]
    met: bool


def _try(application: Application, fault: Fault, person: Person) -> Tried:
    visitor, newest, began = application.visitor(person), application.newest(), time.monotonic()
    stopped, status = None, 0
    try:
        landed = application.attempt(visitor)
        status = landed.status
        visitor.picture("where the person arrives")
        application.recorder.page("where the person arrives", f"{landed}\n{landed.text[:2000]}")
    except Mismatch as problem:
        stopped = problem
    seconds = time.monotonic() - began
    reached, met = _what_reached(application, fault, Since(person, newest))
    look = visitor.look("the session after it")
    return Tried(visitor, seconds, stopped, status, look, reached, met)


@dataclass(frozen=True)
class Since:
    """Whose requests are meant, and after which."""

    person: Person
    newest: int


def _what_reached(
    application: Application, fault: Fault, since: Since
) -> tuple[list[Logged], bool]:
    """Give what reached REKONO, and whether the fault was met.

    What is answered slowly is written down only when its answer has gone, or failed.
    """
    until = time.monotonic() + LONGEST
    while True:
        everybody = application.reached(since=since.newest)
        reached = [
            one for one in everybody if fault.exclusive or one["person"] == since.person.email
        ]
        met = fault.needs <= _asked(application, reached)
        if met or not fault.is_slow or time.monotonic() > until:
            return reached, met
        application.around.aside(lambda: threading.Event().wait(BETWEEN_LOOKS))


def _asked(application: Application, reached: list[Logged]) -> set[str]:
    """List the endpoints that were asked; that of authorization when it has sent its answer."""
    returned = [str(one["location"]) for one in reached if one["location"]]
    back = any(where.startswith(application.target.target.redirect_uris) for where in returned)
    return {str(one["endpoint"]) for one in reached} | ({"authorize"} if back else set())


def _refused(application: Application, tried: Tried) -> None:
    application.is_out(tried.look, "the session after what must be refused")


def _accepted(application: Application, tried: Tried) -> None:
    application.is_in(tried.look, "the session after what is odd but honest")


def _coped(application: Application, tried: Tried) -> None:
    """Either is right, but in time, without an unhandled error, and the next try works."""
    in_time = tried.seconds < LONGEST
    took = f"{tried.seconds:.1f} s" + (f": {tried.stopped}" if tried.stopped else "")
    application.findings.demand("time until the answer", in_time, f"less than {LONGEST} s", took)
    _is_clear(application, tried)
    whole = tried.look.session is not Session.UNCLEAR
    application.findings.demand("the session", whole, "signed in, or not", str(tried.look))
    application.gets_in(application.visitor(tried.visitor.person), "the next try")


def _is_clear(application: Application, tried: Tried) -> None:
    handled = tried.status != UNHANDLED
    application.findings.demand(
        "the page that comes", handled, "a page that explains", tried.status
    )


_JUDGES = {"refused": _refused, "accepted": _accepted, "coped": _coped}
