"""What comes of cookies that the application cannot read: a page and a new sign-in, or no way in?

A browser keeps them after an update, a change of keys or a neighbour's mistake; nobody knows how to
delete them.
"""

from __future__ import annotations

import base64
import json
import re
import string
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from harness.agents import Cookie
from harness.checks.application.application import Application
from harness.checks.application.arrival import PAGE, SERVER_ERROR, gets_in_at_last, must_end
from harness.checks.application.registry import check
from harness.checks.application.session_cookies import session_cookies
from harness.checks.application.visitor import Session, Visitor
from harness.record.verdict import NotApplicable

HEX = string.digits + "abcdef"
BASE64 = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
SHORTEST, BITS = 16, 10
"""Characters from which on something is no short name, and places where a bit is changed."""
LARGE = 3000
"""Octets of a cookie that browsers still keep."""
CHUNKS = "99999999"
"""A number that nobody has sent (CVE-2024-24814)."""


def foreign_token() -> str:
    """Make a token like those of other applications, signed by nobody."""
    parts = ({"alg": "HS256", "typ": "JWT"}, {"sub": "1234567890", "exp": 4_102_444_800})
    written = [base64.urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=") for one in parts]
    return b".".join((*written, base64.urlsafe_b64encode(b"\0" * 32).rstrip(b"="))).decode()


def altered(value: str) -> str:
    """Change what stands in the middle."""
    middle = len(value) // 2
    other = "A" if value[middle : middle + 1] not in ("A", "a") else "Z"
    return f"{value[:middle]}{other}{value[middle + 1 :]}"


def flipped(value: str) -> Iterator[str]:
    """Change one bit of the longest run of letters and digits, here and there in it.

    Its last character is left: not all of its bits need mean something. What stands beside may be
    no secret, such as the name of a server.
    """
    run = max(re.finditer(r"[\w-]+", value, re.ASCII), key=lambda one: len(one[0]), default=None)
    if run is None or len(run[0]) < SHORTEST:
        return
    signs = HEX if set(run[0]) <= set(HEX) else BASE64
    for part in range(BITS):
        at = run.start() + part * (len(run[0]) - 1) // BITS
        other = signs[signs.index(value[at]) ^ 1]
        yield f"{value[:at]}{other}{value[at + 1 :]}"


RUBBISH = {
    "nothing in its place": "",
    "rubbish in its place": "%FF%FE%00%{[(<'&=:@",
    "a foreign token in its place": foreign_token(),
    "a large number in its place": CHUNKS,
    "much in its place": "A" * LARGE,
}
"""What may stand where the session's cookie does."""
HALF, CHANGED = "half of it", "a changed letter in it"
SIGNED_IN_WITH = ("rubbish in its place", "a foreign token in its place", HALF)
"""With which of them a sign-in is tried as well: each costs more than a look."""


@check(
    "unreadable-cookies",
    "WEB-14",
    sl="Piškotek, ki ga aplikacija ne zna prebrati, ni napaka strežnika in nikomur ne zapre vrat.",
    en="A cookie that the application cannot read is no server error and locks nobody out.",
)
def unreadable_cookies(application: Application) -> None:
    """Altered, cut and exchanged ones must sign nobody in either, whatever they were before."""
    control = application.control(application.person())
    session = session_cookies(application, control)
    for title, planted in _spoilt(session):
        visitor = _holding(application, control, planted)
        look = must_end(
            f"the first page with {title}", partial(visitor.look, f"a window with {title}")
        )
        right = look.seen.status < SERVER_ERROR or visitor.is_refused
        application.findings.require(f"the page with {title}", right, PAGE, str(look.seen))
        holds = look.session not in (Session.SIGNED_IN, Session.HIDDEN)
        application.findings.require(f"bypass by {title}", holds, Session.SIGNED_OUT, str(look))
        if title in SIGNED_IN_WITH:
            gets_in_at_last(application, visitor, f"the sign-in with {title}")
    _flip(application, control, session)


def _flip(application: Application, control: Visitor, session: Sequence[Cookie]) -> None:
    """Change single bits; looked at over plain HTTP where no script signs in: there are many."""
    for cookie in session:
        for number, value in enumerate(flipped(cookie.value), 1):
            others = [one for one in session if one is not cookie]
            planted = [*others, replace(cookie, value=value)]
            visitor = _holding(application, control, planted, plain=True)
            title = f"{cookie.name} with another bit, {number}"
            look = must_end(f"the first page with {title}", partial(visitor.look, title))
            holds = look.session not in (Session.SIGNED_IN, Session.HIDDEN)
            application.findings.require(f"bypass by {title}", holds, Session.SIGNED_OUT, str(look))
            visitor.close()


def _holding(
    application: Application, control: Visitor, planted: list[Cookie], *, plain: bool = False
) -> Visitor:
    """Give somebody a window with such cookies."""
    person, about = control.person, application.target.target
    by_plain = plain and not about.single_page
    visitor = application.plain(person)[1] if by_plain else application.visitor(person)
    start = about.start
    for cookie in planted:
        application.rig.conceal(cookie)
        visitor.agent.add_cookie(start, cookie.name, cookie.value)
    return visitor


def _spoilt(cookies: Sequence[Cookie]) -> Iterator[tuple[str, list[Cookie]]]:
    """Give the session's cookies, each time with other values."""
    for title, value in RUBBISH.items():
        yield title, [replace(one, value=value) for one in cookies]
    counted = [replace(one, name=f"{one.name}_chunks", value=CHUNKS) for one in cookies]
    yield "a count of parts beside it", counted
    if any(len(one.value) < 2 for one in cookies):
        raise NotApplicable("a cookie of the session has no value that could be altered")
    yield HALF, [replace(one, value=one.value[: len(one.value) // 2]) for one in cookies]
    yield CHANGED, [replace(one, value=altered(one.value)) for one in cookies]
    if len(cookies) > 1:
        others = [*cookies[1:], cookies[0]]
        exchanged = zip(cookies, others, strict=True)
        yield "its parts exchanged", [replace(a, value=b.value) for a, b in exchanged]
