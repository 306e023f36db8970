"""Does the start page of an activation service offer what the instruction says?"""

from __future__ import annotations

from harness.checks.application.activation_user import (
    NEVER_ISSUED,
    REKONO_SUPPORT,
    SUPPORT,
    ActivationUser,
    at_start,
    require_told_apart,
    with_code,
)
from harness.checks.application.application import Application
from harness.checks.application.registry import check
from harness.pages.activation import CODE, REGISTER, SIGN_IN
from harness.pages.english import LABELS, SWITCH
from harness.record.verdict import Mismatch

TOO_SHORT = "AB"
LEADS_TO = {SIGN_IN: "Prijava", REGISTER: "Registracija"}
"""Beginnings of the headings of REKONO's pages."""
ABOUT_SUPPORT = "Podpora"
INSTRUCTIONS = 'a[href*="//www.rekono.si"], a[href*="//rekono.si"]'


@check(
    "activation-start-field",
    "ACT-02",
    sl="Začetna stran ima polje »Aktivacijska koda«.",
    en="The start page has the field “Aktivacijska koda”.",
)
def start_field(application: Application) -> None:
    """Type into the field, and find what was typed there."""
    newcomer = at_start(application)
    newcomer.pages.type_code(NEVER_ISSUED)
    application.findings.expect(f"what stands in “{CODE}”", NEVER_ISSUED, newcomer.pages.code())
    newcomer.require_words("the label that can be seen", CODE)


@check(
    "activation-both-ways",
    "ACT-03",
    sl="Začetna stran vodi naprej z računom REKONO (PRIJAVA) in brez njega (REGISTRACIJA).",
    en="The start page leads on with a REKONO account (PRIJAVA) and without one (REGISTRACIJA).",
)
def both_ways(application: Application) -> None:
    """Also after an error, where a code that is too short is one."""
    for button, page in LEADS_TO.items():
        newcomer = at_start(application)
        newcomer.agent.press(button)
        _require_page(newcomer, f"where {button} leads", page)
        newcomer.pages.open()
        newcomer.pages.type_code(TOO_SHORT)
        newcomer.pages.sign_in()
        if not newcomer.visitor.is_at_rekono:
            newcomer.pages.type_code(NEVER_ISSUED)
            newcomer.agent.press(button)
            _require_page(newcomer, f"where {button} leads after an error", page)


def _require_page(newcomer: ActivationUser, title: str, page: str) -> None:
    seen = newcomer.agent.seen()
    there = newcomer.visitor.is_at_rekono and seen.heading.startswith(page)
    newcomer.application.findings.require(title, there, f"REKONO's page “{page}”", str(seen))


@check(
    "activation-typed-survives",
    "ACT-31",
    sl="Kar je oseba vpisala, preživi napako in zamenjavo jezika.",
    en="What the person typed survives an error and a language switch.",
)
def typed_survives(application: Application) -> None:
    """Too few characters; the language is switched where the page offers English."""
    newcomer = ActivationUser(application, application.person())
    newcomer.sign_in(TOO_SHORT)
    application.findings.expect("after an error", TOO_SHORT, newcomer.pages.code())
    if newcomer.agent.offers(SWITCH):
        newcomer.agent.press(SWITCH)
        label = CODE if newcomer.agent.offers(CODE) else LABELS[CODE]
        typed = newcomer.agent.value(label)
        application.findings.expect("after a switch of the language", TOO_SHORT, typed)


@check(
    "activation-onepass-told",
    "ACT-32",
    sl="Oseba brez računa izve za aplikacijo OnePass.",
    en="A person without an account is told about the OnePass app.",
)
def onepass(application: Application) -> None:
    """Look for OnePass on the start page."""
    newcomer = at_start(application)
    newcomer.require_words("how one-time passwords are had", "OnePass")


@check(
    "activation-instructions-linked",
    "SUP-04",
    sl="Začetna stran vodi do navodil za upravljanje računa REKONO.",
    en="The start page links to the instructions for managing a REKONO account.",
)
def instructions(application: Application) -> None:
    """Any page of www.rekono.si will do, as the instructions may move there."""
    newcomer = at_start(application)
    leads_to = newcomer.agent.attribute(INSTRUCTIONS, "href")
    seen = str(newcomer.agent.seen())
    application.findings.require("a link", bool(leads_to), "one to www.rekono.si", seen)


@check(
    "activation-start-tells-nothing",
    "ACT-18",
    sl="Pred prijavo nič ne pove, ali koda obstaja.",
    en="Before sign-in nothing tells whether a code exists.",
)
def tells_nothing(application: Application) -> None:
    """Compare where a real and a made-up code lead: the same place, with the same status."""
    person = application.person()
    places = []
    for code in (application.rig.issue(person), NEVER_ISSUED):
        newcomer = ActivationUser(application, person)
        newcomer.pages.open()
        newcomer.pages.type_code(code)
        newcomer.pages.sign_in()
        seen = newcomer.agent.seen()
        places.append((newcomer.visitor.is_at_rekono, seen.status, seen.heading))
    application.findings.expect("the way on (at REKONO, status, page)", *places)


@check(
    "activation-support-named",
    "SUP-03",
    sl="Začetna stran ali stran za pomoč pove, kam se obrniti.",
    en="The start page, or the support page, says whom to ask.",
)
def support(application: Application) -> None:
    """podpora@mpv.si stands on the first page, and on that of support where there is one."""
    newcomer = at_start(application)
    newcomer.require_words("whom to ask", SUPPORT)
    if newcomer.agent.offers(ABOUT_SUPPORT):
        newcomer.agent.press(ABOUT_SUPPORT)
        newcomer.require_words("whom to ask, on the page about it", SUPPORT)


@check(
    "activation-rekono-support-named",
    "SUP-01",
    sl="Kadar REKONO ne odgovarja, je naveden naslov support@rekono.si.",
    en="If REKONO does not answer, support@rekono.si is named.",
)
def rekono_support(application: Application) -> None:
    """On the start page already, and when the token endpoint is down for this person."""
    newcomer = at_start(application)
    newcomer.require_words("whom to ask, before the sign-in", REKONO_SUPPORT)
    with application.fault("token_endpoint_down", newcomer.person):
        newcomer.sign_in()
        newcomer.require_words("whom to ask", REKONO_SUPPORT)


@check(
    "activation-cancelled",
    "ACT-25",
    sl="Preklic pri REKONO vodi nazaj s pojasnilom, koda pa ostane neporabljena.",
    en="Cancelling at REKONO leads back with an explanation, and the code stays unused.",
)
def cancelled(application: Application) -> None:
    """Give up at REKONO, come again, and be activated with the same code."""
    newcomer, code = with_code(application)
    newcomer.pages.open()
    newcomer.pages.type_code(code)
    newcomer.pages.sign_in()
    if not newcomer.visitor.is_at_rekono:
        raise Mismatch("REKONO's pages", newcomer.agent.seen())
    newcomer.agent.press("Prekliči")
    seen = newcomer.agent.seen()
    back = not newcomer.visitor.is_at_rekono and seen.status < 500 and bool(seen.text)
    application.findings.require("after cancelling", back, "a page that explains", str(seen))
    require_told_apart(application, "cancelling is no failure", seen)
    ActivationUser(application, newcomer.person).activate(code, "the same code, later")


@check(
    "activation-rekono-out-of-order",
    "ACT-26",
    sl="Če REKONO ne odgovarja, stran to jasno pove, koda pa ostane neporabljena.",
    en="If REKONO does not answer, a clear page says so, and the code stays unused.",
)
def out_of_order(application: Application) -> None:
    """Signing in fails for a while; then the same code activates."""
    newcomer, code = with_code(application)
    with application.fault("token_endpoint_down", newcomer.person):
        newcomer.sign_in(code)
        newcomer.require_words("a clear page", REKONO_SUPPORT)
    require_told_apart(application, "an outage is no failure", newcomer.agent.seen())
    ActivationUser(application, newcomer.person).activate(code, "the same code, later")
