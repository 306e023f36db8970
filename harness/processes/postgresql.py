"""How do many runs share one PostgreSQL database? Each by schemas of its own."""

from __future__ import annotations

import secrets

from sqlalchemy import create_engine, make_url, text


class PostgresSchemas:
    """Schemas of their own in one PostgreSQL database, dropped at the end."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._engine = create_engine(self._url)
        self._engine.connect().close()
        self._schemas: list[str] = []

    def url(self, name: str) -> str:
        """Create a schema and give a URL whose search path is that schema alone."""
        schema = f"vodomer_{name}_{secrets.token_hex(4)}"
        with self._engine.begin() as connection:
            connection.execute(text(f'CREATE SCHEMA "{schema}"'))
        self._schemas.append(schema)
        pointed = self._url.update_query_dict({"options": f"-csearch_path={schema}"})
        return pointed.render_as_string(hide_password=False)

    def close(self) -> None:
        """Drop the schemas."""
        with self._engine.begin() as connection:
            for schema in self._schemas:
                connection.execute(text(f'DROP SCHEMA "{schema}" CASCADE'))
        self._engine.dispose()
