"""Does what a person is called and what a person types come out as text?"""

from __future__ import annotations

from random import SystemRandom
from urllib.parse import quote, urlencode

from harness.agents.document import Document
from harness.agents.raw_http import Wire
from harness.checks.application.application import Application
from harness.checks.application.callbacks import made_up, with_parameters
from harness.checks.application.page_fetch import nowhere, wire_of
from harness.checks.application.registry import check
from harness.checks.application.visitor import Visitor
from harness.errors import TargetUnreachable
from harness.person import made_up_word
from harness.record.verdict import NotApplicable
from harness.web.malformed_input import forms_of

SCRIPT, ATTRIBUTE = "alert(1)", "alert(2)"
"""What runs of REKONO's fault `name_with_markup` where the name becomes part of a page."""
GIVEN_NAME = "<script>alert(1)</script>"
TURNED = ("Ana", "kavoN")
"""The parts of the name that REKONO's fault `name_with_override` gives."""
MARK = made_up_word(SystemRandom(), 4)
TYPED = f"\"'><b id={MARK}>{MARK}</b>"
INSIDE = f"</title></textarea></script>{TYPED}"
"""The same for what is repeated where only its own end leads out again."""
CALLBACK = ("code", "state", "iss", "session_state", "scope")
ERROR = ("error", "error_description", "error_uri")
"""Names of parameters that a callback has, and those of one that tells of an error."""
ECHOED = ("q", "query", "search", "iskanje", "name", "message", "error", "lang", "page", "id")
"""Names of parameters that pages often repeat."""


@check(
    "markup-in-name",
    "WEB-09",
    sl="Koda HTML v imenu osebe se izpiše kot besedilo.",
    en="Markup in a person's name is shown as text.",
    fault="name_with_markup",
)
def in_name(application: Application) -> None:
    """Compare with somebody of an ordinary name, as an application may keep the first one."""
    person = application.person()
    _shows_names(application)
    with application.fault("name_with_markup", person):
        visitor = application.visitor(person)
        application.attempt(visitor)
        _no_part_of_page(application, visitor, "where the person arrives")
        look = visitor.look("the person whose name holds markup")
        _no_part_of_page(application, visitor, "the first page")
    application.is_in(look, "the session of the person whose name holds markup")
    holds = GIVEN_NAME in look.seen.text
    application.findings.recommend("the name on the page", holds, GIVEN_NAME, look.person)


def _no_part_of_page(application: Application, visitor: Visitor, where: str) -> None:
    tree = Document("", 200, visitor.agent.source()).tree
    found = [one.html or "" for one in tree.css("[onerror]") if ATTRIBUTE in (one.html or "")]
    found += [one.html or "" for one in tree.css("script") if one.text().strip() == SCRIPT]
    application.findings.expect(f"{where}: elements that the name has made", [], found)


@check(
    "override-in-name",
    "WEB-09",
    sl="Ime, ki obrača smer besedila, se izpiše kot besedilo.",
    en="A name that changes the text direction is shown as text.",
)
def override_in_name(application: Application) -> None:
    """Look at the name's direction only; that such a person gets in is a requirement by itself."""
    person, title = application.person(), "the name with an override"
    _shows_names(application)
    with application.fault("name_with_override", person), application.as_control(title):
        look = application.gets_in(application.visitor(person), title)
    holds = all(part in look.seen.text for part in TURNED)
    application.findings.require("the name on the page", holds, " ".join(TURNED), look.person)


def _shows_names(application: Application) -> None:
    """Refuse an application that shows no names: it cannot show them wrongly."""
    person = application.person()
    control = application.control(person, "control: an ordinary name")
    if person.given_name not in control.agent.seen().text:
        raise NotApplicable("the application's first page does not show who is signed in")


@check(
    "markup-typed",
    "WEB-09",
    sl="Koda HTML, ki jo oseba vpiše v obrazec ali naslov, se izpiše kot besedilo.",
    en="Markup that a person types into a form or an address is shown as text.",
)
def typed(application: Application) -> None:
    """Look for what was typed in the answer, and on the first page afterwards."""
    visitor = application.control(application.person())
    start = application.target.target.start
    for address in _addresses(application):
        _open(visitor, address)
        _no_mark(application, address, visitor.agent.source())
    for as_nobody in (False, True):
        with wire_of(application, visitor, as_nobody=as_nobody) as wire:
            _type_everywhere(application, wire, start)


def _addresses(application: Application) -> list[str]:
    """Return the addresses typed into; what REKONO says of an error is RP-25's."""
    start = application.target.target.start
    asked = (urlencode(dict.fromkeys(ECHOED, one)) for one in (TYPED, INSIDE))
    own = [f"{start}{'&' if '?' in start else '?'}{one}" for one in asked]
    return [*own, f"{nowhere(application)}/{quote(TYPED)}"]


def _open(visitor: Visitor, address: str) -> None:
    try:
        visitor.follow(address)
    except TargetUnreachable:
        visitor.open()


def _type_everywhere(application: Application, wire: Wire, start: str) -> None:
    for form in sorted(filter(lambda one: one.is_typed_in, set(forms_of(wire.arrive(start))))):
        answer = form.send(wire, form.filled(TYPED))
        _no_mark(application, f"the answer of {form.url.partition('?')[0]}", answer.source)
        _no_mark(application, "the first page afterwards", wire.arrive(start).source)


@check(
    "markup-at-callback",
    "WEB-09",
    sl="Koda HTML v povezavi na povratni klic se izpiše kot besedilo.",
    en="Markup in a link to the callback is shown as text.",
)
def at_callback(application: Application) -> None:
    """Anybody can write such a link; with the right state it is somebody's own sign-in."""
    application.control(application.person())
    for title, names in (("a code", CALLBACK), ("an error", (*CALLBACK, *ERROR))):
        for markup in (TYPED, INSIDE):
            visitor = application.begun(application.person())
            made = dict.fromkeys(names, markup)
            right = made_up(application, visitor, made)
            for state, address in (
                ("the right state", right),
                ("another", with_parameters(right, **made)),
            ):
                _open(visitor, address)
                _no_mark(application, f"a callback with {title}, {state}", visitor.agent.source())


def _no_mark(application: Application, where: str, source: str) -> None:
    marks = [one.html or "" for one in Document("", 200, source).tree.css(f"#{MARK}")]
    title = f"{where[:80]}: elements that what was typed has made"
    application.findings.expect(title, [], marks)
