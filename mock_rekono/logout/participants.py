"""Who has to know that a person is signed out?

The applications that got the person in that session: those whose code was redeemed. They are told
by the back channel at once (Back-Channel Logout 1.0), by the front channel in the page that
follows (Front-Channel Logout 1.0).
"""

from __future__ import annotations

from urllib.parse import urlencode

from mock_rekono import clock
from mock_rekono.fault_choice import fault_for
from mock_rekono.logout.backchannel import Ended, Entered, tell
from mock_rekono.people import Person
from mock_rekono.provider import provider
from mock_rekono.records import AuthorizationCode, Session
from mock_rekono.sessions import begin_session, current_session, end_session

MOST_CODES = 1000


def sign_out() -> list[str]:
    """Sign out whoever is signed in in this browser, here and at the applications.

    Returns the addresses that the browser still has to open, each in a frame.
    """
    found = current_session()
    if found is None:
        return []
    end_session()
    return _tell_all(*found)


def sign_in(person: Person, mechanisms: list[str]) -> Session:
    """Begin a session; whoever else was signed in in this browser is signed out."""
    found = current_session()
    if found is not None and found[0].owner != person.sub:
        sign_out()
    return begin_session(person, mechanisms)


def sign_out_everywhere(person: Person) -> None:
    """End all sessions of a person."""
    records = provider().store.records
    held = [one for one in records.newest(Session, owner=person.sub) if not _over(one)]
    records.drop_all(Session, owner=person.sub)
    for session in held:
        _tell_all(session, person)


def _over(session: Session) -> bool:
    return session.expires_at <= clock.now()


def _tell_all(session: Session, person: Person) -> list[str]:
    entered = _entered(session, person)
    told = [one for one in entered if one.client.backchannel_logout_uri]
    tell(provider(), Ended(person, session.sid), told)
    framed = [address for one in entered if (address := one.client.frontchannel_logout_uri)]
    return [_with_session(address, session) for address in framed]


def _entered(session: Session, person: Person) -> list[Entered]:
    """Return the applications of a session, with the fault that its newest sign-in there took."""
    store = provider().store
    codes = store.records.newest(AuthorizationCode, parent=session.sid, most=MOST_CODES)
    taken = {one.parameters["client_id"]: one.fault for one in reversed(codes) if one.spent_at}
    found = (store.clients.find(client_id) for client_id in taken)
    return [
        Entered(client, fault_for(person, client.client_id, taken[client.client_id]))
        for client in found
        if client is not None
    ]


def _with_session(address: str, session: Session) -> str:
    """Add `iss` and `sid` (Front-Channel Logout 1.0, 2)."""
    joint = "&" if "?" in address else "?"
    return address + joint + urlencode({"iss": provider().issuer, "sid": session.sid})
