"""By which pages of the application does a person come on the way in and out?"""

from __future__ import annotations

from collections.abc import Iterator

from harness.agents.browser import BrowserAgent
from harness.agents.http import origin_of
from harness.checks.application.application import Application
from harness.checks.application.visitor import Visitor
from harness.errors import TargetUnreachable
from harness.record.verdict import Mismatch, NotApplicable, PreconditionMissing


def screen_of(visitor: Visitor) -> BrowserAgent:
    """Give the window as one with a screen; NotApplicable where there is none."""
    if not isinstance(visitor.agent, BrowserAgent):
        raise NotApplicable("it takes a screen: certify with --agent browser")
    return visitor.agent


def walk_or_skip(application: Application, visitor: Visitor) -> Iterator[str]:
    """Take the way in and out, and name each page of the application that comes.

    PreconditionMissing where it cannot be taken: that is for other checks to judge.
    """
    way = walk(application, visitor)
    while True:
        try:
            where = next(way, None)
        except (Mismatch, TargetUnreachable) as problem:
            raise PreconditionMissing(f"the way in and out: {problem}") from problem
        if where is None:
            return
        yield where


def walk(application: Application, visitor: Visitor) -> Iterator[str]:
    """Take the same way; raises Mismatch where it does not lead on."""
    for where in _steps(application, visitor):
        if _is_own(application, visitor):
            yield where


def _steps(application: Application, visitor: Visitor) -> Iterator[str]:
    visitor.open()
    yield "the first page, signed out"
    visitor.go_to_rekono()
    if visitor.give_up():
        visitor.await_landing()
        yield "after giving up at REKONO"
    visitor.sign_in()
    yield "after the sign-in"
    application.is_in(visitor.look("the first page, signed in"), "the person gets in")
    if visitor.agent.seen().url != visitor.landed:
        yield "the first page, signed in"
    if application.target.sign_out is not None:
        visitor.sign_out()
        yield "after the sign-out"


def _is_own(application: Application, visitor: Visitor) -> bool:
    own = origin_of(application.target.target.start)
    return origin_of(visitor.agent.seen().url) == own
