"""Can those of the cast who have no account yet really get one?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from mock_rekono.registries import people
from mock_rekono.tests.kit import Server
from mock_rekono.tests.newcomer import Newcomer, value


@pytest.fixture(scope="module")
def desk() -> Iterator[Server]:
    started = Server("--cast", "--desk")
    yield started
    assert started.stop() == 0


def _shown(desk: Server, name: str) -> dict[str, Any]:
    """Return what the cast tells of somebody."""
    rows: list[dict[str, Any]] = desk.control.get("cast").json()
    return next(row for row in rows if row["email"] == f"{name}@rekono.test")


@pytest.fixture
def darko(desk: Server) -> Iterator[Newcomer]:
    """Give Darko, in a browser that has never been here, before he has done anything."""
    yield from _come(desk, "darko")


@pytest.fixture
def eva(desk: Server) -> Iterator[Newcomer]:
    """Give Eva, the same way."""
    yield from _come(desk, "eva")


def _come(desk: Server, name: str) -> Iterator[Newcomer]:
    desk.control.post("reset")
    shown = _shown(desk, name)
    come = Newcomer(desk, shown["email"], shown["phone"], shown["tax_number"])
    yield come
    come.browser.client.close()


def _end_of_registration(somebody: Newcomer) -> dict[str, Any]:
    """Return the account of somebody who goes through the rest, from the code by SMS on."""
    page = somebody.press(somebody.at_onepass(), "skip")
    assert "code" in somebody.app.answer(page)
    account = somebody.account()
    assert account
    return account


def test_they_are_listed() -> None:
    listed = {row["id"]: row["title"] for row in people()}
    for name in ("darko", "eva"):
        title = listed[f"{name}@rekono.test"]
        assert title["sl"].startswith("nima še računa")
        assert title["en"].startswith("no account yet")


@pytest.mark.parametrize("name", ["darko", "eva"])
def test_sign_in_page_and_desk_show_what_to_type(desk: Server, name: str) -> None:
    shown = _shown(desk, name)
    somebody = Newcomer(desk)
    pages = (somebody.app.address(), desk.desk)
    for page in pages:
        text = somebody.browser.get(page).answer.text
        for fact in (shown["email"], shown["phone"], shown["tax_number"], shown["title"]["sl"]):
            assert fact in text
    somebody.browser.client.close()


def test_nobody_has_an_account_under_these_names(darko: Newcomer, eva: Newcomer) -> None:
    assert (darko.account(), eva.account()) == (None, None)


def test_darko_takes_his_registration_up_again(darko: Newcomer) -> None:
    assert value(darko.at_phone(), "phone") == darko.phone


def test_darkos_registration_ends_in_an_account(darko: Newcomer) -> None:
    account = _end_of_registration(darko)
    assert (account["phone"], account["tax_number"]) == (darko.phone, darko.tax_number)


def test_eva_begins_with_nothing_known(eva: Newcomer) -> None:
    assert not value(eva.at_phone(), "phone")


def test_eva_registers(eva: Newcomer) -> None:
    account = _end_of_registration(eva)
    assert (account["phone"], account["proofing"]) == (eva.phone, 10)


def test_starting_over_puts_darkos_registration_back(desk: Server, darko: Newcomer) -> None:
    _end_of_registration(darko)
    desk.control.post("reset")
    again = Newcomer(desk, darko.email, darko.phone, darko.tax_number)
    assert again.account() is None
    assert value(again.at_phone(), "phone") == darko.phone
    again.browser.client.close()
