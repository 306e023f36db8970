"""Is a wrong password, one-time password or request refused, and does the person learn why?"""

from __future__ import annotations

import time

import pyotp
import pytest

from mock_rekono.server.app import STYLES_KEPT
from mock_rekono.tests.kit import Application, Browser, Page, Server

WRONG = "E-naslov ali geslo ni pravilno."

USED = "Enkratno geslo je bilo že uporabljeno."


def test_wrong_password_and_unknown_address_look_the_same(
    server: Server, browser: Browser, app: Application
) -> None:
    page = browser.get(app.address(login_hint="nekdo@primer.test"))
    assert page.attribute("input[name=username]", "value") == "nekdo@primer.test"
    unknown = browser.sign_in(page, {"email": "nihce@primer.test"})
    wrong = browser.sign_in(page, server.enrol(), "ni-pravo-geslo")
    assert unknown.alert == wrong.alert == WRONG
    assert unknown.answer.status_code == wrong.answer.status_code == 400
    assert wrong.attribute("[aria-invalid=true]", "name") == "password"


@pytest.mark.parametrize(
    ("sent", "text"),
    [({"username": "", "password": "x"}, "Vpišite e-naslov."), ({}, "Vpišite e-naslov.")],
)
def test_empty(browser: Browser, app: Application, sent: dict[str, str], text: str) -> None:
    assert browser.press(browser.get(app.address()), **sent).alert == text


def test_lock_after_five(server: Server, browser: Browser, app: Application) -> None:
    person = server.enrol()
    page = browser.get(app.address())
    for _ in range(5):
        assert browser.sign_in(page, person, "napačno").alert == WRONG
    assert browser.sign_in(page, person, "napačno").alert == WRONG
    assert browser.sign_in(page, person).alert.startswith("Račun je zaklenjen")
    server.control.patch(f"people/{person['email']}", json={"locked": False})
    assert "code" in app.answer(browser.sign_in(page, person))


def _at_sms(server: Server, browser: Browser, app: Application, person: dict[str, str]) -> Page:
    return browser.press(browser.sign_in(browser.get(app.address()), person), mode="sms_otp")


def test_one_time_password_wrong_expired_used(
    server: Server, browser: Browser, app: Application
) -> None:
    person = server.enrol("sms_otp")
    page = _at_sms(server, browser, app, person)
    code = server.sms_code(person)
    wrong = browser.press(page, code=f"{(int(code) + 1) % 10**6:06d}", act="confirm")
    assert wrong.alert == "Enkratno geslo ni pravilno."
    assert wrong.answer.status_code == 400
    assert browser.press(page, code="", act="confirm").alert == "Vpišite enkratno geslo."
    server.age("sms_code", person["phone"], 601)
    assert browser.press(page, code=code, act="confirm").alert == "Enkratno geslo je poteklo."
    page = browser.press(page, act="resend")
    assert "Poslali smo novo enkratno geslo." in page.answer.text
    fresh = server.sms_code(person)
    assert "code" in app.answer(browser.press(page, code=fresh, act="confirm"))
    again = Application(server)
    page = browser.get(again.address(prompt="login"))
    page = browser.press(browser.sign_in(page, person), mode="sms_otp")
    assert browser.press(page, code=fresh, act="confirm").alert == USED


@pytest.mark.parametrize(("language", "told"), [("sl", "Velja 90 s."), ("en", "valid for 90 s.")])
def test_the_sms_tells_how_long_it_is_valid_by_the_setting(language: str, told: str) -> None:
    server = Server(MOCK_REKONO_SENT_CODE_SECONDS="90")
    browser = Browser(server)
    try:
        person = server.enrol("sms_otp")
        page = browser.get(Application(server).address(ui_locales=language))
        browser.press(browser.sign_in(page, person), mode="sms_otp")
        (sent,) = server.control.get("outbox", params={"to": person["phone"]}).json()
    finally:
        browser.client.close()
        server.stop()
    assert told in sent["text"]


def test_resend_voids_the_old(server: Server, browser: Browser, app: Application) -> None:
    person = server.enrol("sms_otp")
    page = _at_sms(server, browser, app, person)
    old = server.sms_code(person)
    page = browser.press(page, act="resend")
    assert browser.press(page, code=old, act="confirm").alert
    page = browser.press(page, code=server.sms_code(person), act="confirm")
    assert "code" in app.answer(page)


def test_onepass_wrong_used_expired(server: Server, browser: Browser, app: Application) -> None:
    person = server.enrol("onepass_otp")
    totp = pyotp.TOTP(person["onepass_secret"])

    def at_onepass() -> Page:
        page = browser.get(Application(server).address(prompt="login"))
        return browser.press(browser.sign_in(page, person), mode="onepass_otp")

    page = at_onepass()
    now = totp.now()
    wrong = f"{(int(now) + 1) % 10**6:06d}"
    assert browser.press(page, code=wrong, act="confirm").alert == "Enkratno geslo ni pravilno."
    old = totp.at(int(time.time()) - 300)
    assert browser.press(page, code=old, act="confirm").alert == "Enkratno geslo je poteklo."
    done = browser.press(page, code=now, act="confirm")
    assert done.answer.headers["Location"].startswith(app.redirect_uri)
    page = at_onepass()
    assert browser.press(page, code=now, act="confirm").alert == USED


def test_too_many_wrong_one_time_passwords(
    server: Server, browser: Browser, app: Application
) -> None:
    person = server.enrol("sms_otp", "onepass_otp")
    page = _at_sms(server, browser, app, person)
    for _ in range(4):
        page = browser.press(page, code="00000x", act="confirm")
        assert page.alert == "Enkratno geslo ni pravilno."
    page = browser.press(page, code="00000x", act="confirm")
    assert page.heading == "Izberite način potrditve"
    assert "Preveč napačnih poskusov" in page.alert
    page = browser.press(page, mode="sms_otp")
    page = browser.press(page, code=server.sms_code(person), act="confirm")
    assert "code" in app.answer(page)


@pytest.mark.parametrize("where", ["sign_in", "choose", "mechanism"])
def test_cancel(server: Server, browser: Browser, app: Application, where: str) -> None:
    person = server.enrol("sms_otp")
    page = browser.get(app.address())
    if where != "sign_in":
        page = browser.sign_in(page, person)
    if where == "mechanism":
        page = browser.press(page, mode="sms_otp")
    done = browser.press(page, act="cancel")
    assert app.answer(done) == {"error": "access_denied", "state": app.state}
    assert browser.press(page, act="cancel").answer.status_code == 400


def test_a_form_without_its_token(server: Server, browser: Browser, app: Application) -> None:
    person = server.enrol()
    page = browser.get(app.address())
    refused = browser.press(page, _csrf="x", username=person["email"], password="x")
    assert refused.answer.status_code == 403
    assert refused.heading == "Prijava ni mogoča"


def test_choice_before_the_password(server: Server, browser: Browser, app: Application) -> None:
    address = str(browser.get(app.address()).answer.url)
    for page in ("options", "sms_otp", "onepass_otp", "nothing"):
        assert browser.get(address.replace("rekono.htm", f"{page}.htm")).answer.status_code == 400


def test_a_mechanism_the_person_has_not(server: Server, browser: Browser, app: Application) -> None:
    page = browser.sign_in(browser.get(app.address()), server.enrol("sms_otp"))
    assert "onepass_otp" not in page.answer.text
    assert browser.press(page, mode="onepass_otp").answer.status_code == 400


def test_a_browser_asks_for_the_style_sheet_once(browser: Browser, app: Application) -> None:
    page = browser.get(app.address()).answer
    assert page.headers["Cache-Control"] == "no-store"
    style = browser.get(str(page.url.join("/static/style.css"))).answer
    assert style.status_code == 200
    assert style.headers["Cache-Control"] == f"public, max-age={STYLES_KEPT}"


def test_forms_may_end_at_the_application(browser: Browser, app: Application) -> None:
    policy = browser.get(app.address()).answer.headers["Content-Security-Policy"]
    assert "form-action 'self' http://localhost:9 https://127.0.0.1:" in policy  # certificates
    assert "default-src 'none'" in policy


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("temporarily_unavailable", "temporarily_unavailable"),
        ("access_denied_by_provider", "access_denied"),
    ],
)
def test_authorization_faults(
    server: Server, browser: Browser, app: Application, fault: str, error: str
) -> None:
    page = browser.sign_in(browser.get(app.address()), server.enrol(fault=fault))
    assert app.answer(page) == {"error": error, "state": app.state}


def test_token_faults(server: Server, browser: Browser, app: Application) -> None:
    def redeemed(fault: str) -> dict[str, object]:
        person = server.enrol(fault=fault)
        app = Application(server)
        page = browser.sign_in(browser.get(app.address(prompt="login")), person)
        answer = app.redeem(app.answer(page)["code"])
        return {"status": answer.status_code, "app": app, **answer.json()}

    down = redeemed("token_endpoint_down")
    assert down["status"] == 503
    nonce = redeemed("wrong_nonce")
    assert app.read(str(nonce["id_token"]))["nonce"] != nonce["app"].nonce  # type: ignore[attr-defined]
    stranger = redeemed("stranger_key")
    with pytest.raises(Exception, match=r"[Vv]erif"):
        app.read(str(stranger["id_token"]))
    expired = app.read(str(redeemed("expired_id_token")["id_token"]))
    assert expired["exp"] - expired["iat"] == 600
    fine = redeemed("userinfo_down")
    assert app.userinfo(str(fine["access_token"])).status_code == 503
