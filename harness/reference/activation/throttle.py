"""Has this person, or this address, guessed too often?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from ..clock import now
from .settings import Throttle
from .tables import ATTEMPTS


@dataclass(frozen=True)
class Confirmation:
    """One confirmation: by whom, from where, from which drawn form, which code (its hash)."""

    sub: str
    address: str
    form: str
    code_hash: str


def wait_for(transaction: Connection, limits: Throttle, attempt: Confirmation) -> timedelta | None:
    """How long person and address still have to wait, or None when they may try."""
    waits = (
        _wait(transaction, ATTEMPTS.c.sub == attempt.sub, limits.per_person, limits.window),
        _wait(
            transaction, ATTEMPTS.c.address == attempt.address, limits.per_address, limits.window
        ),
    )
    return max((wait for wait in waits if wait), default=None)


def count(transaction: Connection, limits: Throttle, attempt: Confirmation) -> None:
    """Count a refused code; the same form sent twice (double click, reload) counts once."""
    same = select(ATTEMPTS.c.id).where(
        ATTEMPTS.c.sub == attempt.sub,
        ATTEMPTS.c.form == attempt.form,
        ATTEMPTS.c.code_hash == attempt.code_hash,
    )
    transaction.execute(delete(ATTEMPTS).where(ATTEMPTS.c.at <= now() - limits.window))
    if transaction.execute(same).first() is None:
        transaction.execute(insert(ATTEMPTS).values(at=now(), **attempt.__dict__))


def _wait(
    transaction: Connection, whose: ColumnElement[bool], limit: int, window: timedelta
) -> timedelta | None:
    """Until the oldest of the last ``limit`` refusals is older than the window."""
    query = (
        select(ATTEMPTS.c.at)
        .where(whose, ATTEMPTS.c.at > now() - window)
        .order_by(ATTEMPTS.c.at.desc())
        .offset(limit - 1)
        .limit(1)
    )
    oldest = transaction.scalar(query)
    return None if oldest is None else oldest + window - now()
