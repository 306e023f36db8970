"""Does a push notification sign in when it is approved, and in no other case?"""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from mock_rekono.tests.kit import Application, Browser, Page, Server

pytestmark = pytest.mark.store

PIN = "4711"


@pytest.fixture
def person(server: Server) -> dict[str, Any]:
    return server.enrol("sms_otp", "onepass_push", onepass_pin=PIN)


@pytest.fixture
def asked(browser: Browser, app: Application, person: dict[str, Any]) -> Page:
    """Give the page of somebody whose phone has been asked."""
    choice = browser.sign_in(browser.get(app.address()), person)
    return browser.press(choice, mode="onepass_push")


def _use(server: Server, person: dict[str, Any], act: str, pin: str = PIN) -> httpx2.Response:
    body = {"person": person["email"], "pin": pin, "act": act}
    return server.control.post("onepass", json=body)


def _check(browser: Browser, asked: Page) -> Page:
    return browser.press(asked, act="confirm")


def test_approved(
    server: Server, browser: Browser, app: Application, person: dict[str, Any], asked: Page
) -> None:
    shown = _use(server, person, "open").json()
    assert [one["application"] for one in shown["waiting"]] == [app.client_id]
    assert _use(server, person, "approve").json()["waiting"] == []
    assert "code" in app.answer(_check(browser, asked))


def test_not_answered_yet(browser: Browser, asked: Page) -> None:
    page = _check(browser, asked)
    assert (page.answer.status_code, page.heading) == (200, "OnePass potrditev")
    assert page.attribute("form", "data-push") == "waiting"


def test_refused(
    server: Server, browser: Browser, app: Application, person: dict[str, Any], asked: Page
) -> None:
    _use(server, person, "refuse")
    assert _use(server, person, "approve").status_code == 404
    page = _check(browser, asked)
    assert page.alert.startswith("Prijavo ste na telefonu zavrnili.")
    page = browser.press(page, act="resend")
    _use(server, person, "approve")
    assert "code" in app.answer(_check(browser, page))


def test_timed_out(server: Server, browser: Browser, person: dict[str, Any], asked: Page) -> None:
    server.age("push_request", person["email"], 121)
    assert _use(server, person, "approve").status_code == 404
    assert _check(browser, asked).alert.startswith("Čas za odgovor je potekel.")


def test_an_approval_in_time_holds(
    server: Server, browser: Browser, app: Application, person: dict[str, Any], asked: Page
) -> None:
    server.age("push_request", person["email"], 119)
    _use(server, person, "approve")
    server.age("push_request", person["email"], 60)
    assert "code" in app.answer(_check(browser, asked))


@pytest.mark.parametrize("act", ["choose", "cancel", "resend"])
def test_who_turns_away_withdraws_the_request(
    server: Server, browser: Browser, person: dict[str, Any], asked: Page, act: str
) -> None:
    browser.press(asked, act=act)
    left = 1 if act == "resend" else 0
    assert len(_use(server, person, "open").json()["waiting"]) == left


def test_an_answer_belongs_to_one_sign_in(
    server: Server, person: dict[str, Any], browser: Browser, app: Application, asked: Page
) -> None:
    other = Browser(server)
    choice = other.sign_in(other.get(app.address()), person)
    theirs = other.press(choice, mode="onepass_push")
    _use(server, person, "approve")  # the newest: theirs
    assert _check(browser, asked).attribute("form", "data-push") == "waiting"
    assert "code" in app.answer(_check(other, theirs))
    other.client.close()


def test_only_with_the_pin_of_an_app_that_is_not_locked(
    server: Server, browser: Browser, person: dict[str, Any], asked: Page
) -> None:
    assert [_use(server, person, "approve", "0000").status_code for _ in range(3)] == [
        403,
        403,
        423,
    ]
    assert _use(server, person, "approve").status_code == 423
    assert _check(browser, asked).attribute("form", "data-push") == "waiting"
    assert server.control.get(f"people/{person['email']}").json()["locked"] is False
    assert _use(server, person, "reinstall").status_code == 200


def test_who_has_no_app(server: Server) -> None:
    assert _use(server, server.enrol("sms_otp"), "open").status_code == 404
    assert server.control.post("onepass", json={"person": "x"}).status_code == 404
    assert server.control.post("onepass", json={"act": "dance"}).status_code == 422


def test_only_its_page_may_run_a_script(asked: Page, browser: Browser, app: Application) -> None:
    assert "script-src 'self'" in asked.answer.headers["Content-Security-Policy"]
    sign_in = browser.get(app.address(prompt="login"))
    assert "script-src" not in sign_in.answer.headers["Content-Security-Policy"]
