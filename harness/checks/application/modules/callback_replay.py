"""What comes of Reload, of a callback that comes again, and of Back (RFC 6749, 4.1.2)?"""

from __future__ import annotations

import re

from harness.agents import Seen
from harness.checks.application.application import Application
from harness.checks.application.registry import check
from harness.checks.application.token_requests import Logged
from harness.record.verdict import NotApplicable

BAD = 400
NO_ERROR = "a page, no error"
DRAWN = re.compile(r"[\w-]*\d[\w-]*|\s+")


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
    watched = application.sees("codes that come again")
    newest = application.newest() if watched else 0
    deeds = {
        "Reload": visitor.agent.reload,
        "the same callback again": lambda: visitor.agent.open(visitor.callbacks()[0]),
        "Back": visitor.agent.back,
    }
    pages: dict[str, Seen] = {}
    for title, deed in deeds.items():
        deed()
        visitor.await_script()
        pages[title] = visitor.agent.seen()
        right = pages[title].status < BAD and not visitor.is_refused
        application.findings.require(f"what comes of {title}", right, NO_ERROR, str(pages[title]))
    if watched:
        _spent_nothing(application, application.asked_since(newest, person, "token"))
    application.is_in(visitor.look("the session after it"), "the session after it")
    error = _page_of_error(application, visitor.callbacks()[0])
    for title, seen in pages.items():
        right = _words_of(seen) != error
        title = f"the words that come of {title}"
        application.findings.require(title, right, "other than a stranger's", str(seen))


def _spent_nothing(application: Application, redeemed: list[Logged]) -> None:
    spent = [one for one in redeemed if one["status"] > 299]
    application.record_reached("what REKONO refused", spent)
    application.findings.expect("codes that REKONO has seen again", 0, len(spent))


def _page_of_error(application: Application, callback: str) -> str | None:
    """Return what a browser is told that brings the callback of another one, if a page tells it.

    None where it gets the page that everybody sees first.
    """
    stranger = application.visitor(application.person())
    stranger.open()
    first = _words_of(stranger.agent.seen())
    stranger.agent.open(callback)
    stranger.await_script()
    told = _words_of(stranger.agent.seen())
    return None if told == first else told


def _words_of(seen: Seen) -> str:
    """Return the words of a page without what is drawn for each, such as a reference."""
    return DRAWN.sub("", seen.text)
