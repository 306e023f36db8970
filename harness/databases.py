"""Where do provider and reference of a run keep their rows, apart from all others?"""

from __future__ import annotations

import secrets
import tempfile
from pathlib import Path
from typing import Protocol

from sqlalchemy import create_engine, make_url, text

from harness.errors import ConfigurationError


class Databases(Protocol):
    """Gives database URLs and takes them back."""

    def url(self, name: str) -> str:
        """Give the URL of a fresh, empty database."""

    def close(self) -> None:
        """Remove everything that was given out."""


class SqliteFiles:
    """SQLite files in a folder that goes with the run."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="vodomer-")

    def url(self, name: str) -> str:
        """Give a file of its own."""
        return f"sqlite:///{Path(self._folder.name) / f'{name}-{secrets.token_hex(4)}.db'}"

    def close(self) -> None:
        """Remove the folder."""
        self._folder.cleanup()


class PostgresSchemas:
    """Schemas of their own in one PostgreSQL database, dropped at the end."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._engine = create_engine(self._url)
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


def choose(url: str | None) -> Databases:
    """Give the kind of database that a URL asks for; none means SQLite files.

    Raises:
        ConfigurationError: the URL is not one of a PostgreSQL server that answers.
    """
    if url is None:
        return SqliteFiles()
    try:
        schemas = PostgresSchemas(url)
        with schemas._engine.connect():
            return schemas
    except Exception as problem:
        reason = str(problem).splitlines()[0]
        raise ConfigurationError(
            f"--database {url.split('@')[-1]}: {reason}; give postgresql+psycopg://USER@HOST:PORT/NAME"
        ) from problem
