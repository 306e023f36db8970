"""Can a link to the application lead a person on to a foreign site after the sign-in?"""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile

from harness.agents.http import origin_of
from harness.agents.leading import led_to
from harness.agents.raw_http import Wire
from harness.checks.application.application import Application
from harness.checks.application.page_fetch import wire_of
from harness.checks.application.registry import check
from harness.checks.application.visitor import Visitor
from harness.errors import TargetUnreachable
from harness.record.verdict import Mismatch, NotApplicable
from harness.web.open_redirect import FOREIGN, FORMS, PATHS, followed, naming, odd_forms


@check(
    "foreign-goal-at-start",
    "WEB-05",
    sl="Prva stran s tujim naslovom za vrnitev po prijavi ne vodi na tuje spletno mesto.",
    en="The first page with a foreign return address leads to no foreign site after sign-in.",
)
def at_start(application: Application) -> None:
    """Take the steps of the target file from an address that names the goal."""
    visitor = application.control(application.person())
    start, steps = application.target.target.start, application.target.sign_in.steps

    def onward(visitor: Visitor) -> None:
        visitor.act(steps)
        visitor.await_rekono()
        visitor.pass_rekono()

    _try(application, visitor, start, onward)


@check(
    "foreign-goal-at-sign-in",
    "WEB-05",
    sl="Začetek prijave s tujim naslovom za vrnitev po njej ne vodi na tuje spletno mesto.",
    en="A sign-in started with a foreign return address does not lead to a foreign site.",
)
def at_sign_in(application: Application) -> None:
    """Open each address on the way to REKONO that leads on, with the goal in it."""
    visitor = application.control(application.person())
    for hop in _way_in(application, visitor):
        _try(application, visitor, hop, Visitor.pass_rekono)


@check(
    "foreign-goal-in-path",
    "WEB-05",
    sl="Pot, zapisana kot tuj naslov, ne vodi na tuje spletno mesto, tudi po prijavi ne.",
    en="A path written like a foreign address leads to no foreign site, nor after a sign-in.",
)
def in_path(application: Application) -> None:
    """Open it without being signed in, and sign in where that is asked for (CVE-2022-24794)."""
    if application.target.target.single_page:
        raise NotApplicable("a script leads people on: its server has no part in that")
    person = application.person()
    application.control(person)
    start, steps = application.target.target.start, application.target.sign_in.steps
    visitor = application.plain(person)[1]

    def go(visitor: Visitor, address: str) -> None:
        visitor.agent.open(address)
        if not visitor.is_at_rekono:
            visitor.act(steps)
            visitor.await_rekono()
        visitor.pass_rekono()

    for base in dict.fromkeys((origin_of(start), start.partition("?")[0].rstrip("/"))):
        for path in PATHS:
            visitor.agent.forget(start)
            stays_here(application, visitor, f"{base}{path}", go)


def _try(
    application: Application, known: Visitor, address: str, onward: Callable[[Visitor], object]
) -> None:
    """Go by each form of a foreign address, not known to the application, and by a link from there.

    An application that refuses such an address does right; what counts is where the person went.
    The odd forms, which are many, are tried over plain HTTP where no script signs in; so is the
    link, whose Referer names where it was (RFC 9110, 10.1.3).
    """

    def go(visitor: Visitor, goal: str) -> None:
        visitor.agent.open(naming(address, goal))
        onward(visitor)

    def come(visitor: Visitor, site: str) -> None:
        visitor.agent.follow_from(site, address)
        onward(visitor)

    for goal in FORMS:
        stays_here(application, _unknown(application, known), goal, go)
    if application.target.target.single_page:
        return
    agent, plain = application.plain(known.person)
    for goal in odd_forms(application.target.target.start):
        agent.forget(application.target.target.start)
        stays_here(application, plain, goal, go)
    agent.forget(application.target.target.start)
    stays_here(application, plain, f"http://{FOREIGN}/?link", come)


def stays_here(
    application: Application, visitor: Visitor, goal: str, go: Callable[[Visitor, str], None]
) -> None:
    """Require that a way which names a foreign goal leads to no foreign site."""
    before = len(visitor.agent.sent())
    try:
        go(visitor, goal)
    except (Mismatch, TargetUnreachable) as stopped:
        application.recorder.log(f"the way by {goal}", str(stopped))
    gone = followed(visitor.agent.sent()[before:])
    title, went = f"requests to the foreign site by {goal}", ", ".join(gone)
    application.findings.require(title, not gone, "none", went or "none")


def _unknown(application: Application, known: Visitor) -> Visitor:
    """Give a window that the application knows nothing of: another one where scripts keep things.

    Where cookies are all that there is, it is the same one, which REKONO still knows.
    """
    if known.agent.stored():
        return application.visitor(known.person)
    known.agent.forget(application.target.target.start)
    return known


def _way_in(application: Application, visitor: Visitor) -> list[str]:
    """List the addresses of the application that lead on by themselves on the way to REKONO.

    Raises NotApplicable where none does: the sign-in begins with a form, or by a script.
    """
    start, issuer = application.target.target.start, application.rig.provider.entrance
    own, there = origin_of(start), origin_of(issuer)
    before = takewhile(lambda one: origin_of(one.url) != there, visitor.agent.sent())
    asked = dict.fromkeys(one.url for one in before if one.method == "GET")
    with wire_of(application, visitor, as_nobody=True) as wire:
        goals = {url: _leads_to(wire, url) for url in asked if origin_of(url) == own}
    hops = [url for url, goal in goals.items() if goal and origin_of(goal) in (own, there)]
    if not any(origin_of(goals[url]) == there for url in hops):
        raise NotApplicable("the sign-in begins with a form, not with an address")
    return hops


def _leads_to(wire: Wire, url: str) -> str:
    location = wire.get(url).headers.get("location")
    return led_to(url, location) if location else ""
