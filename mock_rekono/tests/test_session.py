"""Does one sign-in serve several applications, as long as it should, until signing out?"""

from __future__ import annotations

import pytest

from mock_rekono.tests.kit import GOODBYE, Application, Browser, Page, Server

pytestmark = pytest.mark.store


@pytest.fixture
def signed_in(server: Server, browser: Browser, app: Application) -> dict[str, str]:
    """Give a person signed in in this browser, with the ID token that the application got."""
    person = server.enrol()
    page = browser.sign_in(browser.get(app.address()), person)
    tokens = app.redeem(app.answer(page)["code"]).json()
    return {"email": person["email"], "sub": person["sub"], "id_token": tokens["id_token"]}


def test_single_sign_on(server: Server, browser: Browser, signed_in: dict[str, str]) -> None:
    other = Application(server, "second", "http://localhost:9/second")
    tokens = other.redeem(other.answer(browser.get(other.address()))["code"]).json()
    assert other.read(tokens["id_token"])["sub"] == signed_in["sub"]


def test_prompt_login(server: Server, browser: Browser, signed_in: dict[str, str]) -> None:
    page = browser.get(Application(server).address(prompt="login"))
    assert page.heading == "Prijava v REKONO"


def test_prompt_none(
    server: Server, browser: Browser, app: Application, signed_in: dict[str, str]
) -> None:
    assert "code" in app.answer(browser.get(app.address(prompt="none")))
    stranger = Browser(server)
    answer = app.answer(stranger.get(app.address(prompt="none")))
    assert answer == {"error": "login_required", "state": app.state}
    stranger.client.close()


def test_prompt_create(browser: Browser, app: Application) -> None:
    page = browser.get(app.address(prompt="create"))
    assert page.answer.url.path == "/IdP-RM-Front/register/start.htm"


def test_max_age(
    server: Server, browser: Browser, app: Application, signed_in: dict[str, str]
) -> None:
    page = browser.get(app.address(max_age="300"))
    claims = app.read(app.redeem(app.answer(page)["code"]).json()["id_token"])
    assert claims["iat"] - 60 < claims["auth_time"] <= claims["iat"]
    server.age("session", signed_in["email"], 301)
    none = app.answer(browser.get(app.address(max_age="300", prompt="none")))
    assert none["error"] == "login_required"
    assert "code" in app.answer(browser.get(app.address()))
    assert browser.get(app.address(max_age="300")).heading == "Prijava v REKONO"


def test_max_age_zero_always_asks(
    browser: Browser, app: Application, signed_in: dict[str, str]
) -> None:
    assert browser.get(app.address(max_age="0")).heading == "Prijava v REKONO"


def test_session_ends(
    server: Server, browser: Browser, app: Application, signed_in: dict[str, str]
) -> None:
    server.age("session", signed_in["email"], 8 * 3600)
    assert browser.get(app.address()).heading == "Prijava v REKONO"


def test_hint_of_somebody_else(
    server: Server, browser: Browser, app: Application, signed_in: dict[str, str]
) -> None:
    asked = app.address(id_token_hint=signed_in["id_token"], prompt="none")
    assert "code" in app.answer(browser.get(asked))
    page = browser.sign_in(browser.get(app.address(prompt="login")), server.enrol())
    assert "code" in app.answer(page)
    assert app.answer(browser.get(asked))["error"] == "login_required"
    rubbish = app.address(id_token_hint="rubbish")
    assert app.answer(browser.get(rubbish))["error"] == "invalid_request"


def _sign_out(server: Server, browser: Browser, **parameters: str) -> Page:
    url = server.issuer + "endsession"
    return browser._follow(browser.client.get(url, params=parameters))


def test_sign_out(
    server: Server, browser: Browser, app: Application, signed_in: dict[str, str]
) -> None:
    wish = {
        "id_token_hint": signed_in["id_token"],
        "post_logout_redirect_uri": GOODBYE,
        "state": "s 1",
    }
    page = _sign_out(server, browser, **wish)
    assert page.heading == "Odjava iz REKONO"
    stayed = browser.press(page, act="stay")
    assert stayed.answer.headers["Location"] == f"{GOODBYE}?state=s+1"
    assert "code" in app.answer(browser.get(app.address(prompt="none")))
    left = browser.press(page, act="sign_out")
    assert left.answer.headers["Location"] == f"{GOODBYE}?state=s+1"
    assert app.answer(browser.get(app.address(prompt="none")))["error"] == "login_required"
    again = _sign_out(server, browser, **wish)
    assert again.answer.headers["Location"] == f"{GOODBYE}?state=s+1"


@pytest.mark.parametrize("goal", ["http://evil.test/", None])
def test_sign_out_without_a_registered_goal(
    server: Server, browser: Browser, signed_in: dict[str, str], goal: str | None
) -> None:
    wish = {"post_logout_redirect_uri": goal} if goal else {}
    page = _sign_out(server, browser, id_token_hint=signed_in["id_token"], **wish)
    page = browser.press(page, act="sign_out")
    assert page.answer.status_code == 200
    assert page.heading == "Odjavljeni ste"


def test_sign_out_without_hint_does_not_redirect(
    server: Server, browser: Browser, signed_in: dict[str, str]
) -> None:
    page = _sign_out(server, browser, post_logout_redirect_uri=GOODBYE, client_id="application")
    assert browser.press(page, act="sign_out").heading == "Odjavljeni ste"


def test_nobody_else_signs_a_person_out(
    server: Server, browser: Browser, app: Application, signed_in: dict[str, str]
) -> None:
    page = _sign_out(server, browser)
    assert browser.press(page, act="sign_out", _csrf="x").answer.status_code == 403
    assert "code" in app.answer(browser.get(app.address(prompt="none")))


def test_plain_profile_signs_out_at_once(plain: Server) -> None:
    browser, app = Browser(plain), Application(plain)
    page = browser.sign_in(browser.get(app.address()), plain.enrol())
    answer = app.answer(page)
    assert answer["iss"] == plain.issuer
    id_token = app.redeem(answer["code"]).json()["id_token"]
    assert app.read(id_token).keys() >= {"auth_time", "at_hash", "amr"}
    page = _sign_out(plain, browser, id_token_hint=id_token, post_logout_redirect_uri=GOODBYE)
    assert page.answer.headers["Location"] == GOODBYE
    assert app.answer(browser.get(app.address(prompt="none")))["error"] == "login_required"
    browser.client.close()


def test_plain_profile_keeps_to_the_letter(plain: Server) -> None:
    browser, app = Browser(plain), Application(plain)
    person = plain.enrol("sms_otp", proofing=10)
    scope = "openid offline_access"
    page = browser.by_sms(browser.get(app.address(scope=scope)), person)
    code = app.answer(page)["code"]
    wrong = app.redeem(code, code_verifier="x" * 43)
    assert wrong.json()["error"] == "invalid_grant"
    tokens = app.redeem(app.answer(browser.get(app.address(scope=scope)))["code"]).json()
    claims = app.read(tokens["id_token"])
    assert claims["acr"] == "http://eidas.europa.eu/LoA/low"
    assert claims["amr"] == ["pwd", "sms", "mfa"]
    form = {
        "grant_type": "refresh_token",
        "refresh_token": tokens["refresh_token"],
        "client_id": app.client_id,
        "client_secret": "s3cret",
    }
    assert app.token(form).json()["refresh_token"] != tokens["refresh_token"]
    assert app.token(form).json()["error"] == "invalid_grant"
    both = app.token(form, auth=(app.client_id, "s3cret"))
    assert both.json()["error"] == "invalid_request"
    browser.client.close()
