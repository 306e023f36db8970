"""By which requests of the application's own does somebody come to REKONO?"""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urlencode, urlsplit

from harness.agents import Sent
from harness.agents.http import origin_of
from harness.checks.application.application import Application
from harness.checks.application.foreign_site import by_form, by_link
from harness.checks.application.page_fetch import callback
from harness.checks.application.visitor import Visitor
from harness.errors import TargetUnreachable
from harness.record.verdict import Mismatch, NotApplicable
from harness.web.link_parameters import bringing

FIRST_PAGE = "the first page"


def ways_in(application: Application, visitor: Visitor) -> list[Sent]:
    """Find the request of the application's own that led to REKONO; a form's is opened, too."""
    is_one = application.rig.provider.is_authorization
    here, before = origin_of(application.target.target.start), None
    for sent in visitor.agent.sent():
        if is_one(sent.url):
            break
        before = sent if origin_of(sent.url) == here else before
    if before is None:
        raise NotApplicable("no request to the application led to REKONO: its script does that")
    return [before] if before.method == "GET" else [before, Sent("GET", before.url)]


def led_by(visitor: Visitor, way: Sent) -> list[str]:
    """Go there as a foreign page makes people go; gives what that asks REKONO for."""
    asked = _followed(visitor, way)
    return asked if visitor.is_at_rekono else []


def _followed(visitor: Visitor, way: Sent) -> list[str]:
    asked, go = len(visitor.asked()), by_link if way.method == "GET" else by_form
    with suppress(TargetUnreachable):
        go(visitor.agent, way)
        visitor.await_rekono()
    return visitor.asked()[asked:]


def entrances(application: Application, visitor: Visitor) -> dict[str, Sent | None]:
    """Name the ways by which a link leads somebody to REKONO; None stands for the steps."""
    found: dict[str, Sent | None] = {FIRST_PAGE: None}
    try:
        for way in ways_in(application, visitor):
            found[f"{way.method} {urlsplit(way.url).path or '/'}"] = way
    except NotApplicable as reason:
        application.recorder.note("left out: the address where sign-ins begin", str(reason))
    begun = callback(application, urlencode({"iss": application.rig.issuer}))
    found["a sign-in begun at the callback"] = Sent("GET", begun)
    return found


def led_with(
    application: Application, visitor: Visitor, way: Sent | None, brought: dict[str, str]
) -> list[str]:
    """Go a way whose link brings parameters; gives what REKONO is asked for, if anything.

    The application does not know the window yet.
    """
    visitor.agent.forget(application.target.target.start)
    if way is not None:
        body = bringing(f"?{way.body}", brought).removeprefix("?") if way.body else ""
        return _followed(visitor, Sent(way.method, bringing(way.url, brought), body=body))
    asked = len(visitor.asked())
    with suppress(TargetUnreachable, Mismatch):
        visitor.agent.open(bringing(application.target.target.start, brought))
        visitor.act(application.target.sign_in.steps)
        visitor.await_rekono()
    return visitor.asked()[asked:]
