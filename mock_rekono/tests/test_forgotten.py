"""Does the PUK set a new password, and is a wrong one throttled?"""

from __future__ import annotations

from typing import Any

import pytest

from mock_rekono.tests.kit import PASSWORD, Application, Browser, Page, Server
from mock_rekono.tests.newcomer import attribute

pytestmark = pytest.mark.store

NEW = "čisto novo geslo 1"


def _forgotten(browser: Browser, app: Application) -> Page:
    page = browser.get(app.address())
    link = next(
        one.attributes["href"] for one in page.tree.css("main a") if "Pozabljeno" in one.text()
    )
    return browser.get(f"{browser.server.base}{link}")


def _reset(browser: Browser, page: Page, person: dict[str, Any], puk: str, new: str = NEW) -> Page:
    return browser.press(
        page, email=person["email"], puk=puk, new_password=new, repeat_password=new
    )


def test_the_puk_sets_a_new_password(server: Server, browser: Browser, app: Application) -> None:
    person = server.enrol()
    puk = person["puk"].lower()
    done = _reset(browser, _forgotten(browser, app), person, f"{puk[:4]} {puk[4:8]}-{puk[8:]}")
    assert done.heading == "Geslo je nastavljeno"
    back = browser.get(f"{server.base}{attribute(done, 'main a', 'href')}")
    assert browser.sign_in(back, person, PASSWORD).alert
    assert "code" in app.answer(browser.sign_in(back, person, NEW))


def test_it_ends_sessions_and_unlocks(server: Server, browser: Browser, app: Application) -> None:
    person = server.enrol()
    page = browser.get(app.address())
    app.answer(browser.sign_in(page, person))
    other = Browser(server)
    page = other.get(app.address())
    for _ in range(6):
        other.sign_in(page, person, "napačno geslo")
    _reset(other, _forgotten(other, app), person, person["puk"])
    assert app.answer(browser.get(app.address(prompt="none")))["error"] == "login_required"
    assert "code" in app.answer(other.sign_in(page, person, NEW))
    other.client.close()


def test_a_wrong_puk_is_throttled(server: Server, browser: Browser, app: Application) -> None:
    person = server.enrol()
    page = _forgotten(browser, app)
    for _ in range(5):
        wrong = _reset(browser, page, person, "AAAA")
        assert wrong.answer.status_code == 400
        assert wrong.alert.startswith("E-naslov ali koda PUK ni pravilna.")
    refused = _reset(browser, page, person, person["puk"])
    assert refused.answer.status_code == 429
    assert refused.alert.startswith("Preveč poskusov.")


def test_an_unknown_address_looks_the_same(
    server: Server, browser: Browser, app: Application
) -> None:
    page = _forgotten(browser, app)
    known, unknown = server.enrol(), {"email": f"x{server.enrol()['email']}"}
    texts = [
        [_reset(browser, page, person, "AAAA").alert for _ in range(6)]
        for person in (known, unknown)
    ]
    assert texts[0] == texts[1]


def test_a_weak_password_costs_no_try(server: Server, browser: Browser, app: Application) -> None:
    person = server.enrol()
    page = _forgotten(browser, app)
    for _ in range(6):
        weak = _reset(browser, page, person, person["puk"], "kratko")
        assert weak.alert.startswith("Geslo ne ustreza pravilu")
    assert _reset(browser, page, person, person["puk"]).heading == "Geslo je nastavljeno"


def test_cancel_leads_back_to_sign_in(browser: Browser, app: Application) -> None:
    page = browser.press(_forgotten(browser, app), act="cancel")
    assert page.heading == "Prijava v REKONO"
