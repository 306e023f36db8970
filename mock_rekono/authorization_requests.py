"""Which authorization request does this page belong to?

Several may wait in one browser, one a tab: each page's address carries the id of its own, and only
the browser that made a request may go on with it.
"""

from __future__ import annotations

from urllib.parse import urlencode

from flask import g, request

from mock_rekono import clock
from mock_rekono.browser import browser_id, shared_browser_id
from mock_rekono.errors import RequestRejected
from mock_rekono.people import Person
from mock_rekono.provider import provider
from mock_rekono.records import Client, PendingAuthorization
from mock_rekono.settings import FRONT
from mock_rekono.text import choose_language

PARAMETER = "request"


def begin_waiting(parameters: dict[str, str]) -> PendingAuthorization:
    """Let an authorization request wait for its person."""
    now = clock.now()
    return provider().store.records.keep(
        PendingAuthorization(
            id=clock.alphanumeric(22),
            owner=shared_browser_id(),
            issued_at=now,
            expires_at=now + provider().settings.pending_seconds,
            parameters=parameters,
            language=choose_language(parameters.get("ui_locales")),
        )
    )


def waiting() -> PendingAuthorization:
    """Return the request that this page belongs to. Raises RequestRejected when it is gone.

    The page then shows the application's name, and its forms may end at the application.
    """
    pending = waiting_if_any()
    if pending is None:
        raise RequestRejected("error.no_pending")
    return pending


def waiting_if_any() -> PendingAuthorization | None:
    """Return the request that this page belongs to, or None."""
    wanted = request.args.get(PARAMETER, "")
    pending = provider().store.records.find(PendingAuthorization, wanted) if wanted else None
    if pending is None or pending.spent_at is not None or pending.owner != browser_id():
        return None
    client = provider().store.clients.find(pending.client_id)
    if client is None:
        return None
    belongs(pending, client)
    return pending


def belongs(pending: PendingAuthorization, client: Client) -> None:
    """Let the page and the request log know whom they serve."""
    g.pending_id, g.client_id, g.client = pending.id, pending.client_id, client
    g.language = pending.language


def client_of(pending: PendingAuthorization) -> Client:
    """Return the application whose request this page belongs to."""
    client: Client = g.client
    if client.client_id != pending.client_id:
        raise RequestRejected("error.no_pending")
    return client


def person_so_far(pending: PendingAuthorization) -> Person | None:
    """Return who gave the right password for a request that waits, or None."""
    if pending.person is None:
        return None
    person = provider().store.people.find(pending.person)
    if person is not None:
        g.person = person.email
    return person


def address(path: str, pending: PendingAuthorization) -> str:
    """Return the address of a sign-in page for a request: `chooselogin/rekono.htm` and others."""
    return f"{FRONT}/{path}?{urlencode({PARAMETER: pending.id})}"
