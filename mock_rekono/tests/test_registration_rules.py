"""What makes a registration impossible, and what does the person read then?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urljoin

import pytest

from mock_rekono.tests.kit import Server
from mock_rekono.tests.newcomer import (
    PASSWORD,
    Newcomer,
    NewcomerMaker,
    attribute,
    value,
    wrong_field,
)

RULE = "Vsaj 10 znakov, med njimi vsaj ena črka in vsaj ena števka."
TAKEN = "Ta davčna številka je že povezana z računom REKONO."


@pytest.mark.parametrize("typed", ["kratko1", "samo črke brez", "12345678901", "", "š1" * 1024])
def test_a_weak_password_is_refused_with_the_rule(newcomer: Newcomer, typed: str) -> None:
    page = newcomer.at_password()
    assert RULE in page.answer.text
    page = newcomer.press(page, password=typed, repeat_password=typed)
    assert page.answer.status_code == 400
    assert page.alert == (f"Geslo ne ustreza pravilu: {RULE}" if typed else "Vpišite geslo.")
    assert wrong_field(page) == "password"
    assert value(page, "password") is None


def test_two_different_passwords(newcomer: Newcomer) -> None:
    page = newcomer.at_password()
    page = newcomer.press(page, password=PASSWORD, repeat_password=PASSWORD + "x")
    assert (page.alert, wrong_field(page)) == ("Gesli nista enaki.", "repeat_password")


def test_no_account_without_the_terms(newcomer: Newcomer) -> None:
    page = newcomer.press(newcomer.at_terms(), "refuse")
    assert page.answer.status_code == 400
    assert page.alert == "Brez strinjanja s pogoji uporabe računa ni mogoče ustvariti."
    assert newcomer.account() is None
    assert newcomer.press(page, "agree").heading == "Registracija: osebni podatki"
    assert newcomer.account() is not None


@pytest.mark.parametrize("typed", ["", "ni naslov", "a@b", "x" * 300 + "@primer.test"])
def test_no_email_address(newcomer: Newcomer, typed: str) -> None:
    page = newcomer.press(newcomer.at_start(), email=typed)
    assert (page.answer.status_code, wrong_field(page)) == (400, "email")


@pytest.mark.parametrize("typed", ["", "12", "041 123", "telefon"])
def test_no_phone_number(newcomer: Newcomer, typed: str) -> None:
    page = newcomer.press(newcomer.at_phone(), phone=typed)
    assert (page.answer.status_code, wrong_field(page)) == (400, "phone")
    assert (value(page, "phone") or "") == typed


def test_a_used_email_address_looks_like_a_new_one(
    server: Server, newcomer: Newcomer, newcomers: NewcomerMaker
) -> None:
    known = server.enrol()
    newcomer.email = str(known["email"])
    page = newcomer.at_email_code()
    fresh = newcomers()
    other = fresh.at_email_code()
    assert page.answer.status_code == other.answer.status_code == 200
    texts = [
        one.answer.text.replace(who.email, "?") for one, who in ((page, newcomer), (other, fresh))
    ]
    assert _without_numbers(texts[0]) == _without_numbers(texts[1])
    message = server.control.get("outbox", params={"to": newcomer.email}).json()[-1]
    assert message["code"] is None
    assert "že obstaja" in message["text"]
    for _ in range(5):
        page = newcomer.press(page, code="123456")
    assert "Preveč poskusov." in page.alert
    assert server.control.get(f"people/{newcomer.email}").json()["sub"] == known["sub"]


def _without_numbers(text: str) -> str:
    """Return a page without what differs from one visit to the next."""
    lines = (line for line in text.splitlines() if "_csrf" not in line and "request=" not in line)
    return "\n".join(lines)


def test_a_used_tax_number_is_refused_at_the_field(server: Server, newcomer: Newcomer) -> None:
    server.enrol(tax_number=newcomer.tax_number)
    page = newcomer.press(newcomer.at_data(), **newcomer.data)
    assert (page.answer.status_code, page.alert, wrong_field(page)) == (400, TAKEN, "tax_number")
    assert value(page, "family_name") == "Čop-O'Đurić"
    assert newcomer.press(page, "skip").heading == "Registracija: koda PUK"


def test_a_wrong_check_digit_is_refused_at_the_field(newcomer: Newcomer) -> None:
    wrong = newcomer.tax_number[:-1] + str((int(newcomer.tax_number[-1]) + 1) % 10)
    page = newcomer.press(newcomer.at_data(), **{**newcomer.data, "tax_number": wrong})
    assert page.alert == "Davčna številka ni pravilna."
    assert wrong_field(page) == "tax_number"


def test_all_wrong_fields_are_named_at_once(newcomer: Newcomer) -> None:
    page = newcomer.press(newcomer.at_data(), given_name="Ana", birthdate="31. 2. 1980")
    marked = [one.attributes["name"] for one in page.tree.css("[aria-invalid=true]")]
    assert marked == ["family_name", "birthdate", "tax_number", "street", "postal_code", "city"]
    assert wrong_field(page) == "family_name"


def test_data_that_the_register_knows_otherwise(server: Server, newcomer: Newcomer) -> None:
    entry = {
        "given_name": "Žiga",
        "family_name": "Drugačen",
        "birthdate": "1980-02-01",
        "tax_number": newcomer.tax_number,
    }
    assert server.control.post("registry", json=entry).is_success
    page = newcomer.press(newcomer.at_data(), **newcomer.data)
    assert page.answer.status_code == 400
    assert page.alert.startswith("Podatki se ne ujemajo z uradno evidenco.")
    corrected = newcomer.press(page, **{**newcomer.data, "family_name": "Drugačen"})
    assert corrected.heading == "Registracija: koda PUK"
    account = newcomer.account()
    assert account
    assert account["proofing"] == 10


def test_skipped_data_give_no_level(newcomer: Newcomer) -> None:
    page = newcomer.press(newcomer.press(newcomer.at_data(), "skip"))
    assert "code" in newcomer.app.answer(newcomer.press(page, "skip"))
    account = newcomer.account()
    assert account
    assert (account["proofing"], account["tax_number"]) == (0, None)


@pytest.mark.parametrize("name", ["Č" * 100, "Đorđe-Žan", "D'Arc", "<b>Š</b>"])
def test_names_arrive_unchanged(newcomer: Newcomer, name: str) -> None:
    newcomer.press(newcomer.at_data(), **{**newcomer.data, "family_name": name})
    account = newcomer.account()
    assert account
    assert account["family_name"] == name


def test_a_name_of_101_characters_is_refused(newcomer: Newcomer) -> None:
    page = newcomer.press(newcomer.at_data(), **{**newcomer.data, "family_name": "Č" * 101})
    assert "največ 100" in page.alert


def test_two_registrations_for_one_email_address(
    newcomer: Newcomer, newcomers: NewcomerMaker
) -> None:
    rival = newcomers(email=newcomer.email)
    mine, theirs = newcomer.at_terms(), rival.at_terms()
    assert newcomer.press(mine, "agree").heading == "Registracija: osebni podatki"
    lost = rival.press(theirs, "agree")
    assert (lost.answer.status_code, lost.heading) == (409, "Račun je že ustvarjen")
    account = newcomer.account()
    assert account
    assert account["phone"] == newcomer.phone


def test_a_button_pressed_twice(newcomer: Newcomer) -> None:
    page = newcomer.at_terms()
    with ThreadPoolExecutor() as pool:
        pages = pool.map(lambda _: newcomer.press(page, "agree").heading, range(2))
    assert set(pages) == {"Registracija: osebni podatki"}


def test_two_registrations_for_one_tax_number(newcomer: Newcomer, newcomers: NewcomerMaker) -> None:
    rival = newcomers(tax_number=newcomer.tax_number)
    mine, theirs = newcomer.at_data(), rival.at_data()
    assert newcomer.press(mine, **newcomer.data).heading == "Registracija: koda PUK"
    assert rival.press(theirs, **rival.data).alert == TAKEN


def test_an_abandoned_registration_is_taken_up_again(
    newcomer: Newcomer, newcomers: NewcomerMaker
) -> None:
    newcomer.at_password()
    again = newcomers(email=newcomer.email, phone=newcomer.phone)
    page = again.at_phone()
    assert page.heading == "Registracija: mobilna številka"
    assert value(page, "phone") == newcomer.phone
    page = again.press(again.press(page, phone=newcomer.phone), code=again.code("sms"))
    assert page.heading == "Registracija: geslo"


def test_a_registration_that_ran_out_takes_nothing_over(
    server: Server, newcomer: Newcomer, newcomers: NewcomerMaker
) -> None:
    page = newcomer.at_password()
    server.age("registration", newcomer.email, 8 * 86400)
    lost = newcomer.press(page, password=PASSWORD, repeat_password=PASSWORD)
    assert lost.answer.status_code == 410
    again = newcomers(email=newcomer.email)
    assert value(again.at_phone(), "phone") in (None, "")


def test_what_was_typed_survives_an_error_and_the_language(newcomer: Newcomer) -> None:
    data = {**newcomer.data, "tax_number": "12345678"}
    page = newcomer.press(newcomer.at_data(), **data)
    link = attribute(page, "header nav a", "href")
    english = newcomer.browser.get(urljoin(str(page.answer.url), link))
    assert english.heading == "Registration: personal data"
    assert {name: value(english, name) for name in data} == data


def test_an_account_deleted_meanwhile(server: Server, newcomer: Newcomer) -> None:
    page = newcomer.at_data()
    server.control.delete(f"people/{newcomer.email}")
    assert newcomer.press(page, **newcomer.data).answer.status_code == 410
