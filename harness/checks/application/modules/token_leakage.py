"""Where do tokens lie, and do they travel in addresses (RFC 9700, 4.3)?"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from harness.checks.application.application import Application
from harness.checks.application.page_fetch import wire_of
from harness.checks.application.registry import check
from harness.checks.application.token_requests import Logged
from harness.checks.application.token_words import claims_in
from harness.checks.application.visitor import Visitor
from harness.person import Person

NAMES = ("access_token", "id_token", "refresh_token")
HINT = "id_token_hint="
"""By which signing out at REKONO names the session: OpenID Connect wants it so."""
HINTED = re.compile(r"<[^<>]*id_token_hint[^<>]*>|id_token_hint[\"'=:\s]{1,6}[\w.%-]+")
NAMED = re.compile(r"\b(?:access|refresh)_?[tT]oken[\"']?\s*[:=]\s*[\"'][\w.~+/-]{16,}")
"""A token as pages and their scripts write it."""
Known = Callable[[str], bool]
"""Tells whether one of the person's tokens stands in a text."""


@check(
    "tokens-out-of-sight",
    "RP-36",
    sl="Žetoni niso v naslovih, v spletni shrambi in v piškotkih, ki jih lahko bere skript.",
    en="Tokens are in no address, in no web storage and in no cookie that a script can read.",
)
def tokens_out_of_sight(application: Application) -> None:
    """Know a token by its claims, which REKONO's log tells, or by who has issued it."""
    person = application.person()
    visitor = application.control(person)
    seen = application.sees("tokens that are no JWT, and requests of the application's server")
    known = _of_the_log(application, person) if seen else _of_the_issuer(application)
    _look(application, visitor, known)


def _look(application: Application, visitor: Visitor, known: Known) -> None:
    findings, sent = application.findings, visitor.agent.sent()
    urls = [one.url for one in sent] + [one.headers.get("Referer", "") for one in sent]
    found = [_place(one) for one in urls if HINT not in one and known(one)]
    findings.expect("addresses in the browser with a token", [], found)
    cookies = visitor.agent.cookies(application.target.target.start)
    readable = [one.name for one in cookies if not one.http_only and known(one.value)]
    findings.expect("cookies with a token that a script can read", [], readable)
    stored = [key for key, kept in visitor.agent.stored().items() if known(kept)]
    findings.expect("keys of the web storage with a token", [], stored)
    _read_pages(application, visitor, known)


def _read_pages(application: Application, visitor: Visitor, known: Known) -> None:
    """Look through the sources of pages, whose scripts could read a token there.

    What is called a token and is no JWT may be one of the application's own.
    """
    start = application.target.target.start
    with wire_of(application, visitor) as wire:
        addresses = dict.fromkeys((start, *application.rig.doors.opened))
        sources = {_place(one): wire.arrive(one).source for one in addresses}
    held = [one for one, source in sources.items() if known(without_hints(source))]
    application.findings.expect("pages with a token", [], held)
    named = [one for one, source in sources.items() if NAMED.search(source)]
    title = "pages with what is called a token"
    application.findings.recommend(title, not named, [], named)


def without_hints(source: str) -> str:
    """Leave out where a page names the session to REKONO's sign-out."""
    return HINTED.sub("", source)


def _of_the_log(application: Application, person: Person) -> Known:
    """Know the tokens that REKONO has issued; none of them may come back to it in an address."""
    reached, findings = application.reached(person), application.findings
    issued = _issued(reached)
    findings.require("tokens issued", bool(issued), "at least one", len(issued))
    asked = [one["path"] for one in reached if {*NAMES} & {*one["query"]}]
    findings.expect("requests to REKONO with a token in the address", [], asked)
    return lambda text: any(one in issued for one in claims_in(text))


def _of_the_issuer(application: Application) -> Known:
    """Know the tokens that name the provider as their issuer: all ID tokens do (Core 2)."""
    issuer = application.rig.issuer
    return lambda text: any(one.get("iss") == issuer for one in claims_in(text))


def _issued(reached: list[Logged]) -> list[Any]:
    """List the claims of all tokens that REKONO has issued to the application."""
    answers = [one["tokens"] for one in reached if one["endpoint"] == "token"]
    return [token["claims"] for answer in answers for token in answer.values()]


def _place(url: str) -> str:
    return urlsplit(url)._replace(query="", fragment="").geturl()
