"""Can a foreign site sign a person out against their will?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from harness.agents import Agent, Cookie, Sent
from harness.agents.http import host_of
from harness.checks.application.application import Application
from harness.checks.application.foreign_site import by_form, by_link
from harness.checks.application.registry import check
from harness.checks.application.visitor import Visitor
from harness.errors import TargetUnreachable
from harness.record.verdict import NotApplicable

ANSWERS = {
    "an error": {"error": "access_denied"},
    "a code": {"code": "nobody-has-issued-this"},
}
"""What somebody may bring to the callback who has no sign-in there."""
Attack = Callable[[Agent, Sent], None]


@dataclass(frozen=True)
class Way:
    """How the foreign site tries it, and what it is called."""

    title: str
    attack: Attack


@check(
    "forced-logout-by-link",
    "OUT-07",
    sl="Povezava na tujem spletnem mestu osebe ne odjavi.",
    en="A link on a foreign site does not sign a person out.",
)
def forced_by_link(application: Application) -> None:
    """Follow a link to the address to which the application's own button leads."""
    _examine(application, Way("a link on a foreign site", by_link))


@check(
    "forced-logout-by-form",
    "OUT-07",
    sl="Obrazec na tujem spletnem mestu osebe ne odjavi.",
    en="A form on a foreign site does not sign a person out.",
)
def forced_by_form(application: Application) -> None:
    """Send by a form what the attacker's own sign-out has sent."""
    _examine(application, Way("a form on a foreign site", by_form))


@check(
    "forced-logout-by-callback",
    "OUT-07",
    sl="Povezava s tujega spletnega mesta na naslov za vrnitev osebe ne odjavi.",
    en="A link on a foreign site to the callback does not sign a person out.",
)
def forced_by_callback(application: Application) -> None:
    """Bring an error, and a code, that nobody asked for; both may be refused, and no more."""
    callback = application.target.target.redirect_uris[0]
    for name, answer in ANSWERS.items():
        victim = application.control(application.person())
        state = f"{application.drawn(name).getrandbits(128):032x}"
        request = Sent("GET", f"{callback}?{urlencode({**answer, 'state': state})}")
        _attacked(application, victim, Way(f"a link to the callback with {name}", by_link), request)


def _examine(application: Application, way: Way) -> None:
    request = _sign_out_request(application)
    application.recorder.note("the request that signs out", f"{request.method} {_bare(request)}")
    _attacked(application, application.control(application.person()), way, request)


def _attacked(application: Application, victim: Visitor, way: Way, request: Sent) -> None:
    """Let the foreign site send the request, and require that the person stays signed in."""
    before = victim.cookies
    try:
        application.tolerated(lambda: way.attack(victim.agent, request))
    except TargetUnreachable as problem:
        application.recorder.note("the attack", str(problem))
    application.recorder.note("the cookies after it", _told(before, victim.cookies))
    application.is_in(victim.look(way.title), f"the session after {way.title}")


def _told(before: list[Cookie], after: list[Cookie]) -> str:
    """Say which cookies the answer has taken or replaced: a new, empty session is one, too."""
    now = {one.name: one.value for one in after}
    gone = [one.name for one in before if one.name not in now]
    other = [one.name for one in before if now.get(one.name, one.value) != one.value]
    told = [f"taken away: {', '.join(gone)}"] if gone else []
    told += [f"replaced: {', '.join(other)}"] if other else []
    return "; ".join(told) or "as before"


def _sign_out_request(application: Application) -> Sent:
    """Learn from the attacker's own sign-out what is sent; it must have worked."""
    steps = application.target.sign_out
    if steps is None:
        raise NotApplicable("the target file does not say how to sign out ([sign_out])")
    own = application.control(application.person())
    own.open()
    before = len(own.agent.sent())
    own.act(steps.steps)
    sent = own.agent.sent()[before:]
    own.leave()
    with application.as_control("control: the attacker's own sign-out"):
        application.is_out(own.look("the attacker's own sign-out"), "control")
    here = host_of(application.target.target.start)
    to_application = [one for one in sent if host_of(one.url) == here]
    if not to_application:
        raise NotApplicable("signing out sends nothing to the application")
    posted = [one for one in to_application if one.method != "GET"]
    return (posted or to_application)[0]


def _bare(request: Sent) -> str:
    return urlsplit(request.url)._replace(query="").geturl()
