"""How are the registered applications kept?"""

from __future__ import annotations

import sqlalchemy as sa

from mock_rekono.real_names import refuse_real_addresses
from mock_rekono.records import Client
from mock_rekono.store.database import Database
from mock_rekono.store.prepared import Prepared
from mock_rekono.store.schema import clients as table

_FIND = Prepared(table.select().where(table.c.client_id == sa.bindparam("wanted")))


class Clients:
    """All registered applications."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._held: dict[str, Client] = {}  # all that there are, where no other process can add any

    def put(self, client: Client) -> Client:
        """Register an application, in place of one with the same id.

        Raises Invalid for one at an address of the real REKONO or MPV.
        """
        refuse_real_addresses(client)
        self._database.put(table, client_id=client.client_id, known=client.as_dict())
        self._held[client.client_id] = client
        return client

    def find(self, client_id: str) -> Client | None:
        """Return an application, or None."""
        if self._database.is_private:
            return self._held.get(client_id)
        row = self._database.first(_FIND, wanted=client_id)
        return None if row is None else Client.from_dict(row["known"])

    def all(self) -> list[Client]:
        """Return all, in order of id."""
        rows = self._database.rows(table.select().order_by(table.c.client_id))
        return [Client.from_dict(row["known"]) for row in rows]

    def remove(self, client_id: str) -> bool:
        """Forget an application; False when there is none."""
        self._held.pop(client_id, None)
        return self._database.run(table.delete().where(table.c.client_id == client_id)) == 1
