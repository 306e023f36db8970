"""Does anything but a sign-in sign somebody in (OWASP WSTG, WSTG-ATHN-04)?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from urllib.parse import quote, urlencode, urlsplit

from harness.agents import Agent, Cookie
from harness.agents.http import HttpAgent
from harness.checks.application.application import Application
from harness.checks.application.identity_provider import front
from harness.checks.application.registry import check
from harness.checks.application.session_cookies import (
    held_by_another,
    on_the_way,
    session_cookies,
)
from harness.checks.application.visitor import Session, Visitor
from harness.record.verdict import NotApplicable
from harness.web.identity_headers import excusing, naming

NAMES = ("sid", "session", "session_id", "PHPSESSID", "jsessionid")
"""Names that the id of a session goes by in addresses, beside its cookie's own."""
SHORT = 300
"""Characters up to which a value is repeated under all of them: addresses have an end."""
MOST = 6
"""Pairs of cookies that are tried."""


@check(
    "identity-headers",
    "WEB-12",
    sl="Glave, ki jih za prijavo dodajajo posredniški strežniki, ne prijavijo nikogar.",
    en="Headers by which proxies tell who is signed in sign nobody in.",
)
def identity_headers(application: Application) -> None:
    """Sent to where people come: a proxy that may say who somebody is stands before that, too."""
    person = application.person()
    application.control(person)
    for called in filter(None, (person.email, person.sub)):
        agent, intruder = application.plain(person, naming(called))
        _stays_out(application, agent, intruder, "headers that name somebody")
    callback = urlsplit(application.target.target.redirect_uris[0]).path
    for title, headers in excusing(callback):
        _stays_out(application, *application.plain(person, headers), title)


def _stays_out(application: Application, agent: HttpAgent, intruder: Visitor, by: str) -> None:
    look = intruder.look(f"a visitor with {by}")
    opened = ", ".join(application.rig.doors.opened_by(agent))
    holds = look.session is not Session.SIGNED_IN and not opened
    actual = f"{opened} opened: {look}" if opened else str(look)
    application.findings.require(f"bypass by {by}", holds, Session.SIGNED_OUT, actual)


@check(
    "session-by-address",
    "WEB-12",
    sl="Oznaka seje v naslovu ne prijavi nikogar.",
    en="A session id in an address signs nobody in.",
)
def session_by_address(application: Application) -> None:
    """By query and by path parameter: in an address others read it, and a link can bring it."""
    control = application.control(application.person())
    for cookie in session_cookies(application, control):
        application.rig.redactor.register(quote(cookie.value, safe=""))
        for title, address in _addresses(application.target.telling, cookie):
            other = application.visitor(control.person)
            other.agent.open_short_of(address, front(application.rig.provider.entrance))
            is_in = _shows_somebody(application, other.agent)
            look = other.look(f"another window, {title}")
            holds = not is_in and look.session is not Session.SIGNED_IN
            actual = f"somebody is signed in at that address; then {look}" if is_in else str(look)
            application.findings.require(f"bypass by {title}", holds, Session.SIGNED_OUT, actual)


@check(
    "begun-cookie-as-session",
    "WEB-12",
    sl="Piškotek začete prijave na mestu piškotka seje ne prijavi nikogar.",
    en="A cookie of a sign-in that was only begun, in place of the session's, signs nobody in.",
)
def begun_cookie_as_session(application: Application) -> None:
    """Whoever begins a sign-in has such a cookie, and need not be anybody."""
    control = application.control(application.person())
    session = session_cookies(application, control)
    begun = on_the_way(application, application.visitor(control.person))
    if not begun:
        raise NotApplicable("on the way to REKONO the application sets no cookie")
    for name, planted in islice(_exchanged(session, begun), MOST):
        look = held_by_another(application, control, planted, f"a begun sign-in's as {name}")
        holds = look.session not in (Session.SIGNED_IN, Session.HIDDEN)
        title = f"bypass by a begun sign-in's cookie as {name}"
        application.findings.require(title, holds, Session.SIGNED_OUT, str(look))


def _exchanged(session: list[Cookie], begun: list[Cookie]) -> Iterator[tuple[str, list[Cookie]]]:
    """Put each cookie of a begun sign-in where the session's belongs, beside the others."""
    for place in session:
        for one in begun:
            if one.value:
                others = [other for other in begun if other.name != place.name]
                moved = Cookie(place.name, one.value, one.domain, one.path, True, "")
                yield place.name, [*others, moved]


def _addresses(page: str, cookie: Cookie) -> Iterator[tuple[str, str]]:
    """Write a page's address with the id of a session in it, in each way once."""
    names = (cookie.name, *NAMES) if len(cookie.value) <= SHORT else (cookie.name,)
    parts = urlsplit(page)
    query = urlencode(dict.fromkeys(names, cookie.value))
    yield "the session's id as a parameter", parts._replace(query=query).geturl()
    path = f"{parts.path or '/'};{names[-1]}={quote(cookie.value, safe='')}"
    yield "the session's id in the path", parts._replace(path=path).geturl()


def _shows_somebody(application: Application, agent: Agent) -> bool:
    return agent.shown(application.target.signed_in.shows.locator) is not None
