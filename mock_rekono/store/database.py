"""How is the database opened, and what is a transaction here?

SQLite without a file name is one connection that all threads take turns at; SQLite in a file writes
ahead and begins every transaction as a writer, so that none has to be thrown away; PostgreSQL lets
several provider processes share one store. A statement alone needs no transaction.
"""

from __future__ import annotations

import importlib
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from mock_rekono.errors import Invalid
from mock_rekono.store.prepared import Prepared
from mock_rekono.store.schema import metadata

Statement = sa.Executable | Prepared
ALONE = "mock_rekono_alone"  # marks connections that SQLite commits by itself


class Database:
    """An open database with its tables."""

    def __init__(self, url: str) -> None:
        """Open it and make what tables are missing. Raises Invalid when that cannot be done."""
        self._engine = _engine(url)
        self.is_private = isinstance(self._engine.pool, StaticPool)  # no other process sees it
        sqlite = self._engine.dialect.name == "sqlite"
        self._turn: Any = threading.RLock() if sqlite else nullcontext()
        try:
            _make_tables(self._engine)
        except sa.exc.SQLAlchemyError as problem:
            reason = str(getattr(problem, "orig", problem)).splitlines()[0]
            raise Invalid(f"store {_shown(url)} cannot be opened: {reason}", "store") from None
        alone = {ALONE: True} if sqlite else {"isolation_level": "AUTOCOMMIT"}
        self._alone = self._engine.execution_options(**alone)
        self._held = self._alone.connect() if sqlite else None  # its users take turns
        self._driver: Any = self._held and self._held.connection.driver_connection

    @contextmanager
    def transaction(self, *, alone_at: sa.Table | None = None) -> Iterator[sa.Connection]:
        """Give a connection; what is done with it is kept as a whole or not at all.

        With `alone_at` no other process writes to that table meanwhile (with SQLite, to any).
        """
        with self._turn, self._engine.begin() as connection:
            if alone_at is not None and self._engine.dialect.name == "postgresql":
                lock = f"LOCK TABLE {alone_at.name} IN SHARE ROW EXCLUSIVE MODE"
                connection.exec_driver_sql(lock)
            yield connection

    def rows(self, query: Statement, **values: Any) -> Sequence[Mapping[str, Any]]:
        """Return what a query finds."""
        if isinstance(query, Prepared) and self._driver is not None:
            with self._turn:
                return query.rows(self._driver, values)
        with self._turn, self._connection() as connection:
            return [*connection.execute(_plain(query), values).mappings()]

    def first(self, query: Statement, **values: Any) -> Mapping[str, Any] | None:
        """Return the first that a query finds, or None."""
        found = self.rows(query, **values)
        return found[0] if found else None

    def run(self, change: Statement, **values: Any) -> int:
        """Do a change; give how many rows it touched."""
        if isinstance(change, Prepared) and self._driver is not None:
            with self._turn:
                return change.run(self._driver, values)
        with self._turn, self._connection() as connection:
            result: Any = connection.execute(_plain(change), values)
            return int(result.rowcount)

    def put(self, table: sa.Table, **row: Any) -> None:
        """Keep a row, in place of one with the same primary key."""
        self.run(self._upsert(table, row))

    def put_unless(self, kept: sa.ColumnElement[bool], table: sa.Table, **row: Any) -> None:
        """Keep a row, unless one with the same primary key is there of which this is true."""
        self.run(self._upsert(table, row, where=sa.not_(kept)))

    def _upsert(self, table: sa.Table, row: dict[str, Any], **only: Any) -> sa.Executable:
        """Insert or replace in one statement, whoever else does so at the same moment."""
        dialect = importlib.import_module(f"sqlalchemy.dialects.{self._engine.dialect.name}")
        new = dialect.insert(table).values(row)
        keys = list(table.primary_key)
        changed: sa.Executable = new.on_conflict_do_update(index_elements=keys, set_=row, **only)
        return changed

    def _connection(self) -> AbstractContextManager[sa.Connection]:
        return nullcontext(self._held) if self._held is not None else self._alone.connect()

    def close(self) -> None:
        """Close every connection."""
        if self._held is not None:
            self._held.close()
        self._engine.dispose()


def _plain(statement: Statement) -> sa.Executable:
    return statement.statement if isinstance(statement, Prepared) else statement


def _engine(url: str) -> sa.Engine:
    try:
        address = sa.make_url(url)
        if address.get_backend_name() != "sqlite":
            return sa.create_engine(address, pool_pre_ping=True)
        unnamed = address.database in (None, "", ":memory:")
        options: dict[str, Any] = {"poolclass": StaticPool, "creator": _scratch} if unnamed else {}
        engine = sa.create_engine(
            address, connect_args={"check_same_thread": False, "timeout": 30}, **options
        )
    except (sa.exc.ArgumentError, sa.exc.NoSuchModuleError, ImportError) as problem:
        raise Invalid(f"store {_shown(url)}: {problem}", "store") from None
    _make_sqlite_transactional(engine)
    return engine


def _scratch() -> sqlite3.Connection:
    """Open a database without a name: SQLite holds some megabytes, and puts more into a file.

    The file goes with the connection, so that a provider that ran long is as small as a new one.
    """
    return sqlite3.connect("", check_same_thread=False)


def _make_sqlite_transactional(engine: sa.Engine) -> None:
    """Let SQLAlchemy, not Python's driver, begin transactions; as writers from the start."""

    @sa.event.listens_for(engine, "connect")
    def connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")

    @sa.event.listens_for(engine, "begin")
    def begun(connection: sa.Connection) -> None:
        if not connection.get_execution_options().get(ALONE):
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
