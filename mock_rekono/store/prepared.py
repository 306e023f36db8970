"""How is a statement that is run again and again spared SQLAlchemy's work on each run?

SQLAlchemy says once what the SQL is and how values go into columns and come out of them. Running a
statement through it costs several times what SQLite itself takes for one that finds a row by its
key; so with SQLite, which has no server to wait for, the driver gets it straight.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

Row = dict[str, Any]
Processor = Callable[[Any], Any]
_DIALECT = sqlite.dialect(paramstyle="named")


class Prepared:
    """A statement whose values are all given by name when it is run; `takes` are those names."""

    def __init__(self, statement: Any, *takes: str) -> None:
        self.statement = statement
        self._takes = takes

    def run(self, driver: Any, values: Row) -> int:
        """Change rows; give how many."""
        return int(self._execute(driver, values).rowcount)

    def rows(self, driver: Any, values: Row) -> list[Row]:
        """Return what it finds."""
        return [self._row(found) for found in self._execute(driver, values).fetchall()]

    def _execute(self, driver: Any, values: Row) -> Any:
        sql, known, writers = self._written
        given = {**known, **values}
        for name, write in writers:
            given[name] = write(given[name])
        return driver.execute(sql, given)

    def _row(self, found: tuple[Any, ...]) -> Row:
        names, readers = self._read
        row = dict(zip(names, found, strict=True))
        for name, read in readers:
            row[name] = read(row[name])
        return row

    @cached_property
    def _written(self) -> tuple[str, Row, list[tuple[str, Processor]]]:
        """The SQL, the values that stand in it already, and what writes those that need it."""
        compiled = self.statement.compile(dialect=_DIALECT, column_keys=self._takes or None)
        binds = {
            name: _impl(bind).bind_processor(_DIALECT) for name, bind in compiled.binds.items()
        }
        return compiled.string, compiled.params, [(n, p) for n, p in binds.items() if p]

    @cached_property
    def _read(self) -> tuple[list[str], list[tuple[str, Processor]]]:
        columns = self.statement.exported_columns
        readers = [(c.key, _impl(c).result_processor(_DIALECT, None)) for c in columns]
        return columns.keys(), [(name, read) for name, read in readers if read]


def _impl(element: sa.ColumnElement[Any]) -> sa.types.TypeEngine[Any]:
    return element.type.dialect_impl(_DIALECT)
