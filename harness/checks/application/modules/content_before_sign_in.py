"""Does anything that is for who is signed in come along with the way to the sign-in?"""

from __future__ import annotations

from harness.agents.connections import Answer
from harness.agents.document import Document
from harness.agents.raw_http import Wire
from harness.checks.application.application import Application
from harness.checks.application.page_fetch import NO_SUCH_SIGN_IN, callback, nowhere, wire_of
from harness.checks.application.registry import check
from harness.errors import TargetUnreachable
from harness.record.verdict import NotApplicable

TELLING = 20
"""Characters of a line from which on it is more than a word that stands on any page."""
CONTENT = 3
"""Lines of a page, if they are the larger part of it, from which on they are its content; all of
them always are."""
METHODS = {"GET": b"", "POST": b"x=1"}


@check(
    "content-before-sign-in",
    "WEB-19",
    sl="Odgovor, ki neprijavljenega pelje naprej, nima vsebine za prijavljene.",
    en="An answer that leads on who is not signed in has nothing of what is for who is.",
)
def content_before_sign_in(application: Application) -> None:
    """Read the answers themselves, which a browser passes over (CVE-2025-31492).

    What is for who is signed in is what no page has for nobody. Pages have a frame in common: so
    few lines of it are no content.
    """
    if application.target.target.single_page:
        raise NotApplicable("its server sends one page for all, and no content with it")
    visitor = application.control(application.person())
    start = application.target.target.start
    addresses = dict.fromkeys((*application.rig.doors.opened, start))
    with wire_of(application, visitor) as inside:
        shown = {one: _lines(inside.arrive(one)) for one in addresses}
    looked = 0
    with wire_of(application, visitor, as_nobody=True) as outside:
        errors = (nowhere(application), callback(application, NO_SUCH_SIGN_IN))
        public = set[str]().union(*(_lines(outside.arrive(one)) for one in (start, *errors)))
        for address in addresses:
            for answer in _led_on(outside, address):
                looked += 1
                _judge(application, answer, shown[address] - public)
    if not looked:
        raise NotApplicable("no page leads who is not signed in on to the sign-in")


def _led_on(wire: Wire, address: str) -> list[tuple[str, Answer]]:
    """Ask as nobody; what is a page for anybody to read is left out."""
    found = []
    for method, body in METHODS.items():
        try:
            answer = wire.send(method, address, body)
        except TargetUnreachable:
            continue
        if answer.status >= 300 or "http-equiv" in answer.source or method == "POST":
            found.append((f"{method} {address.partition('?')[0]}", answer))
    return found


def _judge(application: Application, asked: tuple[str, Answer], inside: set[str]) -> None:
    title, answer = asked
    document = Document(answer.url, answer.status, answer.source)
    mark = document.shown(application.target.signed_in.shows.locator) is not None
    lines = len(_lines(answer) & inside)
    most = lines >= CONTENT and 2 * lines > len(inside)
    lines = lines if most or lines == len(inside) else 0
    actual = f"{lines} lines of it" if lines else "the mark of who is signed in"
    holds = not (mark or lines)
    application.findings.require(
        f"what comes with {title} ({answer.status})",
        holds,
        "nothing",
        "nothing" if holds else actual,
    )


def _lines(page: Answer) -> set[str]:
    text = Document(page.url, page.status, page.source).tree.text(separator="\n")
    return {line for one in text.splitlines() if len(line := one.strip()) >= TELLING}
