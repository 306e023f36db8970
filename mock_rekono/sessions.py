"""Who is signed in at the provider in this browser?"""

from __future__ import annotations

from flask import g, request

from mock_rekono import clock
from mock_rekono.browser import SESSION_COOKIE, named
from mock_rekono.people import Person
from mock_rekono.provider import provider
from mock_rekono.records import Session


def current_session() -> tuple[Session, Person] | None:
    """Return the session of this browser and its person; None when nobody is signed in."""
    sent = request.cookies.get(named(SESSION_COOKIE), "")
    if not sent or len(sent) > 100:
        return None
    store = provider().store
    session = store.records.find(Session, sent)
    person = store.people.find(session.owner) if session else None
    if session is None or person is None or person.locked:
        return None
    return session, person


def begin_session(person: Person, mechanisms: list[str]) -> Session:
    """Sign a person in: a new session in place of any that this browser had.

    Whoever was signed in before and signs in again keeps the `sid`: to applications it goes on.
    """
    before = end_session()
    kept = before.sid if before is not None and before.owner == person.sub else None
    now = clock.now()
    session = provider().store.records.keep(
        Session(
            id=clock.token(),
            owner=person.sub,
            issued_at=now,
            expires_at=now + provider().settings.session_seconds,
            mechanisms=mechanisms,
            sid=kept or clock.identifier(),
        )
    )
    g.session_id = session.id
    return session


def end_session() -> Session | None:
    """Sign out whoever is signed in in this browser; give the session that was."""
    found = current_session()
    if found is None:
        return None
    provider().store.records.drop(found[0])
    g.session_id = ""
    return found[0]
