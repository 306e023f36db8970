"""Does the application show who signs in with REKONO, and refuse what it must?"""

from __future__ import annotations

import pytest
from app import create_app
from flask.testing import FlaskClient

from mock_rekono.testing import Rekono, RekonoServer


@pytest.fixture(scope="session")
def browser_of(rekono_server: RekonoServer):
    known = rekono_server.client(["http://localhost/callback"])
    app = create_app(rekono_server.issuer, known.client_id, known.client_secret)
    app.testing = True
    return app.test_client


@pytest.fixture
def browser(browser_of) -> FlaskClient:
    return browser_of()


def test_somebody_signs_in(rekono: Rekono, browser: FlaskClient) -> None:
    back = rekono.sign_in(browser.get("/login").location, rekono.people["žiga"])
    browser.get(back)
    assert browser.get("/").text == "Žiga Črnič"


def test_an_id_token_that_has_ended_is_refused(rekono: Rekono, browser: FlaskClient) -> None:
    rekono.clock.advance(hours=-2)
    back = rekono.sign_in(browser.get("/login").location, rekono.people["žiga"])
    with pytest.raises(Exception, match="expired"):
        browser.get(back)
    assert browser.get("/").text == "Prijavite se."


def test_an_id_token_of_another_sign_in_is_refused(rekono: Rekono, browser: FlaskClient) -> None:
    rekono.fault("wrong_nonce", person=rekono.people["žiga"])
    back = rekono.sign_in(browser.get("/login").location, rekono.people["žiga"])
    with pytest.raises(Exception, match="nonce"):
        browser.get(back)
