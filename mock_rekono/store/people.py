"""How are accounts kept, and what makes two of them impossible?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from mock_rekono.errors import Taken
from mock_rekono.people import Person, normal_email, person_of
from mock_rekono.store.database import Database
from mock_rekono.store.prepared import Prepared
from mock_rekono.store.schema import people as table

COLUMNS = ("sub", "email", "tax_number", "locked", "failures", "totp_step", "is_cast")
_WANTED: sa.BindParameter[str] = sa.bindparam("wanted")
_BY_SUB = Prepared(table.select().where(table.c.sub == _WANTED))
_BY_EMAIL = Prepared(table.select().where(table.c.email == _WANTED))
_BY_TAX_NUMBER = Prepared(table.select().where(table.c.tax_number == _WANTED))


class People:
    """All accounts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, person: Person) -> Person:
        """Keep a new account. Raises Taken("email") or Taken("tax_number")."""
        try:
            self._database.run(table.insert(), **_row(person))
        except sa.exc.IntegrityError:
            raise Taken(self._taken_field(person)) from None
        return person

    def find(self, sub: str) -> Person | None:
        """Return an account by subject, or None."""
        return _person_or_none(self._database.first(_BY_SUB, wanted=sub))

    def by_email(self, email: str) -> Person | None:
        """Return an account by e-mail address, however it is typed, or None."""
        return _person_or_none(self._database.first(_BY_EMAIL, wanted=normal_email(email)))

    def by_tax_number(self, tax_number: str) -> Person | None:
        """Return the account with a tax number, or None."""
        return _person_or_none(self._database.first(_BY_TAX_NUMBER, wanted=tax_number))

    def has_phone(self, phone: str) -> bool:
        """Tell whether an account has a phone number."""
        kept = table.c.known["phone"].as_string()
        return bool(self._database.rows(table.select().where(kept == phone).limit(1)))

    def all(self) -> list[Person]:
        """Return every account, in order of e-mail address."""
        rows = self._database.rows(table.select().order_by(table.c.email))
        return [_person(row) for row in rows]

    def change(self, sub: str, **changes: Any) -> Person:
        """Change facts of an account. Raises Taken as `add` does, KeyError for an unknown sub."""
        return self.change_by(sub, lambda _person: changes)

    def change_by(self, sub: str, decide: Callable[[Person], Mapping[str, Any]]) -> Person:
        """Change what is decided of the account as it is now, while nobody else changes it.

        Raises as `change` does, and what `decide` raises; then nothing is changed.
        """
        changed: Person | None = None
        try:
            with self._database.transaction() as connection:
                query = table.select().where(table.c.sub == sub).with_for_update()
                row = connection.execute(query).mappings().first()
                if row is None:
                    raise KeyError(sub)
                person = _person(row)
                changed = replace(person, **decide(person))
                values = _row(changed)
                connection.execute(table.update().where(table.c.sub == sub).values(**values))
        except sa.exc.IntegrityError:
            assert changed is not None  # noqa: S101 - only the update can clash
            raise Taken(self._taken_field(changed)) from None
        return changed

    def failed(self, sub: str, lock_after: int) -> None:
        """Count a wrong password; lock the account at the last one allowed."""
        self._database.run(
            table.update()
            .where(table.c.sub == sub)
            .values(
                failures=table.c.failures + 1,
                locked=sa.or_(table.c.locked, table.c.failures + 1 >= lock_after),
            )
        )

    def succeeded(self, sub: str) -> None:
        """Forget the wrong passwords."""
        self._database.run(table.update().where(table.c.sub == sub).values(failures=0))

    def use_totp_step(self, sub: str, step: int) -> bool:
        """Use a time step of OnePass up; False when it or a later one was used before."""
        change = (
            table.update()
            .where(table.c.sub == sub, table.c.totp_step < step)
            .values(totp_step=step)
        )
        return self._database.run(change) == 1

    def remove(self, sub: str) -> None:
        """Forget an account."""
        self._database.run(table.delete().where(table.c.sub == sub))

    def remove_all(self) -> None:
        """Forget every account but the cast's."""
        self._database.run(table.delete().where(sa.not_(table.c.is_cast)))

    def _taken_field(self, person: Person) -> str:
        other = self.by_email(person.email)
        return "email" if other is not None and other.sub != person.sub else "tax_number"


def _row(person: Person) -> dict[str, Any]:
    known = replace(person, email=normal_email(person.email)).as_dict()
    columns = {name: known.pop(name) for name in COLUMNS}
    return {**columns, "known": known}


def _person_or_none(row: Any) -> Person | None:
    return None if row is None else _person(row)


def _person(row: Any) -> Person:
    return person_of({**row["known"], **{name: row[name] for name in COLUMNS}})
