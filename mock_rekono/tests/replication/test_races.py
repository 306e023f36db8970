"""Does one win where several ask for the same at one moment, of whichever process?"""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

import pytest

from mock_rekono.tests.kit import PASSWORD, Application, Browser
from mock_rekono.tests.replicas import AT_ONCE, Replicas, at_once, together

pytestmark = pytest.mark.store


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


def test_of_ways_removed_at_one_moment_the_last_stays(
    replicas: Replicas, browser: Browser, app: Application
) -> None:
    ways = ("sms_otp", "onepass_otp", "onepass_push")
    person = replicas.one.enrol(*ways)
    browser.by_sms(browser.get(app.address()), person)
    page = browser.get(f"{replicas.one.base}/IdP-RM-Front/dashboard.htm")
    form = {**page.form(), "act": "remove"}

    def remove(way: str) -> int:
        return browser.client.post(str(page.answer.url), data={**form, "mode": way}).status_code

    refused = Counter(status >= 400 for status in together([partial(remove, one) for one in ways]))
    assert refused == {True: 1, False: 2}
    left = replicas.other.control.get(f"people/{person['email']}").json()["mechanisms"]
    assert len(left) == 2  # the password, and a way to confirm it


def _signed_in(replicas: Replicas, person: dict[str, Any]) -> bool:
    """Sign in by password alone as far as the tokens; tell whether the nonce is the right one."""
    app, browser = replicas.app(), replicas.browser()
    with browser.client:
        page = browser.sign_in(browser.get(app.address()), person)
        tokens = app.redeem(app.answer(page)["code"]).json()
        return bool(app.read(tokens["id_token"])["nonce"] == app.nonce)
