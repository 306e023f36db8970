"""Where do tests keep a store: in a file, and in PostgreSQL where a database is named?"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, make_url, text

VARIABLE = "MOCK_REKONO_TEST_POSTGRES"
POSTGRESQL = os.environ.get(VARIABLE, "")
_NEEDED = pytest.mark.skipif(
    not POSTGRESQL, reason=f"{VARIABLE} names no PostgreSQL database (postgresql+psycopg://...)"
)
SHARED = ("sqlite", pytest.param("postgresql", marks=_NEEDED))
"""The kinds of store that several processes can open."""


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


def opened(kind: str, folder: Path) -> AbstractContextManager[str]:
    """Give the URL of an empty store of this kind, in this folder if it is a file."""
    return schema() if kind == "postgresql" else nullcontext(f"sqlite:///{folder / 'store.db'}")
