"""What comes of several tabs of one browser: of sign-ins side by side or left, of old pages?

A sign-in is ended by a real callback to the request of its own tab, whatever the others have asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from harness.checks.application.application import Application, says_who
from harness.checks.application.arrival import gets_in_at_last, page_after
from harness.checks.application.callbacks import callback_for
from harness.checks.application.identity_provider import front
from harness.checks.application.registry import check
from harness.checks.application.target import Steps
from harness.checks.application.visitor import Session, Visitor
from harness.record.verdict import NotApplicable, PreconditionMissing

MANY = 40
"""Sign-ins that one browser begins and leaves: a few a day, where cookies stay for weeks."""


@dataclass(frozen=True)
class Tab:
    """A tab that has been led to REKONO, and what it asked there."""

    title: str
    visitor: Visitor
    request: str


@check(
    "tabs-ended-in-order",
    "RP-42",
    sl="Prijavi v dveh zavihkih, končani po vrsti, osebo prijavita ali to jasno povesta.",
    en="Two sign-ins in two tabs, ended in the order they were begun, sign in or say clearly no.",
)
def ended_in_order(application: Application) -> None:
    """Bring the first tab's answer although a second sign-in has been begun since."""
    _end(application, lambda first, second: (first, second))


@check(
    "tabs-ended-crosswise",
    "RP-42",
    sl="Prijavi v dveh zavihkih, končani v obratnem redu, osebo prijavita ali to jasno povesta.",
    en="Two sign-ins in two tabs, ended the other way round, sign in or say clearly no.",
)
def ended_crosswise(application: Application) -> None:
    """Bring the first tab's answer into a session that stands."""
    _end(application, lambda first, second: (second, first))


@check(
    "sign-in-begun-anew",
    "RP-42",
    sl="Kdor prijavo opusti in jo v istem brskalniku začne znova, vstopi.",
    en="Whoever leaves a sign-in and begins anew in the same browser gets in.",
)
def begun_anew(application: Application) -> None:
    """Nothing of the sign-in that was left may stand in the way of the other."""
    person = application.person()
    _control(application)
    visitor = application.begun(person)
    with application.as_control("the way back from REKONO"):
        visitor.open_and_wait()
    look = application.gets_in(visitor, "after a sign-in that was begun anew")
    application.shows(look, person.name, "who is signed in")


@check(
    "sign-ins-begun-and-left",
    "RP-43",
    sl=f"Po {MANY} začetih in nedokončanih prijavah v enem brskalniku naslednja uspe.",
    en=f"After {MANY} sign-ins begun in one browser and ended by nobody, the next one succeeds.",
)
def begun_and_left(application: Application) -> None:
    """Begun over plain HTTP, and stopped before REKONO, which has no part in it."""
    if application.target.target.single_page:
        raise NotApplicable("a script begins the sign-in: nothing of it piles up at the server")
    if application.target.asks_somebody:
        raise NotApplicable("somebody at the terminal would have to begin each of them")
    person = application.person()
    application.control(person)
    agent, visitor = application.plain(person)
    agent.stop_before(front(application.rig.provider.entrance))
    begun = 0
    for _ in range(MANY):
        if application.tolerated(visitor.go_to_rekono) is None:
            begun += 1
    agent.stop_before()
    size = sum(len(f"{one.name}={one.value}; ") for one in visitor.cookies)
    told = f"{begun} of {MANY}; {len(visitor.cookies)} cookies of {size} bytes"
    application.recorder.note("begun in one browser", told)
    gets_in_at_last(application, visitor, "the sign-in after them")


@check(
    "old-tab-after-sign-out",
    "OUT-09",
    sl="Stran v starem zavihku po odjavi v drugem ne pokaže ničesar in ni napaka strežnika.",
    en="A page in an old tab, after sign-out in another one, shows nothing and is no server error.",
)
def old_tab_after_sign_out(application: Application) -> None:
    """Both pages were drawn for who was signed in: one is loaded again, one signs out again."""
    steps = application.target.sign_out
    if steps is None:
        raise NotApplicable("the target file does not say how to sign out ([sign_out])")
    person = application.person()
    visitor = application.control(person)
    application.names(visitor.look("control: who is signed in"), person)
    pressing, reloading = application.tab(visitor), application.tab(visitor)
    reloading.open_telling()
    pressing.open()
    for step in steps.steps[:-1]:
        pressing.take(step, last=False)
    visitor.sign_out()
    with application.as_control("control: signing out"):
        application.is_out(visitor.look("control: signing out"), "control: signing out")
    deeds: dict[str, tuple[Visitor, Callable[[], object]]] = {
        "the old page, loaded again": (reloading, reloading.agent.reload),
        "sign-out on the old page": (pressing, partial(_press_last, application, pressing, steps)),
    }
    for title, (old, deed) in deeds.items():
        seen = page_after(application, old, title, deed)
        unsaid = f"nothing of “{person.name}”"
        application.findings.require(title, not says_who(seen, person), unsaid, str(seen))
    application.is_out(visitor.look("the session after both"), "the session after both")


def _press_last(application: Application, visitor: Visitor, steps: Steps) -> None:
    """Take the last step on the page that stands there, which a script may have changed since."""
    gone = application.tolerated(lambda: visitor.take(steps.steps[-1], last=True))
    application.recorder.note("sign-out on the old page", str(gone) if gone else "it was there")


def _end(application: Application, order: Callable[[Tab, Tab], tuple[Tab, Tab]]) -> None:
    """End two sign-ins in an order; afterwards the person must be in, or get in."""
    person = application.person()
    _control(application)
    visitor = application.begun(person)
    first = Tab("the first tab", visitor, visitor.asked()[-1])
    other = application.tab(visitor)
    with application.as_control("the way to REKONO in a second tab"):
        other.go_to_rekono()
    second = Tab("the second tab", other, other.asked()[-1])
    if first.request == second.request:
        raise PreconditionMissing("the second tab asked REKONO for nothing")
    for tab in order(first, second):
        callback = callback_for(application, tab.request, person)
        follow = partial(tab.visitor.follow, callback)
        page_after(application, tab.visitor, tab.title, follow)
    look = visitor.look("the session after both")
    if look.session is not Session.SIGNED_IN:
        look = application.gets_in(visitor, "the sign-in after both")
    application.shows(look, person.name, "who is signed in")


def _control(application: Application) -> None:
    """Let a sign-in succeed in a single tab, by the same kind of callback."""
    person = application.person()
    visitor = application.begun(person)
    visitor.follow(callback_for(application, visitor.asked()[-1], person))
    with application.as_control("control: one tab alone"):
        application.is_in(visitor.look("control: one tab alone"), "control")
