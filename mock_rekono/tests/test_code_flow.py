"""Does a person get to the application, and the application to the person's data?"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pyotp
import pytest

from mock_rekono.tests.kit import SECRET, TAX_SCOPE, Application, Browser, Server

pytestmark = pytest.mark.store


def test_sms(server: Server, browser: Browser, app: Application) -> None:
    person = server.enrol("sms_otp", tax_number="SI 1000 0011")
    page = browser.get(app.address(scope=f"openid profile email phone {TAX_SCOPE}"))
    assert page.heading == "Prijava v REKONO"
    page = browser.sign_in(page, person)
    assert page.heading == "Izberite način potrditve"
    page = browser.press(page, mode="sms_otp")
    assert page.heading == "SMS geslo"
    page = browser.press(page, code=server.sms_code(person), act="confirm")
    answer = app.answer(page)
    assert answer.keys() == {"code", "state"}
    assert answer["state"] == app.state
    assert len(answer["code"]) == 32
    assert answer["code"].isalnum()
    tokens = app.redeem(answer["code"]).json()
    assert tokens.keys() == {"access_token", "token_type", "expires_in", "scope", "id_token"}
    claims = app.read(tokens["id_token"])
    assert claims["iss"] == server.issuer
    assert claims["aud"] == app.client_id
    assert claims["nonce"] == app.nonce
    assert claims["sub"] == person["sub"]
    assert claims["kid"] == "test-double-rs256-1"
    assert not claims.keys() & {"acr", "amr", "auth_time", "at_hash", "email", "name"}
    for method in ("GET", "POST"):
        known = app.userinfo(tokens["access_token"], method).json()
        assert known["sub"] == person["sub"]
        assert known["name"] == "Žiga Črnič"
        assert known["email"] == person["email"]
        assert known["phone_number"] == person["phone"]
        assert known["taxnumber"] == person["tax_number"]


def test_onepass(server: Server, browser: Browser, app: Application) -> None:
    person = server.enrol("sms_otp", "onepass_otp")
    page = browser.sign_in(browser.get(app.address()), person)
    page = browser.press(page, mode="sms_otp")
    page = browser.press(page, act="choose")
    page = browser.press(page, mode="onepass_otp")
    assert page.heading == "OnePass geslo"
    page = browser.press(page, code=pyotp.TOTP(person["onepass_secret"]).now(), act="confirm")
    assert "code" in app.answer(page)


def test_password_alone(server: Server, browser: Browser, app: Application) -> None:
    person = server.enrol()
    assert "code" in app.answer(browser.sign_in(browser.get(app.address()), person))


def test_greta_of_the_cast(server: Server, browser: Browser, app: Application) -> None:
    greta = {one["email"]: one for one in server.control.get("cast").json()}["greta@rekono.test"]
    page = browser.get(app.address())
    assert "greta@rekono.test" in page.answer.text
    assert "code" in app.answer(browser.sign_in(page, greta, greta["password"]))


def test_in_english(server: Server, browser: Browser, app: Application) -> None:
    person = server.enrol("sms_otp")
    page = browser.get(app.address(ui_locales="en-GB sl"))
    assert page.heading == "Sign in to REKONO"
    assert page.attribute("html", "lang") == "en"
    page = browser.get(str(page.answer.url) + "&lang=sl")
    assert page.heading == "Prijava v REKONO"
    assert browser.sign_in(page, person).heading == "Izberite način potrditve"


@pytest.mark.parametrize("sent", ["", None, "a b&č"])
def test_state_comes_back_as_sent(
    server: Server, browser: Browser, app: Application, sent: str | None
) -> None:
    page = browser.sign_in(browser.get(app.address(state=sent)), server.enrol())
    assert app.answer(page).get("state") == sent


def test_without_pkce_and_nonce(server: Server, browser: Browser, app: Application) -> None:
    asked = app.address(nonce=None, code_challenge=None, code_challenge_method=None)
    code = app.answer(browser.sign_in(browser.get(asked), server.enrol()))["code"]
    tokens = app.redeem(code, code_verifier=None).json()
    assert "nonce" not in app.read(tokens["id_token"])


def test_client_secret_basic(server: Server, browser: Browser, app: Application) -> None:
    code = app.answer(browser.sign_in(browser.get(app.address()), server.enrol()))["code"]
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": app.redirect_uri,
        "code_verifier": app.verifier,
    }
    assert app.token(form, auth=(app.client_id, "wrong")).status_code == 401
    assert app.token(form, auth=(app.client_id, SECRET)).status_code == 200


@pytest.mark.parametrize("registered", ["client_secret_basic", "client_secret_post"])
def test_a_client_proves_itself_as_registered(
    server: Server, browser: Browser, registered: str
) -> None:
    app = Application(server, registered, f"http://localhost:9/{registered}")
    body = {
        "client_id": app.client_id,
        "client_secret": SECRET,
        "redirect_uris": [app.redirect_uri],
        "token_endpoint_auth_method": registered,
    }
    kept = server.control.post("clients", json=body).json()
    assert kept["token_endpoint_auth_method"] == registered
    code = app.answer(browser.sign_in(browser.get(app.address()), server.enrol()))["code"]
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": app.redirect_uri,
        "code_verifier": app.verifier,
    }
    by_post = {**form, "client_id": app.client_id, "client_secret": SECRET}
    ways: dict[str, Callable[[], Any]] = {
        "client_secret_basic": lambda: app.token(form, auth=(app.client_id, SECRET)),
        "client_secret_post": lambda: app.token(by_post),
    }
    right = ways.pop(registered)
    (other,) = ways.values()
    assert (other().status_code, right().status_code) == (401, 200)


def test_refresh(server: Server, browser: Browser, app: Application) -> None:
    asked = app.address(scope="openid email offline_access")
    code = app.answer(browser.sign_in(browser.get(asked), server.enrol()))["code"]
    first = app.redeem(code).json()
    form = {
        "grant_type": "refresh_token",
        "refresh_token": first["refresh_token"],
        "client_id": app.client_id,
        "client_secret": SECRET,
    }
    again = app.token(form).json()
    assert app.userinfo(again["access_token"]).status_code == 200
    assert app.token({**form, "scope": "openid phone"}).json()["error"] == "invalid_scope"
    assert app.token({**form, "client_id": "second"}).json()["error"] == "invalid_grant"


def test_plain_pkce(server: Server, browser: Browser, app: Application) -> None:
    asked = app.address(code_challenge=app.verifier, code_challenge_method="plain")
    code = app.answer(browser.sign_in(browser.get(asked), server.enrol()))["code"]
    assert app.redeem(code).status_code == 200


@pytest.mark.parametrize("verifier", ["x" * 43, "short", None])
def test_wrong_verifier(
    server: Server, browser: Browser, app: Application, verifier: str | None
) -> None:
    code = app.answer(browser.sign_in(browser.get(app.address()), server.enrol()))["code"]
    answer = app.redeem(code, code_verifier=verifier)
    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_request"
    assert app.redeem(code).json()["error"] == "invalid_grant"


def test_code_used_twice_takes_its_tokens(
    server: Server, browser: Browser, app: Application
) -> None:
    code = app.answer(browser.sign_in(browser.get(app.address()), server.enrol()))["code"]
    token = app.redeem(code).json()["access_token"]
    assert app.userinfo(token).status_code == 200
    assert app.redeem(code).json()["error"] == "invalid_grant"
    assert app.userinfo(token).status_code == 401


def test_code_of_another_client_or_address(
    server: Server, browser: Browser, app: Application
) -> None:
    person = server.enrol()
    code = app.answer(browser.sign_in(browser.get(app.address()), person))["code"]
    assert app.redeem(code, client_id="second").json()["error"] == "invalid_grant"
    wrong = app.redeem(code, redirect_uri="http://localhost:9/elsewhere")
    assert wrong.json()["error"] == "invalid_grant"


def test_aged_code(server: Server, browser: Browser, app: Application) -> None:
    person = server.enrol()
    code = app.answer(browser.sign_in(browser.get(app.address()), person))["code"]
    server.age("authorization_code", person["email"], 301)
    assert app.redeem(code).json()["error"] == "invalid_grant"


def test_one_of_many_redeems_a_code(server: Server, browser: Browser, app: Application) -> None:
    code = app.answer(browser.sign_in(browser.get(app.address()), server.enrol()))["code"]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: app.redeem(code).status_code, range(8)))
    assert sorted(answers) == [200, *[400] * 7]


def test_two_browsers_at_once(server: Server) -> None:
    person = server.enrol()

    def sign_in(_: int) -> str:
        browser, app = Browser(server), Application(server)
        page = browser.sign_in(browser.get(app.address()), person)
        tokens = app.redeem(app.answer(page)["code"]).json()
        browser.client.close()
        return str(app.read(tokens["id_token"])["nonce"] == app.nonce)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(sign_in, range(24))) == {"True"}


def test_two_tabs_of_one_browser(server: Server, browser: Browser) -> None:
    one, other = Application(server), Application(server, "second", "http://localhost:9/second")
    first, second = server.enrol("sms_otp"), server.enrol("sms_otp")
    tab, other_tab = browser.get(one.address()), browser.get(other.address())
    tab = browser.press(browser.sign_in(tab, first), mode="sms_otp")
    other_tab = browser.press(browser.sign_in(other_tab, second), mode="sms_otp")
    tab = browser.press(tab, code=server.sms_code(first), act="confirm")
    other_tab = browser.press(other_tab, code=server.sms_code(second), act="confirm")
    for app, page, person in ((one, tab, first), (other, other_tab, second)):
        tokens = app.redeem(app.answer(page)["code"]).json()
        assert app.read(tokens["id_token"])["sub"] == person["sub"]


def test_a_foreign_browser_cannot_go_on(server: Server, browser: Browser, app: Application) -> None:
    page = browser.get(app.address())
    stranger = Browser(server)
    refused = stranger.get(str(page.answer.url))
    assert refused.answer.status_code == 400
    assert refused.heading == "Prijava ni mogoča"
    stranger.client.close()
