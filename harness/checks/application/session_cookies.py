"""Which of the application's cookies make the session, and who is in that holds them?"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace

from harness.agents import Cookie
from harness.checks.application.application import Application
from harness.checks.application.visitor import Look, Session, Visitor
from harness.errors import TargetUnreachable
from harness.record.verdict import Mismatch, NotApplicable, PreconditionMissing


def application_cookies(application: Application, visitor: Visitor) -> list[Cookie]:
    """List the cookies that a window keeps for the application; long values go into no log."""
    cookies = visitor.agent.cookies(application.target.target.start)
    for cookie in cookies:
        application.rig.conceal(cookie)
    return cookies


def held_by_another(
    application: Application, visitor: Visitor, cookies: Sequence[Cookie], title: str
) -> Look:
    """Put cookies into a window that has none, as somebody who knows them would, and look."""
    other = application.visitor(visitor.person)
    for cookie in cookies:
        other.agent.add_cookie(application.target.target.start, cookie.name, cookie.value)
    names = ", ".join(cookie.name for cookie in cookies) or "no cookie"
    return other.look(f"{title}: {names}")


def session_cookies(application: Application, visitor: Visitor) -> list[Cookie]:
    """Find the cookies that keep a person signed in, whichever way; NotApplicable: none do."""
    return [cookie for way in session_ways(application, visitor) for cookie in way]


def session_ways(application: Application, visitor: Visitor) -> list[list[Cookie]]:
    """Find the ways in which cookies keep a person signed in: those without which nobody is.

    Where several do the same, each that does by itself is a way of its own. NotApplicable where
    cookies do not do it.
    """
    cookies = application_cookies(application, visitor)
    carries_over(application, visitor, cookies)
    needed = [
        cookie
        for cookie in cookies
        if _session(application, visitor, all_cookies_but(cookies, cookie)) is Session.SIGNED_OUT
    ]
    if needed:
        return [needed]
    alone = [[one] for one in cookies if _session(application, visitor, [one]) is Session.SIGNED_IN]
    if not alone:
        raise NotApplicable("no single cookie of the application decides who is signed in")
    return alone


def carries_over(application: Application, visitor: Visitor, cookies: Sequence[Cookie]) -> None:
    """See that who holds these cookies is signed in, or nothing can be told from cookies."""
    if not cookies:
        raise NotApplicable("the application keeps its session in no cookie")
    look = held_by_another(application, visitor, cookies, "another window with the same cookies")
    if look.session is not Session.SIGNED_IN:
        raise NotApplicable(f"the cookies alone sign nobody in: {look}")


def all_cookies_but(cookies: Sequence[Cookie], one: Cookie) -> list[Cookie]:
    """Give the others."""
    return [cookie for cookie in cookies if cookie is not one]


def invented(application: Application, cookies: Sequence[Cookie]) -> list[Cookie]:
    """Give cookies of the same names with a value that somebody made up."""
    value = secrets.token_hex(16)
    application.rig.redactor.register(value)
    return [replace(cookie, value=value) for cookie in cookies]


def on_the_way(application: Application, visitor: Visitor) -> list[Cookie]:
    """Let a person go to REKONO; gives the cookies that the application has set by then."""
    try:
        visitor.go_to_rekono()
    except (Mismatch, TargetUnreachable) as problem:
        raise PreconditionMissing(f"the way to REKONO: {problem}") from problem
    return application_cookies(application, visitor)


def _session(application: Application, visitor: Visitor, cookies: Sequence[Cookie]) -> Session:
    return held_by_another(application, visitor, cookies, "a window with some cookies").session
