"""What becomes of requests that are allowed, and that nobody has reckoned with?

Each goes by a connection of its own: some small servers send a body to who asks for the headers
only, and leave one that nobody has read; what comes next would be taken for that.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from harness.agents.connections import FORM
from harness.agents.raw_http import Wire
from harness.checks.application.application import Application
from harness.checks.application.page_fetch import wire_of
from harness.checks.application.registry import check
from harness.errors import TargetUnreachable
from harness.record.verdict import Mismatch

NOT_IMPLEMENTED = 501
"""What a server says that does not know a method: no breakdown (RFC 9110, 15.6.2)."""
MOST = 4
"""Addresses that are asked for."""


@dataclass(frozen=True)
class Odd:
    """A request that differs from what browsers send, in one thing."""

    what: str
    method: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


ODD = (
    Odd("without a body and its type", "POST"),
    Odd("without a body", "POST", {"Content-Type": FORM}),
    Odd("with a form that has no fields", "POST", {"Content-Type": FORM}, b"&"),
    Odd("with half of a JSON object", "POST", {"Content-Type": "application/json"}, b'{"a":'),
    Odd("with a JSON number", "POST", {"Content-Type": "application/json"}, b"1"),
    Odd("with parts that nothing divides", "POST", {"Content-Type": "multipart/form-data"}, b"x"),
    Odd("with a type that nobody knows", "POST", {"Content-Type": "x"}, b"x"),
    Odd("with an unknown charset", "POST", {"Content-Type": f"{FORM}; charset=x"}, b"a=%C4%8D"),
    Odd("for the headers only", "HEAD"),
    Odd("for what is allowed", "OPTIONS"),
    Odd("for a part that there is not", "GET", {"Range": "bytes=99999999-"}),
    Odd("with a date that is none", "GET", {"If-Modified-Since": "0", "If-None-Match": '"'}),
    Odd("with odd languages", "GET", {"Accept-Language": "*;q=x,,sl-,q=9"}),
    Odd("for a type that nobody makes", "GET", {"Accept": "x/y"}),
)


@check(
    "odd-requests",
    "WEB-08",
    sl="Zahteva nenavadne oblike nikoli ne dobi strani 5xx, tudi pred prijavo ne.",
    en="A request of an odd form never gets a 5xx page, before the sign-in either.",
)
def odd_requests(application: Application) -> None:
    """At the first page, the callback and what opens to who is signed in (CVE-2025-3891)."""
    visitor = application.control(application.person())
    about, opened = application.target.target, application.rig.doors.opened
    addresses = list(dict.fromkeys([about.start, about.redirect_uris[0], *opened]))[:MOST]
    for as_nobody in (True, False):
        who = "nobody" if as_nobody else "somebody signed in"
        with wire_of(application, visitor, as_nobody=as_nobody) as wire:
            for odd in ODD:
                for address in addresses:
                    status = _status(wire, odd, address)
                    title = f"answer to {who} who sends {_named(odd, address)}"
                    holds = status < 500 or status == NOT_IMPLEMENTED
                    application.findings.require(title, holds, "never 5xx", status)


def _status(wire: Wire, odd: Odd, address: str) -> int:
    try:
        return wire.alone(odd.method, address, odd.headers, odd.body).status
    except TargetUnreachable as problem:
        raise Mismatch("an answer", str(problem), _named(odd, address)) from problem


def _named(odd: Odd, address: str) -> str:
    return f"a {odd.method} {odd.what} to {address.partition('?')[0]}"
