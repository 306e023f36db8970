"""Does a session belong to whoever has signed in, whatever somebody knew of it before?"""

from __future__ import annotations

from harness.checks.application.application import Application
from harness.checks.application.registry import check
from harness.checks.application.session_cookies import (
    application_cookies,
    carries_over,
    held_by_another,
    invented,
    on_the_way,
    session_cookies,
)
from harness.checks.application.visitor import Session, Visitor
from harness.record.verdict import Mismatch, PreconditionMissing


@check(
    "session-id-changes",
    "WEB-02",
    sl="Z oznako seje iz časa pred prijavo ni prijavljen nihče.",
    en="Nobody is signed in by the session id from before the sign-in.",
)
def changes(application: Application) -> None:
    """Compare with another window that has the cookies from after sign-in, and is signed in."""
    visitor = application.visitor(application.person())
    before = on_the_way(application, visitor)
    try:
        visitor.pass_rekono()
        application.is_in(visitor.look("after the sign-in"), "control: the person gets in")
    except Mismatch as problem:
        raise PreconditionMissing(str(problem)) from problem
    carries_over(application, visitor, application_cookies(application, visitor))
    look = held_by_another(application, visitor, before, "cookies from before the sign-in")
    application.is_out(look, "another window with the cookies from before the sign-in")


@check(
    "session-id-not-adopted",
    "WEB-02",
    sl="Vnaprej podtaknjena oznaka seje po prijavi nima vrednosti.",
    en="A session id planted before the sign-in is worthless after it.",
)
def not_adopted(application: Application) -> None:
    """Whoever made the id up must not be signed in by it once another person has signed in."""
    control = application.control(application.person())
    planted = invented(application, session_cookies(application, control))
    victim = application.visitor(control.person)
    for cookie in planted:
        victim.agent.add_cookie(application.target.target.start, cookie.name, cookie.value)
    _gets_in_at_last(application, victim)
    look = held_by_another(application, control, planted, "cookies that were made up")
    application.is_out(look, "another window with the planted cookies")


def _gets_in_at_last(application: Application, victim: Visitor) -> None:
    """Require that a planted cookie locks nobody out: the second try must succeed."""
    stopped = None
    for title in ("the person with the planted cookies", "the same person's second try"):
        stopped = application.tolerated(lambda: application.attempt(victim))
        look = victim.look(title)
        if look.session is Session.SIGNED_IN:
            return
    actual = f"{look} ({stopped})" if stopped else str(look)
    application.findings.require("the person with the planted cookies", False, "signed in", actual)
