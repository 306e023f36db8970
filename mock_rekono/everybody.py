"""Which fault hits everybody just now, whoever signs in?"""

from __future__ import annotations

from mock_rekono import clock
from mock_rekono.faults import Fault, fault_of
from mock_rekono.grants import Note
from mock_rekono.provider import provider

NOTE = "fault"
FAR = 10 * 365 * 86400.0


def fault_for_everybody() -> Fault:
    """Return the fault of discovery and keys that was asked for, or the one that does nothing."""
    if not provider().is_open:  # then nobody can have asked for one
        return fault_of(None)
    note = provider().store.records.find(Note, NOTE)
    return fault_of(note.value if note else None)


def set_fault_for_everybody(fault_id: str | None) -> None:
    """Let a fault hit everybody; None ends it."""
    records, now = provider().store.records, clock.now()
    records.drop_all(Note)
    if fault_id:
        records.keep(Note(id=NOTE, issued_at=now, expires_at=now + FAR, value=fault_id))
