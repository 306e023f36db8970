"""How is the database opened, and what is a transaction here?

SQLite in memory is one connection that all threads take turns at; SQLite in a file writes ahead and
begins every transaction as a writer, so that none has to be thrown away; PostgreSQL lets several
provider processes share one store.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from mock_rekono.errors import Invalid
from mock_rekono.store.schema import metadata


class Database:
    """An open database with its tables."""

    def __init__(self, url: str) -> None:
        """Open it and make what tables are missing. Raises Invalid when that cannot be done."""
        self._engine = _engine(url)
        sqlite = self._engine.dialect.name == "sqlite"
        self._turn: Any = threading.RLock() if sqlite else nullcontext()
        try:
            _make_tables(self._engine)
        except sa.exc.SQLAlchemyError as problem:
            reason = str(getattr(problem, "orig", problem)).splitlines()[0]
            raise Invalid(f"store {_shown(url)} cannot be opened: {reason}", "store") from None

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """Give a connection; what is done with it is kept as a whole or not at all."""
        with self._turn, self._engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def _engine(url: str) -> sa.Engine:
    try:
        address = sa.make_url(url)
        if address.get_backend_name() != "sqlite":
            return sa.create_engine(address, pool_pre_ping=True)
        in_memory = address.database in (None, "", ":memory:")
        options: dict[str, Any] = {"poolclass": StaticPool} if in_memory else {}
        engine = sa.create_engine(
            address, connect_args={"check_same_thread": False, "timeout": 30}, **options
        )
    except (sa.exc.ArgumentError, sa.exc.NoSuchModuleError, ImportError) as problem:
        raise Invalid(f"store {_shown(url)}: {problem}", "store") from None
    _make_sqlite_honest(engine)
    return engine


def _make_sqlite_honest(engine: sa.Engine) -> None:
    """Let SQLAlchemy, not Python's driver, begin transactions; as writers from the start."""

    @sa.event.listens_for(engine, "connect")
    def connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")

    @sa.event.listens_for(engine, "begin")
    def begun(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _make_tables(engine: sa.Engine) -> None:
    try:
        metadata.create_all(engine)
    except (sa.exc.ProgrammingError, sa.exc.IntegrityError):
        metadata.create_all(engine)  # another process made them at the same moment


def _shown(url: str) -> str:
    try:
        return sa.make_url(url).render_as_string(hide_password=True)
    except sa.exc.ArgumentError:
        return "(not a database URL)"
