"""Does a good code activate the person who confirms it, once and for all?"""

from __future__ import annotations

from collections.abc import Callable

from harness.agents import Agent
from harness.agents.http import origin_of
from harness.checks.application.activation_user import (
    ActivationUser,
    activate,
    bare,
    require_active,
    with_code,
)
from harness.checks.application.application import Application
from harness.checks.application.doors import links_on
from harness.checks.application.registry import check
from harness.pages.activation import CODE, CONFIRM, SIGN_IN

LINKS = 8
"""Links of a page that are followed."""


@check(
    "activation-code-kept",
    "ACT-04",
    sl="Koda, vpisana na začetni strani, po prijavi čaka na potrditev.",
    en="A code typed on the start page is ready for confirmation after sign-in.",
)
def code_kept(application: Application) -> None:
    """Look for the typed code in the field, however it is written there."""
    newcomer, code = with_code(application)
    newcomer.sign_in(code)
    stands = newcomer.pages.code() if newcomer.asks_for_code else "no field"
    same = bare(stands) == bare(code)
    said = "the code" if same else (f"{len(stands)} characters" if stands else "nothing")
    application.findings.require(f"what stands in “{CODE}”", same, "the code", said)


@check(
    "activation-code-asked-for",
    "ACT-05",
    sl="Kdor kode ni vpisal, je zanjo vprašan po prijavi.",
    en="A person who has not typed a code is asked for it after sign-in.",
)
def code_asked_for(application: Application) -> None:
    """Look for the documented field and button."""
    newcomer = ActivationUser(application, application.person())
    newcomer.sign_in()
    seen = newcomer.agent.seen()
    expected = f"“{CODE}” and “{CONFIRM}”"
    application.findings.require("after signing in", newcomer.asks_for_code, expected, str(seen))
    application.findings.expect(f"what stands in “{CODE}”", "", newcomer.pages.code())


@check(
    "activation-confirmed",
    "ACT-06",
    sl="Gumb »Potrditev aktivacijske kode« z veljavno kodo aktivira osebo.",
    en="The button “Potrditev aktivacijske kode” with a valid code activates the person.",
)
def confirmed(application: Application) -> None:
    """Expect a page that only an active person sees."""
    activate(application, application.person())


@check(
    "activation-asked-for-once",
    "ACT-08",
    sl="Aktivacija se zahteva samo ob prvi prijavi.",
    en="Activation is asked for only at the first sign-in.",
)
def asked_for_once(application: Application) -> None:
    """Sign in again as the same person in a fresh window, which is not asked again."""
    person = application.person()
    activate(application, person, "control: the first sign-in")
    require_active(application, person, "the second sign-in")


@check(
    "activation-same-person-again",
    "ACT-13",
    sl="Kdor isto kodo potrdi še enkrat, izve, da je račun že aktiven.",
    en="A person who confirms the same code again learns that the account is already active.",
)
def same_person_again(application: Application) -> None:
    """Confirm in a second window that stayed open at the confirmation."""
    person = application.person()
    code = application.rig.issue(person)
    first, second = ActivationUser(application, person), ActivationUser(application, person)
    for one in (first, second):
        one.sign_in(code)
    first.confirm(code)
    first.require_active("control: the first confirmation")
    second.confirm(code)
    if not second.sees_applications:
        second.require_words("the second confirmation", "že aktiv")
    seen = second.agent.seen()
    application.findings.require("its status", seen.status < 500, "no server error", seen.status)
    first.agent.reload()
    first.require_active("the first window, afterwards")


@check(
    "activation-second-code",
    "ACT-33",
    sl="Kdor je že aktiven, ne porabi nobene kode več.",
    en="Who is active already uses up no other code.",
)
def second_code(application: Application) -> None:
    """Confirm somebody else's code in a window from before the activation; they need it still."""
    (newcomer, code), other = with_code(application), application.person()
    theirs = application.rig.issue(other)
    earlier = ActivationUser(application, newcomer.person)
    for window in (earlier, newcomer):
        window.sign_in()
    newcomer.confirm_instead(code)
    with application.as_control("control: the first code"):
        newcomer.require_active("control: the first code")
    with application.as_control("the window from before"):
        earlier.confirm_instead(theirs)
    owner = ActivationUser(application, other)
    owner.activate(theirs, "the other code, by whom it was issued to")


@check(
    "activation-pasted",
    "ACT-16",
    sl="Koda velja tudi, kot jo ljudje prilepijo.",
    en="A code is accepted as people paste it.",
)
def pasted(application: Application) -> None:
    """Blanks around it, small letters, other separators, full-width characters."""
    for way, change in PASTED.items():
        person = application.person()
        code, newcomer = application.rig.issue(person), ActivationUser(application, person)
        newcomer.sign_in()
        newcomer.confirm_instead(change(code))
        newcomer.recommend_active(way)


PASTED: dict[str, Callable[[str], str]] = {
    "with blanks around it": lambda code: f"  {code} ",
    "without hyphens": lambda code: code.replace("-", ""),
    "with blanks for hyphens": lambda code: code.replace("-", " "),
    "in small letters": str.lower,
    "with no-break spaces": lambda code: code.replace("-", "\u00a0"),
    "in full-width characters": lambda code: "".join(chr(ord(one) + 0xFEE0) for one in code),
}


@check(
    "activation-double-click",
    "ACT-23",
    sl="Dvojni klik in ponovno nalaganje ob potrditvi ne škodita.",
    en="A double click or a reload at the confirmation does no harm.",
)
def double_click(application: Application) -> None:
    """Press the button twice, and load the page that comes again."""
    newcomer, code = with_code(application)
    newcomer.sign_in(code)
    newcomer.pages.type_code(code)
    newcomer.agent.press_twice(CONFIRM)
    newcomer.require_active("after a double click")
    newcomer.agent.reload()
    newcomer.require_active("after loading the page again")


@check(
    "activation-two-tabs",
    "ACT-24",
    sl="Dva zavihka iste osebe, od katerih je eden zastarel, se končata v enem jasnem stanju.",
    en="Two tabs of one person, one of them stale, end in one clear state.",
)
def two_tabs(application: Application) -> None:
    """Load the stale tab again: it shows what the other has reached."""
    newcomer, code = with_code(application)
    newcomer.sign_in(code)
    stale = newcomer.agent.tab()
    stale.open(newcomer.agent.seen().url)
    newcomer.confirm(code)
    newcomer.require_active("the first tab")
    newcomer.turn_to(stale)
    newcomer.agent.reload()
    newcomer.require_active("the stale tab, loaded again")


@check(
    "activation-session-ended",
    "ACT-27",
    sl="Če se seja konča pred potrditvijo, se oseba znova prijavi in nadaljuje z isto kodo.",
    en="If the session ends before the confirmation, the person signs in again and continues.",
)
def session_ended(application: Application) -> None:
    """End the session before the confirmation; the code stays unused meanwhile."""
    newcomer, code = with_code(application)
    newcomer.sign_in(code)
    newcomer.agent.forget(application.target.target.start)
    newcomer.confirm(code)
    application.findings.require(
        "without a session", not newcomer.sees_applications, "not active yet", newcomer.agent.seen()
    )
    seen = str(newcomer.agent.seen())
    expected = f"the button “{SIGN_IN}”, or a link that leads to it"
    application.findings.require("the way on", _leads_to_sign_in(newcomer), expected, seen)
    newcomer.activate(code, "after signing in again")


def _leads_to_sign_in(newcomer: ActivationUser) -> bool:
    """Tell whether the page leads to REKONO, offers to go there, or links to a page that does."""
    ways = iter(_links(newcomer.agent)[:LINKS])
    while not (newcomer.visitor.is_at_rekono or newcomer.agent.offers(SIGN_IN)):
        way = next(ways, None)
        if way is None:
            return False
        newcomer.agent.open(way)
    return True


def _links(agent: Agent) -> list[str]:
    """List where a page leads to on its own origin."""
    here = agent.seen().url
    goals = (goal for _, goal in links_on(agent.source(), here))
    return [goal for goal in goals if origin_of(goal) == origin_of(here)]
