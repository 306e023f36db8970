"""Does a page come of what a person does, and no server error and no way in circles?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from harness.agents import Seen
from harness.checks.application.application import Application
from harness.checks.application.visitor import Session, Visitor
from harness.errors import TargetUnreachable
from harness.record.verdict import Mismatch

Result = TypeVar("Result")
PAGE, SERVER_ERROR = "a page, no server error", 500
TRIES = 2
"""Sign-ins by which a person must be in who has met something odd: the first may clear it away."""


def page_after(
    application: Application, visitor: Visitor, title: str, deed: Callable[[], object]
) -> Seen:
    """Require that a deed ends at a page, and see it: one that says no in words may be an error."""
    must_end(title, deed)
    seen = visitor.agent.seen()
    visitor.keep(seen, title)
    right = seen.status < SERVER_ERROR or visitor.is_refused
    application.findings.require(title, right, PAGE, str(seen))
    return seen


def must_end(title: str, deed: Callable[[], Result]) -> Result:
    """Require that what a person does ends at a page; a way in circles has none."""
    try:
        return deed()
    except TargetUnreachable as problem:
        raise Mismatch("a page", str(problem), title) from problem


def gets_in_at_last(application: Application, visitor: Visitor, title: str) -> None:
    """Require that nothing locks a person out for good: one of two sign-ins must succeed."""
    stopped, look = None, None
    for _ in range(TRIES):
        stopped = application.tolerated(lambda: application.attempt(visitor))
        look = visitor.look(title)
        if look.session is Session.SIGNED_IN:
            break
    actual = f"{look} ({stopped})" if stopped else str(look)
    holds = look is not None and look.session is Session.SIGNED_IN
    application.findings.require(title, holds, Session.SIGNED_IN, actual)
