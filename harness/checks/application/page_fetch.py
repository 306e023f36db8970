"""What do the application's pages look like on the wire, headers and source included?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from random import SystemRandom
from secrets import token_urlsafe
from urllib.parse import urljoin

from harness.agents.connections import Answer
from harness.agents.document import Document
from harness.agents.http import origin_of
from harness.agents.raw_http import Wire
from harness.checks.application.application import Application
from harness.checks.application.session_cookies import application_cookies
from harness.checks.application.visitor import Visitor
from harness.person import made_up_word
from harness.record.verdict import NotApplicable
from harness.web.headers import is_page

TELLING = ("user-agent", "accept-language")
"""Headers of a window that an application may bind a session or a language to."""
NOWHERE = made_up_word(SystemRandom(), 5)
NO_SUCH_SIGN_IN = f"code={token_urlsafe(24)}&state={token_urlsafe(24)}"
"""An answer of REKONO to nobody's question. Neither says whose they are."""


@contextmanager
def wire_of(
    application: Application, visitor: Visitor, *, as_nobody: bool = False
) -> Iterator[Wire]:
    """Give single requests as a window would send them, with its cookies or with none."""
    start, rig = application.target.target.start, application.rig
    own = [one for one in visitor.agent.sent() if origin_of(one.url) == origin_of(start)]
    said = own[-1].headers.items() if own else ()
    headers = {name: value for name, value in said if name.lower() in TELLING}
    cookies = [] if as_nobody else application_cookies(application, visitor)
    ca, address = application.target.target.ca, visitor.agent.address
    wire = Wire(cookies, headers, rig.offload, ca, address)
    try:
        yield wire
    finally:
        wire.close()


def pages(application: Application) -> list[Answer]:
    """Fetch pages: the first as somebody signed in and as nobody, and two that tell of an error.

    An answer that is no page (a redirect, data) is left out. NotApplicable where none is left.
    """
    visitor = application.control(application.person())
    with wire_of(application, visitor) as wire:
        answers = [*first_pages(application, visitor, wire), wire.get(nowhere(application))]
    with wire_of(application, visitor, as_nobody=True) as wire:
        answers.append(wire.arrive(application.target.target.start))
        answers.append(wire.get(callback(application, NO_SUCH_SIGN_IN)))
    found = [answer for answer in answers if is_page(answer)]
    if not found:
        raise NotApplicable("the application answers with no page of its own")
    lines = (f"{answer.status} {answer.url.partition('?')[0]}" for answer in found)
    application.recorder.log("pages looked at", "\n".join(lines))
    return found


def first_pages(application: Application, visitor: Visitor, wire: Wire) -> list[Answer]:
    """Fetch the first page, and that to which the sign-in led where it is another."""
    start = application.target.target.start
    landed = visitor.landed.partition("#")[0]
    others = [landed] if origin_of(landed) == origin_of(start) and landed != start else []
    return [wire.arrive(address) for address in (start, *others)]


def nowhere(application: Application) -> str:
    """Give an address of the application that there is no page at."""
    return urljoin(application.target.target.start, NOWHERE)


def callback(application: Application, query: str) -> str:
    """Give the address of the callback with this query."""
    address = application.target.target.redirect_uris[0]
    return f"{address}{'&' if '?' in address else '?'}{query}"


def shows_somebody(application: Application, page: Answer, visitor: Visitor) -> bool:
    """Tell whether a page is that of a signed-in person: by its landmark, or by the name."""
    document = Document(page.url, page.status, page.source)
    landmark = application.target.signed_in.shows.locator
    return document.shown(landmark) is not None or visitor.person.name in page.source
