"""What is written down of a request: everything but its secrets."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from flask import Response, g, request
from werkzeug.exceptions import HTTPException

from mock_rekono import clock
from mock_rekono.decoded import ISSUED, SENT, unsigned
from mock_rekono.provider import provider
from mock_rekono.settings import CONTEXT, FRONT

MASK = "***"
LONGEST = 500
MOST_PARAMETERS = 50
SECRET = frozenset(
    {
        *("password", "repeat_password", "new_password", "code", "otp", "pin", "puk", "token"),
        *("client_secret", "code_verifier", "refresh_token", "access_token", "id_token"),
        *("id_token_hint", "_csrf", "activation_code"),
    }
)


def note_request(response: Response) -> None:
    """Write a request and its answer into the log, if it is one of the provider's own."""
    if not request.path.startswith((CONTEXT, FRONT)) or request.endpoint is None:
        return
    entry = {
        "at": clock.iso(clock.now()),
        "method": request.method,
        "path": request.path[:LONGEST],
        "endpoint": request.blueprint or request.endpoint,
        "query": masked(request.args),
        "form": masked(_form()),
        "status": response.status_code,
        "location": masked_address(response.headers.get("Location")),
        "tokens": _tokens(),
    }
    who = {
        "client_id": g.get("client_id"),
        "person": g.get("person"),
        "pending": g.get("pending_id"),
    }
    provider().when_open(lambda store: store.log.add(entry, **who))


def _tokens() -> dict[str, str]:
    """Return the tokens that were sent, and those that the token endpoint issued, unsigned."""
    return unsigned({**request.args, **_form()}, SENT) | unsigned(g.get("issued", {}), ISSUED)


def _form() -> Any:
    """Return the form; nothing where what came was too large or broken to be read."""
    try:
        return request.form
    except HTTPException:
        return {}


def masked(sent: Any) -> dict[str, str]:
    """Return parameters with the values of secrets masked, cut to a reasonable length."""
    pairs = list(sent.items())[:MOST_PARAMETERS]
    return {_clean(name): MASK if name in SECRET else _clean(value) for name, value in pairs}


def masked_address(address: str | None) -> str | None:
    """Return an address with the values of secrets in its query masked."""
    if not address:
        return None
    parts = urlsplit(address)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode([(n, MASK if n in SECRET else v) for n, v in pairs], safe="*")
    return urlunsplit(parts._replace(query=query))


def _clean(text: str) -> str:
    kept = text[:LONGEST].replace("\0", "\ufffd")
    return kept.encode("utf-8", "replace").decode("utf-8")
