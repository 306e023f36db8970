"""Which codes were issued, what became of them, and who is active?"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from ..clock import SYMBOLS, now
from ..database import Database
from ..kept_secrets import kept_secret
from ..rules import Rules
from . import codes
from .records import Event, record, trail
from .tables import CODES, PEOPLE

ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Issue:
    """A code to be issued: for whom, until when, and whether it is revoked at once."""

    email: str
    name: str
    expires_at: datetime
    revoked: bool = False


@dataclass(frozen=True)
class IssuedCode:
    """The only moment the code itself is known; afterwards there is its hash."""

    id: str
    code: str
    expires_at: datetime


def state_of(row: Row[Any], at: datetime) -> str:
    """Return ``used``, ``revoked``, ``expired`` or ``unused``, in this order of gravity."""
    if row.used_by is not None:
        return "used"
    if row.revoked_at is not None:
        return "revoked"
    return "expired" if row.expires_at <= at else "unused"


class Store:
    """Codes and people of one activation service."""

    def __init__(self, database: Database, rules: Rules) -> None:
        self.database = database
        self._rules = rules
        self._key = bytes.fromhex(kept_secret(database, "code_key"))

    def hash(self, plain: str) -> str:
        """Return the keyed hash a plain code is known by."""
        return codes.code_hash(self._rules.compared(plain), self._key)

    def issue(self, wanted: Issue) -> IssuedCode:
        """Issue a new code, and revoke older unused ones of the same e-mail address."""
        drawn = codes.new_code(self._rules.alphabet(SYMBOLS))
        code = codes.grouped(self._rules.new_code(drawn))
        issued = IssuedCode(secrets.token_hex(8), code, wanted.expires_at)
        email = wanted.email.casefold()
        row = {
            "id": issued.id,
            "code_hash": self.hash(code.replace("-", "")),
            "email": email,
            "name": wanted.name,
            "issued_at": min(now(), wanted.expires_at - timedelta(seconds=1)),
            "expires_at": wanted.expires_at,
        }
        with self.database.write() as transaction:
            self.database.lock(transaction, f"e-mail:{email}")
            if self._rules.voids_older_codes():
                self._revoke(transaction, CODES.c.email == email, "a new code was issued")
            transaction.execute(insert(CODES).values(row))
            record(transaction, Event("issued", ADMINISTRATOR, str(row["code_hash"])))
            if wanted.revoked:
                self._revoke(transaction, CODES.c.id == issued.id, "issued as revoked")
        return issued

    def issued(self, plain: str) -> bool:
        """Whether this code was ever issued."""
        query = select(CODES.c.id).where(CODES.c.code_hash == self.hash(plain))
        with self.database.read() as transaction:
            return transaction.scalar(query) is not None

    def revoke(self, code_id: str) -> bool:
        """Revoke an unused code; False when there is none of that id."""
        with self.database.write() as transaction:
            self._revoke(transaction, CODES.c.id == code_id, "by the administrator")
        return self.find(code_id) is not None

    def note(self, code_id: str, what: str, why: str = "") -> None:
        """Add to the trail of a code what happened to its e-mail."""
        with self.database.write() as transaction:
            code_hash = transaction.scalar(select(CODES.c.code_hash).where(CODES.c.id == code_id))
            record(transaction, Event(what, ADMINISTRATOR, str(code_hash), why))

    def find(self, code_id: str) -> dict[str, Any] | None:
        """State and user of a code by its id."""
        with self.database.read() as transaction:
            row = transaction.execute(select(CODES).where(CODES.c.id == code_id)).first()
        if row is None:
            return None
        return {"id": row.id, "state": state_of(row, now()), "used_by": row.used_by}

    def trail(self, code_id: str) -> list[dict[str, str]] | None:
        """Return the audit trail of a code, or None when there is no such code."""
        with self.database.read() as transaction:
            code_hash = transaction.scalar(select(CODES.c.code_hash).where(CODES.c.id == code_id))
            return None if code_hash is None else trail(transaction, code_hash)

    def activated_at(self, sub: str) -> datetime | None:
        """When the person was activated, or None when they are not active."""
        query = select(PEOPLE.c.activated_at).where(PEOPLE.c.sub == sub)
        with self.database.read() as transaction:
            found: datetime | None = transaction.scalar(query)
        return self._rules.active_since(found)

    def _revoke(self, transaction: Connection, which: Any, why: str) -> None:
        unused = (which, CODES.c.used_by.is_(None), CODES.c.revoked_at.is_(None))
        hashes = transaction.scalars(select(CODES.c.code_hash).where(*unused)).all()
        transaction.execute(update(CODES).where(*unused).values(revoked_at=now()))
        for code_hash in hashes:
            record(transaction, Event("revoked", ADMINISTRATOR, code_hash, why))
