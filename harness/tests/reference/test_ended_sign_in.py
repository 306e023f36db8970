"""What is left when a sign-in ends by itself between sign-in and confirmation?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from harness.reference.sessions.store import IDLE_SIGN_IN

from .independent_provider import IndependentProvider
from .running import Reference, database_url
from .visitor import Visitor

pytestmark = pytest.mark.store

Kept = tuple[Reference, str]


@pytest.fixture
def kept(
    start_reference: Callable[..., Reference], tmp_path: Path
) -> Iterator[tuple[Reference, str]]:
    """Start a reference of its own; return it and the address of its database."""
    where = tmp_path / "kept.db"
    running = start_reference(database=where)
    yield running, database_url(where)
    running.stop()


def age_sessions(database: str, by: timedelta) -> None:
    engine = create_engine(database)
    with engine.begin() as connection:
        older = int(by.total_seconds() * 1_000_000)
        connection.execute(text("UPDATE sessions SET seen_at = seen_at - :older"), {"older": older})
    engine.dispose()


def test_code_waits_for_its_owner_only(
    kept: Kept, provider: IndependentProvider, number: int
) -> None:
    reference, database = kept
    owner = provider.person(f"owner-{number}")
    visitor = Visitor(reference.activation, provider.issuer)
    issued = reference.issue("owner@example.test")
    visitor.sign_in(owner, code=issued["code"])
    form = visitor.form("/confirm")
    age_sessions(database, IDLE_SIGN_IN + timedelta(minutes=1))

    assert visitor.get("/confirm").status_code == 401
    assert visitor.get("/applications").status_code == 401
    assert issued["code"] not in visitor.get("/").text
    assert visitor.send("/confirm", {**form, "code": ""}).status_code == 401
    assert reference.state(issued)["state"] == "unused"

    visitor.sign_in(owner)
    assert visitor.form("/confirm")["code"] == issued["code"]
    age_sessions(database, IDLE_SIGN_IN + timedelta(minutes=1))
    visitor.sign_in(provider.person(f"stranger-{number}"))
    assert visitor.form("/confirm")["code"] == ""
    visitor.close()
