"""How are facts kept so that they survive a restart, on SQLite and on PostgreSQL alike?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from zlib import crc32

from sqlalchemy import BigInteger, Connection, Engine, MetaData, create_engine, event, text
from sqlalchemy.engine import URL, Dialect, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import QueuePool
from sqlalchemy.types import TypeDecorator

from .errors import ConfigurationError

METADATA = MetaData()
REMEDY = "remedy"
"""Key of a unique index's `info`: what is wrong with rows that it cannot be made for."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_BUSY_SECONDS = 30


class Instant(TypeDecorator[datetime]):
    """A moment in UTC, kept as whole microseconds since 1970 so that every database compares it."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """Aware datetime to microseconds."""
        return None if value is None else (value - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Microseconds to aware datetime."""
        return None if value is None else _EPOCH + timedelta(microseconds=int(value))


class Database:
    """One database with short transactions; every write transaction is serial on SQLite."""

    def __init__(self, url: str) -> None:
        """Open ``url`` and create what is missing. Raises ``ConfigurationError``."""
        try:
            self._engine = _engine(_parse(url))
            self._prepare()
        except (SQLAlchemyError, ImportError) as error:
            cause = str(getattr(error, "orig", error)).strip().splitlines() or ["no reason given"]
            raise ConfigurationError(f"--database cannot be opened: {cause[0]}") from error

    def _prepare(self) -> None:
        """Create what is missing; one that cannot be used is closed again."""
        try:
            with self.write() as transaction:
                self.lock(transaction, "schema")
                METADATA.create_all(transaction)
                _add_indexes(transaction)
        except Exception:
            self.close()
            raise

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that only looks."""
        with self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Open a transaction that changes something: all of it or nothing."""
        with self._engine.connect() as connection:
            writing = connection.execution_options(vodomer_write=True)
            with writing.begin():
                yield writing

    def lock(self, transaction: Connection, name: str) -> None:
        """Let nobody else hold the lock ``name`` until this write transaction ends."""
        if self._engine.dialect.name == "postgresql":
            transaction.execute(
                text("SELECT pg_advisory_xact_lock(:room, :key)"),
                {"room": 7601, "key": crc32(name.encode()) - 2**31},
            )

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()


def _add_indexes(transaction: Connection) -> None:
    """Make the indexes that tables of an earlier version lack. Raises ``ConfigurationError``."""
    for table in METADATA.sorted_tables:
        for index in table.indexes:
            try:
                index.create(transaction, checkfirst=True)
            except IntegrityError as error:
                raise ConfigurationError(
                    f"--database holds rows that are no longer allowed: {index.info[REMEDY]}"
                ) from error


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ConfigurationError(
            "--database is not a database URL (like sqlite:///activation.db)"
        ) from error
    return parsed.set(drivername="postgresql+psycopg") if parsed.drivername in _POSTGRES else parsed


_POSTGRES = ("postgres", "postgresql")


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, pool_size=5, max_overflow=15)
    in_memory = url.database in (None, "", ":memory:")
    engine = create_engine(
        url,
        poolclass=QueuePool,
        # A database in memory is its one connection: it is handed round, never copied.
        pool_size=1 if in_memory else 5,
        max_overflow=0 if in_memory else 15,
        connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we begin transactions ourselves, see _begin_sqlite
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Writers queue up at the start: no upgrade from reading to writing can fail half-way."""
    writes = connection.get_execution_options().get("vodomer_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


__all__ = ["METADATA", "REMEDY", "Database", "Instant", "OperationalError"]
