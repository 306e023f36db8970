"""Where do tests keep a store: in a file, and in PostgreSQL where a database is named?"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from sqlalchemy import NullPool, create_engine, make_url, text

POSTGRESQL = os.environ.get("MOCK_REKONO_TEST_POSTGRES", "")
"""A database to use in place of SQLite (postgresql+psycopg://...), if one is named."""


@contextmanager
def schema() -> Iterator[str]:
    """Give the URL of an empty schema of the database that is named; it goes at the end."""
    name, engine = f"rekono_{secrets.token_hex(6)}", create_engine(POSTGRESQL, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    pointed = make_url(POSTGRESQL).update_query_dict({"options": f"-csearch_path={name}"})
    try:
        yield pointed.render_as_string(hide_password=False)
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
        engine.dispose()


def opened(folder: Path) -> AbstractContextManager[str]:
    """Give the URL of an empty store that several processes can open; a file is in this folder."""
    return schema() if POSTGRESQL else nullcontext(f"sqlite:///{folder / 'store.db'}")
