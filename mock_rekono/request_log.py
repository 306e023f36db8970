"""What is written down of a request: everything but its secrets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

from flask import Request, Response, g, request
from werkzeug.exceptions import HTTPException

from mock_rekono import clock
from mock_rekono.form_input import UNKEEPABLE
from mock_rekono.jwt_inspect import ISSUED, SENT, unsigned
from mock_rekono.provider import provider
from mock_rekono.proxies import actual
from mock_rekono.settings import CONTEXT, FRONT

MASK = "***"
LONGEST = 500
UNKNOWN = "unknown"
"""What an address is called that there is none of; it tells whose issuer is written otherwise."""
ASIDE = ("/control/", "/desk", "/static/", "/favicon.ico")
"""Addresses that are no provider's."""
MOST_PARAMETERS = 50
SECRET = frozenset(
    {
        *("password", "repeat_password", "new_password", "code", "otp", "pin", "puk", "token"),
        *("client_secret", "code_verifier", "refresh_token", "access_token", "id_token"),
        *("id_token_hint", "_csrf", "activation_code"),
    }
)
_SECRET_IN_QUERY = re.compile(rf"(?<=[?&#])({'|'.join(sorted(SECRET))})=[^&#]*")
NOTHING_SENT: Mapping[str, str] = {}


def note_request(response: Response) -> None:
    """Write a request and its answer into the log, be it for an address that there is none of."""
    asked, found = actual(request), actual(g)
    known = asked.path.startswith((CONTEXT, FRONT)) and asked.endpoint is not None
    if asked.path.startswith(ASIDE) or (asked.endpoint is not None and not known):
        return
    endpoint = found.get("stands_for") or asked.blueprint or asked.endpoint
    form = _form(asked)
    issued = unsigned(found.get("issued", {}), ISSUED)
    entry = {
        "at": clock.now(),
        "method": asked.method,
        "path": asked.path[:LONGEST],
        "endpoint": endpoint if known else UNKNOWN,
        "query": masked(asked.args),
        "form": masked(form),
        "authorization": _scheme(asked),
        "status": response.status_code,
        "location": masked_address(response.headers.get("Location") or found.get("posted_to")),
        "tokens": unsigned(asked.args, SENT) | unsigned(form, SENT) | issued,
    }
    who = {
        "client_id": found.get("client_id"),
        "person": found.get("person"),
        "pending": found.get("pending_id"),
    }
    provider().when_open(lambda store: store.log.add(entry, **who))


def _scheme(asked: Request) -> str:
    """Return how the header proves somebody, such as basic or bearer; empty where none came."""
    return asked.headers.get("Authorization", "").partition(" ")[0].lower()[:LONGEST]


def _form(asked: Request) -> Mapping[str, str]:
    """Return the form; nothing where none came, or one too large or broken to be read."""
    if not asked.content_type:
        return NOTHING_SENT
    try:
        return asked.form
    except HTTPException:
        return NOTHING_SENT


def masked(sent: Mapping[str, str]) -> dict[str, str]:
    """Return parameters with the values of secrets masked, cut to a reasonable length."""
    pairs = islice(sent.items(), MOST_PARAMETERS)
    return {_clean(name): MASK if name in SECRET else _clean(value) for name, value in pairs}


def masked_address(address: str | None) -> str | None:
    """Return an address with the values of secrets in its query masked."""
    return _SECRET_IN_QUERY.sub(rf"\1={MASK}", address) if address else None


def _clean(text: str) -> str:
    return UNKEEPABLE.sub("\ufffd", text[:LONGEST])
