"""Is guessing slowed down, and does a restart forget anything?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .independent_provider import Account, IndependentProvider
from .running import Reference
from .visitor import Visitor

pytestmark = pytest.mark.store

Browser = Callable[..., Visitor]


def wrong(number: int) -> str:
    return f"2222-2222-2222-22{'23456789ABCDEFGHJKLMNPQRSTUVWXYZ'[number]}2"


def guess(visitor: Visitor, times: int) -> None:
    for number in range(times):
        assert visitor.confirm(wrong(number)).status_code == 422


def test_sixth_guess_waits_and_so_does_the_valid_code(
    reference: Reference, browser: Browser, person: Account, email: str
) -> None:
    issued = reference.issue(email)
    visitor = browser()
    visitor.sign_in(person)
    guess(visitor, 5)
    assert visitor.confirm(issued["code"]).status_code == 429
    said = visitor.text("[role=alert]")
    assert "Preveč poskusov." in said
    assert "čez 15 minut" in said
    assert "podpora@mpv.si" in said
    assert "Oznaka dogodka:" in said
    assert 0 < int(visitor.page.headers["Retry-After"]) <= 901
    again = browser()
    again.sign_in(person, code=issued["code"])
    assert again.post("/confirm").status_code == 429
    assert reference.state(issued)["state"] == "unused"
    trail = reference.admin("GET", f"records?code={issued['id']}").json()
    assert [entry["what"] for entry in trail] == ["issued", "mailed", "locked", "locked"]


def test_a_form_sent_twice_counts_once(visitor: Visitor, person: Account) -> None:
    visitor.sign_in(person)
    form = {**visitor.form("/confirm"), "code": wrong(0)}
    for _ in range(7):
        assert visitor.send("/confirm", form).status_code == 422


def test_address_is_throttled_across_people(
    reference: Reference, provider: IndependentProvider, number: int
) -> None:
    address = f"198.51.100.{number}"
    for who in range(4):
        visitor = Visitor(reference.activation, provider.issuer, address)
        visitor.sign_in(provider.person(f"crowd-{number}-{who}"))
        guess(visitor, 5)
        visitor.close()
    last = Visitor(reference.activation, provider.issuer, address)
    last.sign_in(provider.person(f"crowd-{number}-last"))
    assert last.confirm(wrong(0)).status_code == 429
    last.close()


def test_restart_loses_nothing(
    start_reference: Callable[..., Reference],
    provider: IndependentProvider,
    tmp_path: Path,
    number: int,
) -> None:
    kept, person = tmp_path / "kept.db", provider.person(f"restart-{number}")
    before = start_reference(database=kept)
    port = before.activation.rsplit(":", 1)[1].strip("/")
    issued, second = before.issue("a@example.test"), before.issue("b@example.test")
    visitor = Visitor(before.activation, provider.issuer)
    away = visitor.leave_for_provider(code=issued["code"])
    before.stop()

    during = start_reference("--activation-port", port, database=kept)
    visitor.get(visitor.authorize(person, away))
    assert visitor.form("/confirm")["code"] == issued["code"]
    guess(visitor, 5)
    during.stop()

    after = start_reference("--activation-port", port, database=kept)
    assert visitor.confirm(issued["code"]).status_code == 429
    assert after.state(issued)["state"] == "unused"
    other = provider.person(f"restart-other-{number}")
    friend = Visitor(after.activation, provider.issuer, "203.0.113.9")
    friend.sign_in(other, code=second["code"])
    friend.post("/confirm")
    after.stop()

    last = start_reference("--activation-port", port, database=kept)
    assert last.state(second)["used_by"] == other.sub
    friend.get("/applications")
    assert friend.title == "Aplikacije"
    log = last.stop()
    assert issued["code"] not in log
    visitor.close()
    friend.close()
