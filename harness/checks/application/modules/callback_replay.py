"""What comes of Reload, of a callback that comes again, and of Back (RFC 6749, 4.1.2)?"""

from __future__ import annotations

from harness.checks.application.application import Application
from harness.checks.application.registry import check
from harness.checks.application.visitor import Visitor
from harness.record.verdict import NotApplicable


@check(
    "callback-again",
    "RP-26",
    sl="Osvežitev, ponovljen povratni klic in Nazaj kode ne porabijo še enkrat in niso napaka.",
    en="Reload, the same callback again and Back use no code twice and show no error.",
)
def callback_again(application: Application) -> None:
    """REKONO would refuse a code that comes again, and void the tokens of its first use."""
    person = application.person()
    visitor = application.control(person)
    if not visitor.callbacks():
        raise NotApplicable("the callback did not come by an address")
    newest = application.newest()
    deeds = {
        "Reload": visitor.agent.reload,
        "the same callback again": lambda: visitor.agent.open(visitor.callbacks()[0]),
        "Back": visitor.agent.back,
    }
    for title, deed in deeds.items():
        deed()
        visitor.await_script()
        _is_no_error(application, visitor, title)
    spent = [one for one in application.asked_since(newest, person, "token") if one["status"] > 299]
    application.record_reached("what REKONO refused", spent)
    application.findings.expect("codes that REKONO has seen again", 0, len(spent))
    application.is_in(visitor.look("the session after it"), "the session after it")


def _is_no_error(application: Application, visitor: Visitor, title: str) -> None:
    seen = visitor.agent.seen()
    right = seen.status < 400 and not visitor.shows_refusal
    application.findings.require(f"what comes of {title}", right, "a page, no error", str(seen))
