"""Does a store that outlives the process keep people, clients, keys and all that holds?"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from typing import Any

import pytest

from mock_rekono.tests.kit import PASSWORD, SECRET, Application, Browser, Server
from mock_rekono.tests.newcomer import PASSWORD as CHOSEN
from mock_rekono.tests.newcomer import Newcomer, new_tax_number
from mock_rekono.tests.replicas import PUBLIC, Balancer

pytestmark = pytest.mark.store

CLIENT, REDIRECT = "kept", "http://localhost:9/kept"
SCOPE = "openid profile offline_access"


class Mortal:
    """A provider that is ended and started anew, at one store and one public address."""

    def __init__(self, store: str) -> None:
        self._store = store
        self._balancer = Balancer()
        self.start()

    def start(self) -> None:
        """Start it."""
        self.server = Server("--store", self._store, MOCK_REKONO_PUBLIC_URL=PUBLIC)
        self.server.ways = {PUBLIC: self._balancer}
        self._balancer.point_to(self.server.address)

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it."""
        if how == signal.SIGKILL:
            self.server.process.kill()
            self.server.process.wait(20)
        assert self.server.stop() == (-how if how == signal.SIGKILL else 0)
        self._balancer.end()

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """Ask the control API for what it must give."""
        answer = self.server.control.request(method, path, json=body)
        assert answer.is_success, answer.text
        return answer.json()

    def app(self) -> Application:
        """Give the application that is registered over the control API."""
        return Application(self.server, CLIENT, REDIRECT)


@pytest.fixture
def mortal(empty_store: str) -> Iterator[Mortal]:
    started = Mortal(empty_store)
    client = {"client_id": CLIENT, "client_secret": SECRET, "redirect_uris": [REDIRECT]}
    started.ask("POST", "clients", client)
    yield started
    started.end()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_what_was_there_is_there(mortal: Mortal, how: signal.Signals) -> None:
    newcomer = Newcomer(mortal.server)
    newcomer.at_puk()
    person = mortal.server.enrol("certificate", tax_number=new_tax_number(), proofing=30)
    body = {"person": person["email"]}
    authority = mortal.ask("POST", "certificates", body)["authority"]
    turned = mortal.ask("POST", "keys/rotate", {})["kid"]
    browser, app = Browser(mortal.server), mortal.app()
    page = browser.get(app.address(scope=SCOPE))
    page = browser.sign_in(page, {"email": newcomer.email}, CHOSEN)
    page = browser.press(page, mode="sms_otp")
    page = browser.press(page, code=newcomer.code("sms"), act="confirm")
    before = app.redeem(app.answer(page)["code"]).json()

    mortal.end(how)
    mortal.start()

    assert CLIENT in [known["client_id"] for known in mortal.ask("GET", "clients")]
    assert mortal.ask("GET", f"people/{newcomer.email}")["tax_number"] == newcomer.tax_number
    assert mortal.ask("POST", "certificates", body)["authority"] == authority
    again = mortal.app()
    claims = again.read(before["id_token"])
    assert (claims["kid"], claims["iss"]) == (turned, mortal.server.issuer)
    assert again.userinfo(before["access_token"]).json()["sub"] == claims["sub"]
    refreshed = again.token(
        {"grant_type": "refresh_token", "refresh_token": before["refresh_token"]},
        auth=(CLIENT, SECRET),
    )
    assert again.read(refreshed.json()["id_token"])["sub"] == claims["sub"]
    assert "code" in again.answer(browser.get(again.address(prompt="none"))), "a session goes on"
    for opened in (browser, newcomer.browser):
        opened.client.close()


def test_who_registered_before_signs_in_after(mortal: Mortal) -> None:
    person = mortal.server.enrol()
    mortal.end()
    mortal.start()
    browser, app = Browser(mortal.server), mortal.app()
    page = browser.sign_in(browser.get(app.address()), person, "not " + PASSWORD)
    assert page.alert
    page = browser.sign_in(page, person)
    claims = app.read(app.redeem(app.answer(page)["code"]).json()["id_token"])
    assert claims["sub"] == person["sub"]
    browser.client.close()
