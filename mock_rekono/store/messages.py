"""How are messages kept?"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from mock_rekono import clock
from mock_rekono.store.database import Database
from mock_rekono.store.schema import messages as table

MOST = 20_000
BETWEEN_TRIMS = 500


class Messages:
    """The messages kept, bounded."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, **facts: str | None) -> None:
        """Keep a message as sent now."""
        with self._database.transaction() as connection:
            result = connection.execute(table.insert().values(sent_at=clock.now(), **facts))
            last = result.inserted_primary_key[0] if result.inserted_primary_key else 0
            if last % BETWEEN_TRIMS == 0:
                connection.execute(table.delete().where(table.c.id <= last - MOST))

    def read(self, *, to: str = "", channel: str = "") -> list[dict[str, Any]]:
        """Return messages, newest last, as the control API writes them."""
        query = table.select()
        if to:
            query = query.where(sa.func.lower(table.c.to) == to.lower())
        if channel:
            query = query.where(table.c.channel == channel)
        rows = self._database.rows(query.order_by(table.c.id))
        return [{**row, "sent_at": clock.iso(row["sent_at"])} for row in rows]

    def clear(self) -> None:
        """Forget all."""
        self._database.run(table.delete())
