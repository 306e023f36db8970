"""Where do provider and reference of a run keep their rows, apart from all others?"""

from __future__ import annotations

import secrets
import tempfile
from pathlib import Path
from typing import Protocol

from harness.errors import ConfigurationError
from harness.record.rerun import passwords_in


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


def choose(url: str | None) -> Databases:
    """Give the kind of database that a URL asks for; none means SQLite files.

    Raises:
        ConfigurationError: the URL is not one of a PostgreSQL server that answers.
    """
    if url is None:
        return SqliteFiles()
    from harness.processes.postgresql import (
        PostgresSchemas,  # SQLAlchemy takes longer than all else to load
    )

    try:
        return PostgresSchemas(url)
    except Exception as problem:
        said = f"--database {url}: {str(problem).splitlines()[0]}"
        for password in sorted(passwords_in(url), key=len, reverse=True):
            said = said.replace(password, "***")
        raise ConfigurationError(f"{said}; give postgresql+psycopg://USER@HOST:PORT/NAME") from None
