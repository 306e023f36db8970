"""Which sign-ins wait for an answer of the OnePass app, and how does the phone answer?"""

from __future__ import annotations

from mock_rekono import clock
from mock_rekono.errors import FormError
from mock_rekono.provider import provider
from mock_rekono.records import PendingAuthorization, PushRequest

ANSWERS = {"approve": "approved", "refuse": "refused"}


def waiting_requests(sub: str = "") -> list[PushRequest]:
    """Return the requests that wait for a person, or for anybody, newest first."""
    records, now = provider().store.records, clock.now()
    sent = records.newest(PushRequest, owner=sub)
    waiting = [one for one in sent if one.spent_at is None and one.state(now) == "waiting"]
    return [one for one in waiting if _goes_on(records.find(PendingAuthorization, one.parent))]


def answer_request(sub: str, request_id: str, act: str) -> None:
    """Approve or refuse a person's request. Raises FormError when it waits no more."""
    records = provider().store.records
    waits = next((one for one in waiting_requests(sub) if one.id == request_id), None)
    if waits is None or not records.spend(waits):
        raise FormError("desk.push.over")
    records.change(waits, answer=ANSWERS[act])


def _goes_on(pending: PendingAuthorization | None) -> bool:
    return pending is not None and pending.spent_at is None
