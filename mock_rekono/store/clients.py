"""How are the registered applications kept?"""

from __future__ import annotations

from typing import Any

from mock_rekono.grants import Client
from mock_rekono.store.database import Database
from mock_rekono.store.schema import clients as table


class Clients:
    """All registered applications."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, client: Client) -> Client:
        """Register an application, in place of one with the same id."""
        with self._database.transaction() as connection:
            connection.execute(table.delete().where(table.c.client_id == client.client_id))
            connection.execute(
                table.insert().values(client_id=client.client_id, known=client.as_dict())
            )
        return client

    def find(self, client_id: str) -> Client | None:
        """Return an application, or None."""
        query = table.select().where(table.c.client_id == client_id)
        with self._database.transaction() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else _client(row["known"])

    def all(self) -> list[Client]:
        """Return all, in order of id."""
        with self._database.transaction() as connection:
            rows = connection.execute(table.select().order_by(table.c.client_id)).mappings().all()
        return [_client(row["known"]) for row in rows]

    def remove(self, client_id: str) -> bool:
        """Forget an application; False when there is none."""
        with self._database.transaction() as connection:
            gone = connection.execute(table.delete().where(table.c.client_id == client_id))
            return gone.rowcount == 1


def _client(known: dict[str, Any]) -> Client:
    uris = ("redirect_uris", "post_logout_redirect_uris")
    return Client(**{**known, **{name: tuple(known[name]) for name in uris}})
