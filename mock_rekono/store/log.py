"""Which requests came, and how were they answered?"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from mock_rekono.store.database import Database
from mock_rekono.store.schema import requests as table

BETWEEN_TRIMS = 500


class RequestLog:
    """The last requests, bounded."""

    def __init__(self, database: Database, most: int) -> None:
        self._database = database
        self._most = most

    def add(
        self,
        known: dict[str, Any],
        *,
        client_id: str | None,
        person: str | None,
        pending: str | None,
    ) -> None:
        """Log a request; `known` is what the control API shows of it, secrets masked."""
        row = {"known": known, "client_id": client_id, "person": person, "pending": pending}
        with self._database.transaction() as connection:
            result = connection.execute(table.insert().values(**row))
            last = result.inserted_primary_key[0] if result.inserted_primary_key else 0
            if last % BETWEEN_TRIMS == 0:
                connection.execute(table.delete().where(table.c.id <= last - self._most))

    def belongs_to(self, pending: str, person: str) -> None:
        """Say whose the requests of a pending authorization were, now that it is known."""
        with self._database.transaction() as connection:
            connection.execute(
                table.update()
                .where(table.c.pending == pending, table.c.person.is_(None))
                .values(person=person)
            )

    def read(
        self, *, since: int = 0, client_id: str = "", person: str = ""
    ) -> list[dict[str, Any]]:
        """Return what was logged after an id, oldest first."""
        query = table.select().where(table.c.id > since)
        if client_id:
            query = query.where(table.c.client_id == client_id)
        if person:
            query = query.where(table.c.person == person)
        with self._database.transaction() as connection:
            rows = connection.execute(query.order_by(table.c.id)).mappings().all()
        return [_entry(row) for row in rows]

    def clear(self) -> None:
        """Forget all; ids go on counting."""
        with self._database.transaction() as connection:
            connection.execute(sa.delete(table))


def _entry(row: Any) -> dict[str, Any]:
    who = {"client_id": row["client_id"], "person": row["person"]}
    return {"id": row["id"], **row["known"], **who}
