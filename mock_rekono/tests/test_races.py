"""Does one win where several ask for the same at one moment, of whichever process?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from mock_rekono.tests.kit import PASSWORD, Application, Browser, Page
from mock_rekono.tests.newcomer import Newcomer, new_tax_number, wrong_field
from mock_rekono.tests.replicas import AT_ONCE, Replicas, at_once


@pytest.fixture
def browser(replicas: Replicas) -> Iterator[Browser]:
    opened = replicas.browser()
    yield opened
    opened.client.close()


@pytest.fixture
def app(replicas: Replicas) -> Application:
    return replicas.app()


def test_a_code_is_redeemed_once(replicas: Replicas, browser: Browser, app: Application) -> None:
    code = app.answer(browser.sign_in(browser.get(app.address()), replicas.one.enrol()))["code"]
    answers = at_once(lambda: app.redeem(code).status_code)
    assert Counter(answers) == {200: 1, 400: AT_ONCE - 1}


def test_a_hand_over_is_taken_once(replicas: Replicas, browser: Browser, app: Application) -> None:
    page, person = browser.get(app.address()), replicas.one.enrol()
    form = {**page.form(), "username": person["email"], "password": PASSWORD}
    sent_on = browser.client.post(str(page.answer.url), data={**form, "act": "sign_in"})
    answers = at_once(lambda: browser.client.get(sent_on.headers["Location"]).status_code)
    assert Counter(answers) == {302: 1, 400: AT_ONCE - 1}


def test_a_one_time_password_is_used_once(
    replicas: Replicas, browser: Browser, app: Application
) -> None:
    person = replicas.one.enrol("sms_otp")
    page = browser.press(browser.sign_in(browser.get(app.address()), person), mode="sms_otp")
    form = {**page.form(), "code": replicas.one.sms_code(person), "act": "confirm"}
    sent = at_once(lambda: browser.client.post(str(page.answer.url), data=form))
    assert Counter("callback" in one.headers.get("Location", "") for one in sent)[True] == 1


def test_one_sign_in_takes_the_fault_for_the_next(replicas: Replicas) -> None:
    body = {"fault": "wrong_nonce", "next": True}
    assert replicas.other.control.post("faults", json=body).status_code == 200
    nonces = at_once(lambda: _signed_in(replicas, replicas.one.enrol()))
    assert Counter(nonces) == {True: AT_ONCE - 1, False: 1}


def test_many_may_sign_in_as_one_person(replicas: Replicas) -> None:
    person = replicas.one.enrol()
    assert at_once(lambda: _signed_in(replicas, person)) == [True] * AT_ONCE


def _signed_in(replicas: Replicas, person: dict[str, Any]) -> bool:
    """Sign in by password alone as far as the tokens; tell whether the nonce is the right one."""
    app, browser = replicas.app(), replicas.browser()
    with browser.client:
        page = browser.sign_in(browser.get(app.address()), person)
        tokens = app.redeem(app.answer(page)["code"]).json()
        return bool(app.read(tokens["id_token"])["nonce"] == app.nonce)


@pytest.fixture
def two_newcomers(replicas: Replicas) -> Iterator[list[Newcomer]]:
    come = [Newcomer(replicas.one), Newcomer(replicas.one)]
    yield come
    for one in come:
        one.browser.client.close()


def test_an_address_gets_one_account(two_newcomers: list[Newcomer]) -> None:
    one, other = two_newcomers
    other.email = one.email
    pages = _press_together([(each, each.at_terms(), {"act": "agree"}) for each in two_newcomers])
    assert sorted(page.answer.status_code for page in pages) == [200, 409]
    account = one.account()
    assert account
    assert account["phone"] in (one.phone, other.phone)


def test_a_tax_number_gets_one_account(two_newcomers: list[Newcomer]) -> None:
    shared = new_tax_number()
    for each in two_newcomers:
        each.tax_number = shared
    pages = _press_together([(each, each.at_data(), each.data) for each in two_newcomers])
    held = [(each.account() or {})["tax_number"] for each in two_newcomers]
    assert sorted(held, key=str) == [shared, None]
    refused = pages[held.index(None)]
    assert wrong_field(refused) == "tax_number"


def _press_together(pressed: list[tuple[Newcomer, Page, dict[str, str]]]) -> list[Page]:
    with ThreadPoolExecutor(len(pressed)) as pool:
        return list(pool.map(lambda one: one[0].press(one[1], **one[2]), pressed))
