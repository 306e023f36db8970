"""Does everything that is issued and ends obey the clock that a test puts?"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from mock_rekono.tests.kit import CLIENT, SECRET, Application, Browser, Server, open_client
from mock_rekono.tests.replicas import Replicas

pytestmark = pytest.mark.store

A_BIT = 60  # seconds that a slow machine may take between two requests
YEAR = 365 * 86400
OFFLINE = "openid offline_access"


@pytest.fixture(scope="module")
def alone() -> Iterator[Server]:
    """Give a provider whose clock nobody else reads."""
    started = Server("--profile", "plain")
    yield started
    assert started.stop() == 0


@pytest.fixture
def own(alone: Server) -> Server:
    """Give it as after a reset."""
    assert alone.control.post("reset").status_code == 204
    return alone


@pytest.fixture
def browser(own: Server) -> Iterator[Browser]:
    opened = Browser(own)
    yield opened
    opened.client.close()


def put(server: Server, **how: Any) -> dict[str, Any]:
    answer = server.control.post("clock", json=how)
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


def published(server: Server) -> list[str]:
    with open_client() as client:
        return [key["kid"] for key in client.get(f"{server.issuer}jwk").json()["keys"]]


def redeemed(browser: Browser, app: Application, person: dict[str, Any], **more: str) -> Any:
    page = browser.sign_in(browser.get(app.address(scope=OFFLINE, **more)), person)
    answer = app.redeem(app.answer(page)["code"])
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("seconds", [10 * YEAR, -10 * YEAR])
def test_tokens_tell_the_time_that_was_put(own: Server, browser: Browser, seconds: int) -> None:
    app, person = Application(own), own.enrol()
    shown = put(own, advance=seconds)
    assert shown["ahead"] == seconds
    told = app.read(redeemed(browser, app, person, max_age="9")["id_token"])
    there = time.time() + seconds
    assert told["iat"] == pytest.approx(there, abs=A_BIT)
    assert told["auth_time"] == pytest.approx(there, abs=A_BIT)
    assert told["exp"] == told["iat"] + 600


def test_a_time_may_be_set_and_read(own: Server) -> None:
    wanted = datetime(2031, 3, 30, 1, 59, 59, tzinfo=UTC)
    put(own, set=wanted.isoformat())
    shown = own.control.get("clock").json()
    assert 0 <= (datetime.fromisoformat(shown["now"]) - wanted).total_seconds() < A_BIT
    shown = put(own, set="2031-03-30T03:59:59+02:00")
    assert 0 <= (datetime.fromisoformat(shown["now"]) - wanted).total_seconds() < A_BIT
    assert put(own, set=None)["ahead"] == 0


def test_reset_takes_it_back(own: Server) -> None:
    put(own, advance=3600)
    assert put(own, advance=-600)["ahead"] == 3000
    own.control.post("reset")
    assert own.control.get("clock").json()["ahead"] == 0


def test_a_code_ends(own: Server, browser: Browser) -> None:
    app, person = Application(own), own.enrol()
    page = browser.sign_in(browser.get(app.address()), person)
    put(own, advance=299 - A_BIT)
    in_time = app.answer(page)["code"]
    assert app.redeem(in_time).status_code == 200
    late = app.answer(browser.get(app.address()))["code"]
    put(own, advance=301)
    assert app.redeem(late).json()["error"] == "invalid_grant"


def test_access_and_refresh_tokens_end(own: Server, browser: Browser) -> None:
    app = Application(own)
    tokens = redeemed(browser, app, own.enrol())
    form = {"grant_type": "refresh_token", "client_id": CLIENT, "client_secret": SECRET}
    form["refresh_token"] = tokens["refresh_token"]
    put(own, advance=3600 - A_BIT)
    assert app.userinfo(tokens["access_token"]).status_code == 200
    put(own, advance=A_BIT)
    assert app.userinfo(tokens["access_token"]).status_code == 401
    renewed = app.token(form).json()
    assert app.userinfo(renewed["access_token"]).status_code == 200
    put(own, advance=2_592_001)
    form["refresh_token"] = renewed["refresh_token"]
    assert app.token(form).json()["error"] == "invalid_grant"


def test_a_session_ends(own: Server, browser: Browser) -> None:
    app, person = Application(own), own.enrol()
    redeemed(browser, app, person)
    put(own, advance=28_800 - A_BIT)
    assert "code" in app.answer(browser.get(app.address()))
    put(own, advance=A_BIT)
    assert browser.get(app.address()).heading == "Prijava v REKONO"


def test_max_age_counts_by_it(own: Server, browser: Browser) -> None:
    app = Application(own)
    redeemed(browser, app, own.enrol())
    put(own, advance=599 - A_BIT)
    assert "code" in app.answer(browser.get(app.address(max_age="600")))
    put(own, advance=A_BIT + 2)
    assert browser.get(app.address(max_age="600")).heading == "Prijava v REKONO"


def test_codes_of_second_factors_obey_it(own: Server, browser: Browser) -> None:
    app = Application(own)
    person = own.enrol("sms_otp", "onepass_otp", onepass_pin="2580")
    page = browser.press(browser.sign_in(browser.get(app.address()), person), mode="sms_otp")
    put(own, advance=601)
    late = browser.press(page, code=own.sms_code(person), act="confirm")
    assert late.alert
    page = browser.press(browser.sign_in(browser.get(app.address()), person), mode="onepass_otp")
    phone = {"person": person["email"], "pin": "2580"}
    shown = own.control.post("onepass", json=phone).json()["code"]
    assert "code" in app.answer(browser.press(page, code=shown, act="confirm"))


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, ""),
        ({"set": None, "advance": 1}, ""),
        ({"set": "2026-12-01T12:00:00"}, "set"),
        ({"set": "tomorrow"}, "set"),
        ({"set": "1700000000"}, "set"),
        ({"set": 1700000000}, "set"),
        ({"set": "2026-13-01T12:00:00Z"}, "set"),
        ({"set": "9999-12-31T23:59:59Z"}, "set"),
        ({"advance": None}, "advance"),
        ({"advance": 1e10}, "advance"),
        ({"advance": "3600"}, "advance"),
    ],
)
def test_what_is_no_time_is_refused(own: Server, body: dict[str, object], field: str) -> None:
    answer = own.control.post("clock", json=body)
    assert answer.status_code == 422
    assert answer.json().get("field", "") == field
    assert own.control.get("clock").json()["ahead"] == 0


def test_it_goes_no_further_in_steps(own: Server) -> None:
    put(own, advance=9e8)
    assert own.control.post("clock", json={"advance": 9e8}).status_code == 422
    assert own.control.get("clock").json()["ahead"] == 9e8


def test_keys_turn_on_after_it_was_put_back(own: Server) -> None:
    put(own, advance=3600)
    turned = own.control.post("keys/rotate", json={}).json()["kid"]
    own.control.post("reset")
    again = own.control.post("keys/rotate", json={}).json()["kid"]
    assert again != turned
    assert published(own)[0] == again


def test_processes_with_one_store_have_one_time(replicas: Replicas) -> None:
    put(replicas.one, advance=7200)
    try:
        assert replicas.other.control.get("clock").json()["ahead"] == 7200
        browser, app = replicas.browser(), replicas.app()
        page = browser.sign_in(browser.get(app.address(max_age="9")), replicas.one.enrol())
        told = app.read(app.redeem(app.answer(page)["code"]).json()["id_token"])
        assert told["iat"] == pytest.approx(time.time() + 7200, abs=A_BIT)
        browser.client.close()
    finally:
        replicas.other.control.post("reset")
    assert replicas.one.control.get("clock").json()["ahead"] == 0
