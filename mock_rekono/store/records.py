"""How are records kept, found, spent once and made older?"""

from __future__ import annotations

from dataclasses import fields
from typing import Any, TypeVar

from mock_rekono import clock
from mock_rekono.grants import COLUMNS, Record
from mock_rekono.store.database import Database
from mock_rekono.store.schema import records as table

AnyRecord = TypeVar("AnyRecord", bound=Record)
KEPT_AFTER_END = 86400.0  # so that what was used or has expired can still be told apart


class Records:
    """All records, of every kind."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, record: AnyRecord) -> AnyRecord:
        """Keep a new record and give it back."""
        columns = {name: getattr(record, name) for name in COLUMNS}
        with self._database.transaction() as connection:
            connection.execute(
                table.insert().values(kind=record.kind, details=record.details(), **columns)
            )
        return record

    def find(
        self, kind: type[AnyRecord], record_id: str, *, ended: bool = False
    ) -> AnyRecord | None:
        """Return a record by id, or None; one that has ended only when asked for."""
        query = table.select().where(table.c.kind == kind.kind, table.c.id == record_id)
        with self._database.transaction() as connection:
            row = connection.execute(query).mappings().first()
        if row is None or (not ended and row["expires_at"] <= clock.now()):
            return None
        return _record(kind, row)

    def newest(
        self, kind: type[AnyRecord], *, owner: str = "", parent: str = "", most: int = 20
    ) -> list[AnyRecord]:
        """Return the newest records of an owner, a parent or both, newest first, ended or not."""
        query = table.select().where(table.c.kind == kind.kind)
        if owner:
            query = query.where(table.c.owner == owner)
        if parent:
            query = query.where(table.c.parent == parent)
        query = query.order_by(table.c.issued_at.desc()).limit(most)
        with self._database.transaction() as connection:
            rows = connection.execute(query).mappings().all()
        return [_record(kind, row) for row in rows]

    def change(self, record: AnyRecord, **changes: Any) -> AnyRecord:
        """Return the record with some facts changed, and keep it so.

        Attempts and spending are not changed this way: see `spend` and `attempt`.
        """
        changed: AnyRecord = _replace(record, changes)
        with self._database.transaction() as connection:
            connection.execute(
                table.update()
                .where(table.c.kind == record.kind, table.c.id == record.id)
                .values(
                    owner=changed.owner,
                    parent=changed.parent,
                    expires_at=changed.expires_at,
                    details=changed.details(),
                )
            )
        return changed

    def spend(self, record: Record) -> bool:
        """Use a record up. False when it was used before, has ended or is gone: one caller wins."""
        now = clock.now()
        change = (
            table.update()
            .where(
                table.c.kind == record.kind,
                table.c.id == record.id,
                table.c.spent_at.is_(None),
                table.c.expires_at > now,
            )
            .values(spent_at=now)
        )
        with self._database.transaction() as connection:
            return connection.execute(change).rowcount == 1

    def attempt(self, record: Record) -> int:
        """Count one more attempt at a record; give how many there have been."""
        change = (
            table.update()
            .where(table.c.kind == record.kind, table.c.id == record.id)
            .values(attempts=table.c.attempts + 1)
            .returning(table.c.attempts)
        )
        with self._database.transaction() as connection:
            return connection.execute(change).scalar() or 0

    def age(self, kind: type[Record], owner: str, seconds: float) -> bool:
        """Make the newest record of an owner so much older. False when there is none."""
        found = self.newest(kind, owner=owner, most=1)
        if not found:
            return False
        change = (
            table.update()
            .where(table.c.kind == kind.kind, table.c.id == found[0].id)
            .values(issued_at=table.c.issued_at - seconds, expires_at=table.c.expires_at - seconds)
        )
        with self._database.transaction() as connection:
            connection.execute(change)
        return True

    def drop(self, record: Record) -> None:
        """Forget a record."""
        with self._database.transaction() as connection:
            connection.execute(
                table.delete().where(table.c.kind == record.kind, table.c.id == record.id)
            )

    def drop_all(self, *kinds: type[Record], owner: str = "", parent: str = "") -> None:
        """Forget all records of some kinds, or only those of an owner or parent."""
        query = table.delete().where(table.c.kind.in_([kind.kind for kind in kinds]))
        if owner:
            query = query.where(table.c.owner == owner)
        if parent:
            query = query.where(table.c.parent == parent)
        with self._database.transaction() as connection:
            connection.execute(query)

    def purge(self) -> int:
        """Forget what ended long ago; give how many."""
        with self._database.transaction() as connection:
            ended = table.c.expires_at < clock.now() - KEPT_AFTER_END
            return connection.execute(table.delete().where(ended)).rowcount


def _record(kind: type[AnyRecord], row: Any) -> AnyRecord:
    return kind(**{name: row[name] for name in COLUMNS}, **row["details"])


def _replace(record: AnyRecord, changes: dict[str, Any]) -> AnyRecord:
    kept = {f.name: getattr(record, f.name) for f in fields(record)}
    return type(record)(**{**kept, **changes})
