"""Does a registration end where it began, as the new person, signed in?"""

from __future__ import annotations

import pytest

from mock_rekono.tests.kit import Browser, Server
from mock_rekono.tests.newcomer import Newcomer, NewcomerMaker, attribute, shown, value

pytestmark = pytest.mark.store


def test_the_whole_way_ends_at_the_application(newcomer: Newcomer) -> None:
    page = newcomer.turn_on(newcomer.at_onepass())
    answer = newcomer.app.answer(page)
    assert answer["state"] == newcomer.app.state
    tokens = newcomer.app.redeem(answer["code"]).json()
    account = newcomer.account()
    assert account
    assert newcomer.app.read(tokens["id_token"])["sub"] == account["sub"]
    claims = newcomer.app.userinfo(tokens["access_token"]).json()
    assert (claims["given_name"], claims["family_name"]) == ("Žiga", "Čop-O'Đurić")
    assert account["mechanisms"] == ["password", "sms_otp", "onepass_otp", "onepass_push"]
    assert (account["proofing"], account["birthdate"]) == (10, "1980-02-01")
    assert account["address"]["city"] == "Ljubljana"


def test_the_new_person_is_signed_in(newcomer: Newcomer) -> None:
    newcomer.press(newcomer.at_onepass(), "skip")
    page = newcomer.browser.get(newcomer.app.address(prompt="none"))
    assert "code" in newcomer.app.answer(page)


def test_prompt_create_opens_registration(newcomer: Newcomer) -> None:
    page = newcomer.browser.get(newcomer.app.address(prompt="create", login_hint="a@b.test"))
    assert page.heading == "Registracija: e-naslov"
    assert value(page, "email") == "a@b.test"


def test_onepass_can_be_used_at_once(newcomer: Newcomer) -> None:
    newcomer.app.answer(newcomer.turn_on(newcomer.at_onepass()))
    page = newcomer.browser.get(newcomer.app.address(prompt="login"))
    page = newcomer.press(page, "sign_in", username=newcomer.email, password="novo geslo 2026")
    assert "OnePass geslo" in page.answer.text


def test_the_qr_code_and_the_text_are_there(newcomer: Newcomer) -> None:
    page = newcomer.at_onepass()
    assert attribute(page, "img[data-secret]", "src").startswith("data:image/svg")
    assert len(shown(page, "onepass-secret")) == 32


@pytest.mark.parametrize("fields", [{"pin": "12"}, {"pin": "abcd"}, {"pin": ""}, {"code": "000"}])
def test_onepass_is_not_turned_on_by_rubbish(newcomer: Newcomer, fields: dict[str, str]) -> None:
    page = newcomer.press(newcomer.at_onepass(), **{"pin": "1234", "code": "", **fields})
    assert page.answer.status_code == 400
    assert page.alert
    account = newcomer.account()
    assert account
    assert account["mechanisms"] == ["password", "sms_otp"]


def test_the_puk_is_shown_once(newcomer: Newcomer) -> None:
    page = newcomer.at_puk()
    account = newcomer.account()
    assert account
    assert shown(page, "puk") == account["puk"]
    reloaded = newcomer.browser.get(str(page.answer.url))
    assert reloaded.heading == "Registracija: koda PUK"
    assert reloaded.tree.css_first("#puk") is None
    newcomer.press(reloaded)
    again = newcomer.browser.get(str(page.answer.url))
    assert again.heading == "Registracija: OnePass"
    assert str(account["puk"]) not in again.answer.text


def test_cancel_goes_back_to_the_application(newcomer: Newcomer) -> None:
    page = newcomer.press(newcomer.at_phone(), "cancel")
    assert newcomer.app.answer(page)["error"] == "access_denied"
    assert newcomer.account() is None


STEPS = ["email", "phone", "sms", "password", "terms", "data", "puk", "onepass", "done"]


@pytest.mark.parametrize("step", STEPS)
def test_no_step_can_be_jumped_to(newcomer: Newcomer, step: str) -> None:
    page = newcomer.at_start()
    jumped = newcomer.browser.get(str(page.answer.url).replace("start.htm", f"{step}.htm"))
    assert jumped.heading == "Registracija: e-naslov"
    answer = newcomer.browser.client.post(
        str(page.answer.url).replace("start.htm", f"{step}.htm"),
        data={**page.form(), "act": "agree", "code": "123456"},
    )
    assert answer.status_code in (303, 410)
    assert newcomer.account() is None


def test_another_browser_cannot_go_on_with_it(newcomer: Newcomer, browser: Browser) -> None:
    page = newcomer.at_phone()
    stolen = browser.get(str(page.answer.url))
    assert stolen.answer.status_code == 400


def test_without_an_application_it_ends_at_the_dashboard(
    server: Server, newcomers: NewcomerMaker
) -> None:
    alone = newcomers()
    page = alone.browser.get(f"{server.base}/IdP-RM-Front/register/start.htm")
    page = alone.press(page, email=alone.email)
    page = alone.press(page, code=alone.code("email"))
    page = alone.press(page, phone=alone.phone)
    page = alone.press(page, code=alone.code("sms"))
    page = alone.press(page, password="novo geslo 2026", repeat_password="novo geslo 2026")
    for act in ("agree", "skip", "next", "skip"):
        page = alone.press(page, act)
    assert page.heading == "Nadzorna plošča"
    assert alone.email in page.answer.text


def test_several_accounts_share_a_phone(newcomers: NewcomerMaker) -> None:
    first = newcomers()
    first.at_data()
    second = newcomers(phone=first.phone)
    second.at_data()
    accounts = [first.account(), second.account()]
    assert all(accounts)
    assert len({str(one["sub"]) for one in accounts if one}) == 2
