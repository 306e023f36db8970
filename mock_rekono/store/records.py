"""How are records kept, found, spent once and made older?"""

from __future__ import annotations

from dataclasses import fields
from typing import Any, TypeVar

import sqlalchemy as sa

from mock_rekono import clock
from mock_rekono.records import COLUMNS, Record
from mock_rekono.store.database import Database
from mock_rekono.store.prepared import Prepared
from mock_rekono.store.schema import records as table

CHANGEABLE = ("owner", "parent", "expires_at", "details")
AnyRecord = TypeVar("AnyRecord", bound=Record)
KEPT_AFTER_END = 86400.0  # so that what was used or has expired can still be told apart

# Built once: making a statement costs more than running it.
_KIND, _ID = table.c.kind == sa.bindparam("the_kind"), table.c.id == sa.bindparam("the_id")
_KEEP = Prepared(table.insert(), *table.columns.keys())
_FIND = Prepared(table.select().where(_KIND, _ID))
_CHANGE = Prepared(
    table.update()
    .where(_KIND, _ID)
    .values({name: sa.bindparam(f"new_{name}", type_=table.c[name].type) for name in CHANGEABLE})
)
_SPEND = Prepared(
    table.update()
    .where(_KIND, _ID, table.c.spent_at.is_(None), table.c.expires_at > sa.bindparam("now"))
    .values(spent_at=sa.bindparam("now"))
)
_TAKE = Prepared(
    table.delete().where(
        _KIND, _ID, table.c.spent_at.is_(None), table.c.expires_at > sa.bindparam("now")
    )
)
_DROP = Prepared(table.delete().where(_KIND, _ID))
_UNSPENT = Prepared(
    table.select().where(
        _KIND, table.c.spent_at.is_(None), table.c.expires_at > sa.bindparam("now")
    )
)
_ATTEMPT = Prepared(
    table.update()
    .where(_KIND, _ID)
    .values(attempts=table.c.attempts + 1)
    .returning(table.c.attempts)
)


class Records:
    """All records, of every kind."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kinds: set[str] = set()  # of what was kept by this process

    def keep(self, record: AnyRecord) -> AnyRecord:
        """Keep a new record and give it back."""
        self._database.run(_KEEP, **self._row(record))
        return record

    def put(self, record: Record) -> None:
        """Keep a record in place of one with the same id."""
        self._database.put(table, **self._row(record))

    def keep_first(self, record: AnyRecord) -> AnyRecord:
        """Keep a record unless one with its id holds already; give the one that holds.

        Of several that make it at the same moment, in whatever process, one wins.
        """
        holds = table.c.expires_at > clock.now()
        self._database.put_unless(holds, table, **self._row(record))
        return self.find(type(record), record.id) or record

    def unspent(self, kind: type[AnyRecord]) -> list[AnyRecord]:
        """Return all records of a kind that were not used and have not ended: for rare kinds."""
        if self._database.is_private and kind.kind not in self._kinds:
            return []
        rows = self._database.rows(_UNSPENT, the_kind=kind.kind, now=clock.now())
        return [_record(kind, row) for row in rows]

    def find(
        self, kind: type[AnyRecord], record_id: str, *, ended: bool = False
    ) -> AnyRecord | None:
        """Return a record by id, or None; one that has ended only when asked for."""
        row = self._database.first(_FIND, the_kind=kind.kind, the_id=record_id)
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
        return [_record(kind, row) for row in self._database.rows(query)]

    def change(self, record: AnyRecord, **changes: Any) -> AnyRecord:
        """Return the record with some facts changed, and keep it so.

        Attempts and spending are not changed this way: see `spend` and `attempt`.
        """
        changed: AnyRecord = _replace(record, changes)
        self._database.run(
            _CHANGE,
            the_kind=record.kind,
            the_id=record.id,
            new_owner=changed.owner,
            new_parent=changed.parent,
            new_expires_at=changed.expires_at,
            new_details=changed.details(),
        )
        return changed

    def spend(self, record: Record) -> bool:
        """Use a record up. False when it was used before, has ended or is gone: one caller wins."""
        touched = self._database.run(
            _SPEND, the_kind=record.kind, the_id=record.id, now=clock.now()
        )
        return touched == 1

    def take(self, record: Record) -> bool:
        """Use a record up, as `spend` does, and forget it: nobody asks for it again."""
        touched = self._database.run(_TAKE, the_kind=record.kind, the_id=record.id, now=clock.now())
        return touched == 1

    def attempt(self, record: Record) -> int:
        """Count one more attempt at a record; give how many there have been."""
        row = self._database.first(_ATTEMPT, the_kind=record.kind, the_id=record.id)
        return int(row["attempts"]) if row else 0

    def age(self, kind: type[Record], owner: str, seconds: float) -> bool:
        """Make the newest record of an owner so much older. False when there is none."""
        found = self.newest(kind, owner=owner, most=1)
        if not found:
            return False
        older = {name: table.c[name] - seconds for name in ("issued_at", "expires_at")}
        change = table.update().where(_KIND, _ID).values(older)
        return self._database.run(change, the_kind=kind.kind, the_id=found[0].id) == 1

    def drop(self, record: Record) -> None:
        """Forget a record."""
        self._database.run(_DROP, the_kind=record.kind, the_id=record.id)

    def drop_all(self, *kinds: type[Record], owner: str = "", parent: str = "") -> None:
        """Forget all records of some kinds, or only those of an owner or parent."""
        query = table.delete().where(table.c.kind.in_([kind.kind for kind in kinds]))
        if owner:
            query = query.where(table.c.owner == owner)
        if parent:
            query = query.where(table.c.parent == parent)
        self._database.run(query)

    def purge(self) -> int:
        """Forget what ended long ago; give how many. A clock that is ahead may be put back."""
        ended = table.c.expires_at < min(clock.now(), clock.actual()) - KEPT_AFTER_END
        return self._database.run(table.delete().where(ended))

    def _row(self, record: Record) -> dict[str, Any]:
        self._kinds.add(record.kind)
        columns = {name: getattr(record, name) for name in COLUMNS}
        return {**columns, "kind": record.kind, "details": record.details()}


def _record(kind: type[AnyRecord], row: Any) -> AnyRecord:
    return kind(**{name: row[name] for name in COLUMNS}, **row["details"])


def _replace(record: AnyRecord, changes: dict[str, Any]) -> AnyRecord:
    kept = {f.name: getattr(record, f.name) for f in fields(record)}
    return type(record)(**{**kept, **changes})
