"""Are ways to sign in added and removed in the dashboard, and at once?"""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Any

import httpx2
import pyotp
import pytest

from mock_rekono.tests.kit import Application, Browser, Page, Server
from mock_rekono.tests.newcomer import new_tax_number, shown

pytestmark = pytest.mark.store

PATH = "/IdP-RM-Front/dashboard.htm"


@pytest.fixture
def person(server: Server) -> dict[str, Any]:
    return server.enrol("sms_otp", tax_number=new_tax_number())


@pytest.fixture
def dashboard(server: Server, browser: Browser, app: Application, person: dict[str, Any]) -> Page:
    """Give the dashboard of somebody signed in."""
    browser.by_sms(browser.get(app.address()), person)
    return browser.get(f"{server.base}{PATH}")


def _ways(server: Server, person: dict[str, Any]) -> list[str]:
    ways: list[str] = server.control.get(f"people/{person['email']}").json()["mechanisms"]
    return ways


def _choice(server: Server, person: dict[str, Any]) -> str:
    browser = Browser(server)
    page = browser.sign_in(browser.get(Application(server).address()), person)
    browser.client.close()
    return page.answer.text


def _turn_on(browser: Browser, page: Page, **fields: str) -> Page:
    code = pyotp.TOTP(shown(page, "onepass-secret")).now()
    return browser.press(page, **{"pin": "4711", "code": code, **fields})


def test_onepass_is_added_and_offered_at_once(
    server: Server, browser: Browser, person: dict[str, Any], dashboard: Page
) -> None:
    assert "onepass_otp" not in _choice(server, person)
    setup = browser.press(dashboard, act="add", mode="onepass_otp")
    page = _turn_on(browser, setup)
    assert page.heading == "Nadzorna plošča"
    assert "Način prijave je dodan." in page.answer.text
    assert {"onepass_otp", "onepass_push"} < set(_ways(server, person))
    assert "onepass_push" in _choice(server, person)


@pytest.mark.parametrize(
    "fields", [{"pin": "1"}, {"pin": ""}, {"code": ""}, {"code": "000000"}, {"code": "x" * 9999}]
)
def test_rubbish_adds_nothing(
    server: Server,
    browser: Browser,
    person: dict[str, Any],
    dashboard: Page,
    fields: dict[str, str],
) -> None:
    setup = browser.press(dashboard, act="add", mode="onepass_push")
    refused = _turn_on(browser, setup, **fields)
    assert (refused.answer.status_code, bool(refused.alert)) == (400, True)
    assert shown(refused, "onepass-secret") == shown(setup, "onepass-secret")
    assert _ways(server, person) == ["password", "sms_otp"]


def test_too_many_wrong_passwords_make_another_secret(browser: Browser, dashboard: Page) -> None:
    setup = browser.press(dashboard, act="add", mode="onepass_otp")
    for _ in range(6):
        refused = _turn_on(browser, setup, code="000000")
    assert refused.alert.startswith("Preveč poskusov.")
    fresh = browser.get(str(setup.answer.url))
    assert shown(fresh, "onepass-secret") != shown(setup, "onepass-secret")


def test_removed_is_not_offered(
    server: Server, browser: Browser, person: dict[str, Any], dashboard: Page
) -> None:
    _turn_on(browser, browser.press(dashboard, act="add", mode="onepass_otp"))
    page = browser.press(dashboard, act="remove", mode="sms_otp")
    assert "Način prijave je odstranjen." in page.answer.text
    assert "sms_otp" not in _choice(server, person)
    browser.press(dashboard, act="add", mode="sms_otp")
    assert "sms_otp" in _choice(server, person)


def test_the_secret_goes_with_the_app(
    server: Server, browser: Browser, person: dict[str, Any], dashboard: Page
) -> None:
    _turn_on(browser, browser.press(dashboard, act="add", mode="onepass_otp"))
    browser.press(dashboard, act="remove", mode="onepass_push")
    kept = server.control.get(f"people/{person['email']}").json()
    browser.press(dashboard, act="remove", mode="onepass_otp")
    gone = server.control.get(f"people/{person['email']}").json()
    assert (bool(kept["onepass_secret"]), gone["onepass_secret"]) == (True, "")


@pytest.mark.parametrize(
    ("act", "mode"),
    [
        ("remove", "sms_otp"),  # the last one
        ("remove", "password"),
        ("remove", "certificate"),  # not there
        ("remove", "nothing"),
        ("add", "sms_otp"),  # there already
        ("add", "password"),
        ("add", "nothing"),
        ("add", ""),
    ],
)
def test_what_cannot_be(
    server: Server, browser: Browser, person: dict[str, Any], dashboard: Page, act: str, mode: str
) -> None:
    page = browser.press(dashboard, act=act, mode=mode)
    assert (page.answer.status_code, bool(page.alert)) == (400, True)
    assert _ways(server, person) == ["password", "sms_otp"]


def test_who_lacks_a_fact(server: Server, browser: Browser, app: Application) -> None:
    browser.by_sms(browser.get(app.address()), server.enrol("sms_otp"))
    dashboard = browser.get(f"{server.base}{PATH}")
    page = browser.press(dashboard, act="add", mode="certificate")
    assert page.alert.startswith("Račun nima davčne številke")


@pytest.mark.parametrize(("state", "added"), [("valid", True), ("expired", False)])
def test_a_certificate_is_added_by_showing_it(
    server: Server,
    person: dict[str, Any],
    app: Application,
    tmp_path: Path,
    state: str,
    added: bool,
) -> None:
    body = {"person": person["email"], "state": state}
    issued = server.control.post("certificates", json=body).json()
    (tmp_path / "client.pem").write_text(issued["certificate"] + issued["key"])
    context = ssl.create_default_context(cadata=issued["authority"])
    context.load_cert_chain(tmp_path / "client.pem")
    with httpx2.Client(verify=context, trust_env=False, timeout=30) as client:
        browser = Browser(server, client)
        browser.by_sms(browser.get(app.address()), person)
        dashboard = browser.get(f"{server.base}{PATH}")
        sent_on = browser.press(dashboard, act="add", mode="certificate")
        address = sent_on.answer.headers["Location"]
        page = browser.get(address)
        assert page.heading == ("Nadzorna plošča" if added else "Digitalno potrdilo")
        assert ("certificate" in _ways(server, person)) is added
        assert (browser.get(address).answer.status_code == 400) is added
        with httpx2.Client(verify=context, trust_env=False, timeout=30) as stranger:
            assert stranger.get(address).status_code == 400


def test_who_is_not_signed_in(server: Server, browser: Browser, dashboard: Page) -> None:
    for name in [*browser.client.cookies]:
        if name.startswith("rekono_sso"):
            browser.client.cookies.delete(name)
    assert browser.press(dashboard, act="remove", mode="sms_otp").answer.status_code == 401
    onepass = browser.get(f"{server.base}/IdP-RM-Front/dashboard/onepass.htm")
    assert onepass.answer.status_code == 401
