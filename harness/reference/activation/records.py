"""Who did what to which code, when and why? The audit trail."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from ..clock import event_reference, now
from .tables import RECORDS


@dataclass(frozen=True)
class Event:
    """One entry: ``what`` happened, ``who`` did it (a ``sub`` or an office), by the code's hash."""

    what: str
    who: str
    code_hash: str
    why: str = ""


def record(transaction: Connection, event: Event) -> str:
    """Write the event down in the transaction it belongs to; the answer is its reference."""
    reference = event_reference()
    row = {"at": now(), "reference": reference, **event.__dict__}
    transaction.execute(insert(RECORDS).values(row))
    return reference


def trail(transaction: Connection, code_hash: str | None = None) -> list[dict[str, str]]:
    """Select the events of one code, or of all, oldest first."""
    query = select(RECORDS).order_by(RECORDS.c.id)
    if code_hash is not None:
        query = query.where(RECORDS.c.code_hash == code_hash)
    return [
        {
            "at": row.at.isoformat(),
            "what": row.what,
            "who": row.who,
            "code_hash": row.code_hash,
            "why": row.why,
            "reference": row.reference,
        }
        for row in transaction.execute(query)
    ]
