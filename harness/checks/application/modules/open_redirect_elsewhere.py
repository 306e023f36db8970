"""Can the callback or the sign-out lead a person on to a foreign site?"""

from __future__ import annotations

from urllib.parse import urlencode

from harness.agents.document import Document
from harness.agents.http import HttpAgent
from harness.agents.locator import What
from harness.checks.application.application import Application
from harness.checks.application.identity_provider import front
from harness.checks.application.modules.open_redirect import stays_here
from harness.checks.application.page_fetch import callback
from harness.checks.application.places import locator_of
from harness.checks.application.registry import check
from harness.checks.application.visitor import Visitor
from harness.record.verdict import Mismatch, NotApplicable
from harness.web.open_redirect import FORMS, NAMES, naming, odd_forms


@check(
    "foreign-goal-at-callback",
    "WEB-05",
    sl="Povratni klic, ki imenuje tuj naslov, ne vodi na tuje spletno mesto.",
    en="A callback that names a foreign address leads to no foreign site.",
)
def at_callback(application: Application) -> None:
    """Come without a code, as a link does that begins a sign-in (OpenID Connect Core 1.0, 4)."""
    application.control(application.person())
    agent, visitor = _by_plain_http(application)
    address = callback(application, urlencode({"iss": application.rig.issuer}))

    def go(visitor: Visitor, goal: str) -> None:
        visitor.agent.open(naming(address, goal))
        visitor.pass_rekono()

    for goal in _goals(application):
        agent.forget(application.target.target.start)
        stays_here(application, visitor, goal, go)


@check(
    "foreign-goal-at-sign-out",
    "WEB-05",
    sl="Odjava, ki imenuje tuj naslov, ne vodi na tuje spletno mesto.",
    en="A sign-out that names a foreign address leads to no foreign site.",
)
def at_sign_out(application: Application) -> None:
    """Sign out by the application's own button or link, with the goal beside what it sends.

    REKONO is not asked: it keeps its session, and leads to registered addresses only.
    """
    steps = application.target.sign_out
    if steps is None or steps.steps[-1].press is None:
        raise NotApplicable("the target file does not say what signs out ([sign_out])")
    last = locator_of(steps.steps[-1].press)
    application.control(application.person())
    agent, visitor = _by_plain_http(application)

    def go(visitor: Visitor, goal: str) -> None:
        agent.stop_before()
        agent.forget(application.target.target.start)
        with application.as_control("control: signed in, with what signs out"):
            _enter(application, visitor)
            visitor.open()
            for step in steps.steps[:-1]:
                visitor.take(step, last=False)
            if not _offers(agent, last):
                raise Mismatch(f"what signs out ({last})", agent.seen())
        agent.stop_before(front(application.rig.provider.entrance))
        _sign_out(agent, goal, last)
        agent.stop_before()

    with application.as_control("control: signing out"):
        go(visitor, "")
        application.is_out(visitor.look("control: signing out"), "control: signing out")
    for goal in _goals(application):
        stays_here(application, visitor, goal, go)


def _enter(application: Application, visitor: Visitor) -> None:
    """Sign in, whether REKONO knows the person already or not."""
    visitor.open()
    visitor.act(application.target.sign_in.steps)
    visitor.pass_rekono()
    visitor.await_landing()


def _sign_out(agent: HttpAgent, goal: str, last: What) -> None:
    """Send what signs out, with a goal where there is one; a refusal is right."""
    page = agent.seen()
    sent = Document(page.url, page.status, agent.source()).follow(last)
    if not goal:
        agent.press(last)
    elif sent.method == "GET":
        query = urlencode(sent.pairs)
        joined = f"{sent.url}{'&' if '?' in sent.url else '?'}{query}" if query else sent.url
        agent.open(naming(joined, goal))
    else:
        named = {**dict.fromkeys(NAMES, goal), **dict(sent.pairs)}
        agent.post_from(page.url, naming(sent.url, goal), named)


def _offers(agent: HttpAgent, what: What) -> bool:
    return agent.offers(what) if isinstance(what, str) else agent.shown(what) is not None


def _by_plain_http(application: Application) -> tuple[HttpAgent, Visitor]:
    if application.target.target.single_page:
        raise NotApplicable("a script of its pages does that: its server has no part in it")
    return application.plain(application.person())


def _goals(application: Application) -> list[str]:
    return [*FORMS, *odd_forms(application.target.target.start)]
