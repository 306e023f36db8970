"""Which requests came, and how were they answered?

Where no other process can look, entries wait a while and are written many at a time. Elsewhere they
are written one after the other by all processes: ids in order of writing are what a reader who
asks for what came `since` relies on.
"""

from __future__ import annotations

import threading
from typing import Any

import sqlalchemy as sa

from mock_rekono import clock
from mock_rekono.jwt_inspect import decoded
from mock_rekono.store.database import Database
from mock_rekono.store.prepared import Prepared
from mock_rekono.store.schema import requests as table

AT_ONCE = 200
_ADD = table.insert()
_OWN = Prepared(
    table.update()
    .where(table.c.pending == sa.bindparam("the_pending"), table.c.person.is_(None))
    .values(person=sa.bindparam("whose"))
)


class RequestLog:
    """The last requests: as many as told, give or take `AT_ONCE` of each process."""

    def __init__(self, database: Database, most: int) -> None:
        self._database = database
        self._most = most
        self._lock = threading.RLock()
        self._waiting: list[dict[str, Any]] = []
        self._untrimmed = 0

    def add(self, known: dict[str, Any], **who: str | None) -> None:
        """Log a request: `known` is what the control API shows of it, secrets masked.

        Its time comes in seconds and its tokens without their signature; both are made readable
        when somebody reads.

        `who` is client_id, person and pending, each None where it is not known.
        """
        with self._lock:
            self._waiting.append({"known": known, **who})
            if not self._database.is_private or len(self._waiting) >= AT_ONCE:
                self._write()

    def belongs_to(self, pending: str, person: str) -> None:
        """Say whose the requests of a pending authorization were, now that it is known."""
        with self._lock:
            for entry in self._waiting:
                if entry["pending"] == pending and entry["person"] is None:
                    entry["person"] = person
            self._database.run(_OWN, the_pending=pending, whose=person)

    def read(
        self, *, since: int = 0, client_id: str = "", person: str = ""
    ) -> list[dict[str, Any]]:
        """Return what was logged after an id, oldest first."""
        query = table.select().where(table.c.id > since)
        if client_id:
            query = query.where(table.c.client_id == client_id)
        if person:
            query = query.where(table.c.person == person)
        with self._lock:
            self._write()
        return [_entry(row) for row in self._database.rows(query.order_by(table.c.id))]

    def clear(self) -> None:
        """Forget all; ids go on counting."""
        with self._lock:
            self._waiting.clear()
            self._database.run(sa.delete(table))

    def _write(self) -> None:
        if not self._waiting:
            return
        with self._database.transaction(alone_at=table) as connection:
            connection.execute(_ADD, self._waiting)
        self._untrimmed += len(self._waiting)
        self._waiting = []
        if self._untrimmed >= AT_ONCE:
            self._untrimmed = 0
            last = sa.select(sa.func.max(table.c.id)).scalar_subquery()
            self._database.run(table.delete().where(table.c.id <= last - self._most))


def _entry(row: Any) -> dict[str, Any]:
    who = {"client_id": row["client_id"], "person": row["person"]}
    known = row["known"]
    readable = {"at": clock.iso(known["at"]), "tokens": decoded(known["tokens"])}
    return {"id": row["id"], **known, **readable, **who}
