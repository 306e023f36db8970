"""How does a code activate a person: one transaction, one winner?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from ..clock import now
from ..rules import Rules
from . import throttle
from .records import Event, record
from .settings import Throttle
from .store import Store, state_of
from .tables import CODES, PEOPLE
from .throttle import Confirmation

ACTIVATED = "activated"
ALREADY_ACTIVE = "already_active"


@dataclass(frozen=True)
class Outcome:
    """What came of a confirmation.

    ``kind``: activated, already_active, unknown, expired, used, revoked or throttled.
    ``reference`` is the number in the audit trail; ``wait`` how long a throttled person waits.
    """

    kind: str
    reference: str = ""
    wait: timedelta | None = None


@dataclass(frozen=True)
class Redeemer:
    """The confirmation of codes under given rules."""

    store: Store
    rules: Rules
    limits: Throttle

    def redeem(self, attempt: Confirmation) -> Outcome:
        """Activate the person of ``attempt`` with its code, or say why not."""
        database = self.store.database
        with database.write() as transaction:
            database.lock(transaction, f"person:{attempt.sub}")
            database.lock(transaction, f"address:{attempt.address}")
            first, second = self.rules.in_order(self._throttled, self._activate)
            return (
                self._already_active(transaction, attempt)
                or first(transaction, attempt)
                or second(transaction, attempt)
                or self._why_not(transaction, attempt)
            )

    def _already_active(self, transaction: Connection, attempt: Confirmation) -> Outcome | None:
        """Tell a second click of the very form that activated the same as the first."""
        form = transaction.scalar(select(PEOPLE.c.form).where(PEOPLE.c.sub == attempt.sub))
        if form is None:
            return None
        return Outcome(ACTIVATED if form == attempt.form else ALREADY_ACTIVE)

    def _throttled(self, transaction: Connection, attempt: Confirmation) -> Outcome | None:
        wait = throttle.wait_for(transaction, self.limits, attempt)
        if wait is None:
            return None
        event = Event("locked", attempt.sub, attempt.code_hash, "too many attempts")
        return Outcome("throttled", self._record(transaction, event), wait)

    def _activate(self, transaction: Connection, attempt: Confirmation) -> Outcome | None:
        """Activate, where the store has no other person for this code, whatever the rules say."""
        try:
            with transaction.begin_nested():
                return self._use(transaction, attempt)
        except IntegrityError:
            return self._refuse(transaction, attempt, "used")

    def _use(self, transaction: Connection, attempt: Confirmation) -> Outcome | None:
        """Unused and not expired becomes used by this person, in one conditional update."""
        present = now()
        redeemable = self.rules.redeemable(CODES.c, present).values()
        taken = transaction.execute(
            update(CODES)
            .where(CODES.c.code_hash == attempt.code_hash, *redeemable)
            .values(used_by=attempt.sub, used_at=present)
            .returning(CODES.c.id)
        ).scalar_one_or_none()
        if taken is None:
            return None
        by = self.rules.activated_by(taken)
        person = {"sub": attempt.sub, "code_id": by, "form": attempt.form}
        transaction.execute(insert(PEOPLE).values(activated_at=present, **person))
        event = Event(ACTIVATED, attempt.sub, attempt.code_hash)
        return Outcome(ACTIVATED, self._record(transaction, event))

    def _why_not(self, transaction: Connection, attempt: Confirmation) -> Outcome:
        query = select(CODES).where(CODES.c.code_hash == attempt.code_hash)
        row = transaction.execute(query).first()
        kind = "unknown" if row is None else self._why(state_of(row, now()))
        return self._refuse(transaction, attempt, kind)

    def _refuse(self, transaction: Connection, attempt: Confirmation, kind: str) -> Outcome:
        throttle.count(transaction, self.limits, attempt)
        event = Event("refused", attempt.sub, attempt.code_hash, kind)
        return Outcome(kind, self._record(transaction, event))

    def _record(self, transaction: Connection, event: Event) -> str:
        return record(transaction, self.rules.recorded(event))

    @staticmethod
    def _why(state: str) -> str:
        """Treat a code that turned usable between the two looks as not known yet."""
        return "unknown" if state == "unused" else state
