"""Does the store let one code activate one person only, whatever the rules let by?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import NullPool, create_engine, text

from harness.reference.activation.redeem import ACTIVATED, Redeemer
from harness.reference.activation.settings import Throttle
from harness.reference.activation.store import Issue, Store
from harness.reference.activation.throttle import Confirmation
from harness.reference.clock import now
from harness.reference.database import Database
from harness.reference.errors import ConfigurationError
from harness.reference.rules import Rules

from .independent_provider import Account
from .running import Reference, database_url
from .visitor import Visitor

PEOPLE = 8
OLD_TABLE = (
    "CREATE TABLE people (sub VARCHAR(255) PRIMARY KEY, code_id VARCHAR(32) NOT NULL,"
    " form VARCHAR(64) NOT NULL, activated_at BIGINT NOT NULL)"
)


class UsedIsOverlooked(Rules):
    """The one question that decides who wins is never asked."""

    def redeemable(self, codes: Any, present: datetime) -> dict[str, Any]:
        return {**super().redeemable(codes, present), "used": text("1 = 1")}


@pytest.fixture
def url(tmp_path: Path) -> str:
    return database_url(tmp_path / "activation.db")


def people_in(url: str, *statements: str) -> list[str]:
    """Run statements past the service; gives whom the codes have activated."""
    engine = create_engine(url, poolclass=NullPool)  # a refused statement leaves nothing open
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
        return [*connection.execute(text("SELECT code_id FROM people")).scalars()]


def person_row(sub: str, code_id: str) -> str:
    return f"INSERT INTO people VALUES ('{sub}', '{code_id}', 'form', 0)"


def test_of_many_at_once_one_is_activated_and_the_others_are_told_used(url: str) -> None:
    database, rules = Database(url), UsedIsOverlooked()
    store = Store(database, rules)
    issued = store.issue(Issue("a@example.test", "Ana", now() + timedelta(days=1)))
    redeemer = Redeemer(store, rules, Throttle())
    digest = store.hash(issued.code.replace("-", ""))

    def confirm(number: int) -> str:
        attempt = Confirmation(f"sub-{number}", f"192.0.2.{number}", f"form-{number:030d}", digest)
        return redeemer.redeem(attempt).kind

    with ThreadPoolExecutor(PEOPLE) as pool:
        told = Counter(pool.map(confirm, range(PEOPLE)))
    database.close()
    assert told == {ACTIVATED: 1, "used": PEOPLE - 1}
    assert people_in(url) == [issued.id]


def test_who_comes_second_reads_that_the_code_is_used(
    start_reference: Callable[..., Reference],
    browser: Callable[..., Visitor],
    person: Account,
    email: str,
    tmp_path: Path,
) -> None:
    kept = tmp_path / "activation.db"
    reference = start_reference(database=kept)
    issued = reference.issue(email)
    people_in(database_url(kept), person_row("somebody", issued["id"]))
    visitor = browser(reference.activation)
    visitor.sign_in(person, code=issued["code"])
    assert visitor.post("/confirm").status_code == 422
    assert "Aktivacijska koda je že uporabljena." in visitor.text("[role=alert]")
    assert reference.admin("GET", f"people/{person.sub}").json()["active"] is False
    reference.stop()


def test_a_database_of_before_gets_the_constraint(url: str) -> None:
    people_in(url, OLD_TABLE, person_row("one", "c1"))
    for _ in range(2):
        Database(url).close()
    with pytest.raises(Exception, match=r"(?i)unique"):
        people_in(url, person_row("two", "c1"))


def test_a_database_that_broke_it_is_refused_with_what_to_do(url: str) -> None:
    people_in(url, OLD_TABLE, person_row("one", "c1"), person_row("two", "c1"))
    with pytest.raises(ConfigurationError, match="one code activated two people; leave one row"):
        Database(url)
