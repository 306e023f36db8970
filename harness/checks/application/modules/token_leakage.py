"""Where do tokens lie, and do they travel in addresses (RFC 9700, 4.3)?"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote, urlsplit

from harness.checks.application.application import Application, Logged
from harness.checks.application.registry import check

NAMES = ("access_token", "id_token", "refresh_token")
HINT = "id_token_hint="
"""By which signing out at REKONO names the session: OpenID Connect wants it so."""
PAYLOAD = re.compile(r"(?<![\w-])(?=[\w-]*\.(eyJ[\w-]+)\.)")
"""The middle of three words between dots; looked for once at each word."""


@check(
    "tokens-out-of-sight",
    "RP-36",
    sl="Žetoni niso v naslovih, v spletni shrambi in v piškotkih, ki jih lahko bere skript.",
    en="Tokens are in no address, in no web storage and in no cookie that a script can read.",
)
def tokens_out_of_sight(application: Application) -> None:
    """Know a token by its claims, which REKONO's log tells."""
    person = application.person()
    visitor = application.control(person)
    reached = application.reached(person)
    issued, findings = _issued(reached), application.findings
    findings.require("tokens issued", bool(issued), "at least one", len(issued))
    asked = [one["path"] for one in reached if {*NAMES} & {*one["query"]}]
    findings.expect("requests to REKONO with a token in the address", [], asked)
    sent = visitor.agent.sent()
    urls = [one.url for one in sent] + [one.headers.get("Referer", "") for one in sent]
    found = [_place(one) for one in urls if HINT not in one and _is_among(one, issued)]
    findings.expect("addresses in the browser with a token", [], found)
    cookies = visitor.agent.cookies(application.target.target.start)
    readable = [one.name for one in cookies if not one.http_only and _is_among(one.value, issued)]
    findings.expect("cookies with a token that a script can read", [], readable)
    stored = [key for key, kept in visitor.agent.stored().items() if _is_among(kept, issued)]
    findings.expect("keys of the web storage with a token", [], stored)


def _issued(reached: list[Logged]) -> list[Any]:
    """List the claims of all tokens that REKONO has issued to the application."""
    answers = [one["tokens"] for one in reached if one["endpoint"] == "token"]
    return [token["claims"] for answer in answers for token in answer.values()]


def _is_among(text: str, issued: Iterable[Any]) -> bool:
    """Tell whether one of the issued tokens stands in a text."""
    claims = [_claims(payload) for payload in PAYLOAD.findall(unquote(unquote(text)))]
    return any(one in issued for one in claims)


def _claims(payload: str) -> Any:
    try:
        return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except (ValueError, RecursionError):
        return None


def _place(url: str) -> str:
    return urlsplit(url)._replace(query="", fragment="").geturl()
