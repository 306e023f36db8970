"""Are codes taken when right, and refused when wrong, expired, replaced or guessed?"""

from __future__ import annotations

import pytest

from mock_rekono.tests.kit import Page
from mock_rekono.tests.newcomer import Newcomer

pytestmark = pytest.mark.store

CHANNELS = ["email", "sms"]
PASSED = {"email": "Registracija: mobilna številka", "sms": "Registracija: geslo"}


def _at_code(newcomer: Newcomer, channel: str) -> Page:
    return newcomer.at_email_code() if channel == "email" else newcomer.at_sms_code()


def _another(code: str) -> str:
    return f"{(int(code) + 1) % 10 ** len(code):0{len(code)}d}"


@pytest.mark.parametrize("channel", CHANNELS)
def test_right_also_when_pasted_with_spaces(newcomer: Newcomer, channel: str) -> None:
    page = _at_code(newcomer, channel)
    code = newcomer.code(channel)
    assert newcomer.press(page, code=f" {code[:3]} {code[3:]} ").heading == PASSED[channel]


@pytest.mark.parametrize("channel", CHANNELS)
def test_wrong(newcomer: Newcomer, channel: str) -> None:
    page = newcomer.press(_at_code(newcomer, channel), code=_another(newcomer.code(channel)))
    assert (page.answer.status_code, page.alert) == (400, "Koda ni pravilna.")
    assert newcomer.press(page, code=newcomer.code(channel)).heading == PASSED[channel]


@pytest.mark.parametrize("channel", CHANNELS)
def test_empty(newcomer: Newcomer, channel: str) -> None:
    page = newcomer.press(_at_code(newcomer, channel), code=" ")
    assert (page.answer.status_code, page.alert) == (400, "Vpišite kodo.")


@pytest.mark.parametrize("channel", CHANNELS)
def test_expired(newcomer: Newcomer, channel: str) -> None:
    page = _at_code(newcomer, channel)
    to = newcomer.email if channel == "email" else newcomer.phone
    newcomer.server.age(f"{channel}_code", to, 601)
    refused = newcomer.press(page, code=newcomer.code(channel))
    assert refused.answer.status_code == 400
    assert refused.alert.startswith("Koda je potekla.")


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_new_code_voids_the_old(newcomer: Newcomer, channel: str) -> None:
    page = _at_code(newcomer, channel)
    old = newcomer.code(channel)
    page = newcomer.press(page, "resend")
    assert "Poslali smo novo kodo." in page.answer.text
    new = newcomer.code(channel)
    if old != new:
        assert newcomer.press(page, code=old).answer.status_code == 400
    assert newcomer.press(page, code=new).heading == PASSED[channel]


@pytest.mark.parametrize("channel", CHANNELS)
def test_too_many_tries_and_how_to_go_on(newcomer: Newcomer, channel: str) -> None:
    page = _at_code(newcomer, channel)
    code = newcomer.code(channel)
    for _ in range(5):
        page = newcomer.press(page, code=_another(code))
    assert "Preveč poskusov." in page.alert
    page = newcomer.press(page, code=code)
    assert page.answer.status_code == 429
    assert page.alert.startswith("Preveč poskusov.")
    page = newcomer.press(page, "resend")
    assert newcomer.press(page, code=newcomer.code(channel)).heading == PASSED[channel]


@pytest.mark.parametrize("channel", CHANNELS)
def test_new_codes_are_not_sent_without_end(newcomer: Newcomer, channel: str) -> None:
    page = _at_code(newcomer, channel)
    for _ in range(5):
        page = newcomer.press(page, "resend")
    assert newcomer.press(page, "resend").answer.status_code == 429


def test_back_to_another_address_voids_the_first_code(newcomer: Newcomer) -> None:
    page = newcomer.at_email_code()
    first = newcomer.code("email")
    page = newcomer.press(page, "back")
    assert page.heading == "Registracija: e-naslov"
    newcomer.email = "drug." + newcomer.email
    page = newcomer.press(page, email=newcomer.email)
    if newcomer.code("email") != first:
        assert newcomer.press(page, code=first).answer.status_code == 400
    assert newcomer.press(page, code=newcomer.code("email")).heading == PASSED["email"]


def test_a_code_for_another_phone_is_no_proof(newcomer: Newcomer) -> None:
    page = newcomer.at_sms_code()
    first = newcomer.code("sms")
    page = newcomer.press(page, "back")
    newcomer.phone = newcomer.phone[:-1] + str((int(newcomer.phone[-1]) + 5) % 10)
    page = newcomer.press(page, phone=newcomer.phone)
    if newcomer.code("sms") != first:
        assert newcomer.press(page, code=first).answer.status_code == 400
