"""What time is it at this provider? The actual one, unless a test has put its clock.

How far it is ahead lies in the store, so that processes that share one have the same time.
"""

from __future__ import annotations

from mock_rekono import clock
from mock_rekono.errors import Invalid
from mock_rekono.provider import UNNAMED, provider
from mock_rekono.records import ClockShift

ONLY = "only"
FURTHEST = 1e9
"""So many seconds, some 30 years, may the clock be ahead or behind."""
KEPT = 10 * 365 * 86400.0


def put_clock(ahead: float, field: str = "") -> None:
    """Put the clock so many seconds ahead of the actual time, at all processes of the store.

    Raises Invalid naming the field when that is further than `FURTHEST`.
    """
    if abs(ahead) > FURTHEST:
        raise Invalid(f"{field}: the clock would be more than 30 years from the actual time", field)
    made = clock.actual()
    shift = ClockShift(id=ONLY, issued_at=made, expires_at=made + KEPT, seconds=ahead)
    provider().store.records.put(shift)
    clock.put_ahead(ahead)


def follow_clock() -> None:
    """Take the time that another process may have put, before a request is answered."""
    known = provider()
    if known.start.store_url == UNNAMED or known.store.database.is_private:
        return
    shift = known.store.records.find(ClockShift, ONLY, ended=True)
    clock.put_ahead(shift.seconds if shift else 0.0)
