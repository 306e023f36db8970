"""Does a person arrive after the sign-in where they wanted to go before it?"""

from __future__ import annotations

from collections import Counter
from urllib.parse import parse_qsl, urljoin, urlsplit

from harness.agents.http import origin_of
from harness.checks.application.application import Application
from harness.checks.application.arrival import must_end
from harness.checks.application.registry import check
from harness.checks.application.visitor import Visitor
from harness.record.verdict import NotApplicable
from harness.redaction.patterns import mask_random

Place = tuple[str, str, Counter[tuple[str, str]]]


@check(
    "deep-link",
    "RP-45",
    sl="Kdor neprijavljen odpre globoko povezavo, po prijavi pride nanjo, s parametri vred.",
    en="Whoever opens a deep link without being signed in comes to it after the sign-in.",
)
def deep_link(application: Application) -> None:
    """See that it stays there for who is signed in, or nobody could arrive."""
    wanted = application.target.sign_in.deep_link
    if wanted is None:
        raise NotApplicable(
            "the target file names no page behind the sign-in to come back to (sign_in.deep_link)"
        )
    address = urljoin(application.target.target.start, wanted)
    control = application.control(application.person())
    with application.as_control("control: the page for who is signed in"):
        control.follow(address)
        arrived = [control.agent.seen().url]
        _is_there(application, address, arrived, "control: the page for who is signed in")
    visitor = application.visitor(control.person)
    arrived = must_end("the way in", lambda: _enter(application, visitor, address))
    look = visitor.look("after the sign-in")
    with application.as_control("control: the person gets in"):
        application.is_in(look, "control: the person gets in")
    _is_there(application, address, arrived, "where the person arrives")


def _enter(application: Application, visitor: Visitor, address: str) -> list[str]:
    """Go in from there; gives where that led, first to a page such as terms of use, and at last."""
    visitor.follow(address)
    if not visitor.is_at_rekono:
        visitor.act(application.target.sign_in.steps)
        visitor.await_rekono()
    visitor.pass_rekono()
    first = visitor.agent.seen().url
    return [first, visitor.await_landing().url]


def _is_there(application: Application, address: str, arrived: list[str], title: str) -> None:
    holds = any(is_at(address, one) for one in arrived)
    application.findings.require(title, holds, address, mask_random(arrived[-1]))


def is_at(address: str, arrived: str) -> bool:
    """Whether that is the page that was wanted, with all its parameters, in whatever order.

    Others may have been added: frameworks mark so where somebody comes back from a sign-in.
    """
    (origin, path, wanted), (*place, had) = _place(address), _place(arrived)
    return place == [origin, path] and not wanted - had


def _place(address: str) -> Place:
    """Give an address as servers compare it."""
    parts = urlsplit(address)
    return origin_of(address), parts.path, Counter(parse_qsl(parts.query, keep_blank_values=True))
