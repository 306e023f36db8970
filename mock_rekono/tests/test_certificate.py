"""Does a certificate sign in over mutual TLS, and is each bad one refused with its reason?"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from cryptography import x509

from mock_rekono.authority import Authority
from mock_rekono.certificate_check import fault_of_certificate
from mock_rekono.people import Person
from mock_rekono.store import Store
from mock_rekono.tests.kit import Application, Browser, Page, Server
from mock_rekono.tests.newcomer import new_tax_number

pytestmark = pytest.mark.store

Shown = dict[str, str]
Opener = Callable[[Shown | None], Browser]


@pytest.fixture
def person(server: Server) -> dict[str, Any]:
    return _enrol(server)


def _enrol(server: Server) -> dict[str, Any]:
    return server.enrol("certificate", tax_number=new_tax_number(), proofing=30)


def _issue(server: Server, person: dict[str, Any], state: str = "valid") -> Shown:
    answer = server.control.post("certificates", json={"person": person["email"], "state": state})
    assert answer.status_code == 201, answer.text
    issued: Shown = answer.json()
    return issued


@pytest.fixture
def opened(server: Server, person: dict[str, Any], tmp_path: Path) -> Iterator[Opener]:
    """Give a maker of browsers that hold a certificate, or none."""
    browsers: list[Browser] = []

    def open_with(shown: Shown | None) -> Browser:
        authority = (shown or _issue(server, person))["authority"]
        context = ssl.create_default_context(cadata=authority)
        if shown:
            (tmp_path / "cert.pem").write_text(shown["certificate"] + shown["key"])
            context.load_cert_chain(tmp_path / "cert.pem")
        client = httpx2.Client(verify=context, trust_env=False, timeout=30)
        browsers.append(Browser(server, client))
        return browsers[-1]

    yield open_with
    for browser in browsers:
        browser.client.close()


def _sign_in(browser: Browser, app: Application, person: dict[str, Any]) -> Page:
    """Come to the page that judges the certificate, or further, if it is accepted."""
    choice = browser.sign_in(browser.get(app.address()), person)
    sent_on = browser.press(choice, mode="certlogin")
    return browser.get(sent_on.answer.headers["Location"])


def test_a_valid_one_signs_in(
    server: Server, app: Application, person: dict[str, Any], opened: Opener
) -> None:
    page = _sign_in(opened(_issue(server, person)), app, person)
    tokens = app.redeem(app.answer(page)["code"]).json()
    assert app.read(tokens["id_token"])["sub"] == person["sub"]


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("expired", "Digitalno potrdilo je poteklo."),
        ("not_yet_valid", "Digitalno potrdilo še ne velja."),
        ("revoked", "Digitalno potrdilo je preklicano."),
        ("foreign", "Izdajatelju digitalnega potrdila ne zaupamo."),
        ("self_signed", "Digitalno potrdilo je samopodpisano."),
    ],
)
def test_a_bad_one_is_refused(
    server: Server,
    app: Application,
    person: dict[str, Any],
    opened: Opener,
    state: str,
    reason: str,
) -> None:
    browser = opened(_issue(server, person, state))
    page = _sign_in(browser, app, person)
    assert (page.answer.status_code, page.alert) == (403, reason)
    back = page.attribute("main a:not(.button)", "href")
    assert browser.get(str(back)).heading == "Izberite način potrditve"


def test_that_of_another_person(
    server: Server, app: Application, person: dict[str, Any], opened: Opener
) -> None:
    page = _sign_in(opened(_issue(server, _enrol(server))), app, person)
    assert (page.answer.status_code, page.alert) == (403, "Digitalno potrdilo pripada drugi osebi.")


def test_none(app: Application, person: dict[str, Any], opened: Opener) -> None:
    page = _sign_in(opened(None), app, person)
    assert page.alert == "Brskalnik ni poslal digitalnega potrdila."


def test_only_a_browser_whose_password_was_right(
    server: Server, app: Application, person: dict[str, Any], opened: Opener
) -> None:
    browser = opened(_issue(server, person))
    address = str(browser.get(app.address()).answer.url).split("?")[1]
    page = browser.get(f"{_issue(server, person)['address']}/IdP-RM-Front/certlogin.htm?{address}")
    assert page.answer.status_code == 400


def test_one_port_asks_and_the_other_does_not(
    server: Server, person: dict[str, Any], opened: Opener
) -> None:
    browser, asking = opened(None), _issue(server, person)["address"]
    for address in ("/openid-connect-server-webapp/jwk", "/IdP-RM-Front/dashboard.htm", "/control"):
        assert browser.get(f"{asking}{address}").answer.status_code == 404
    certificate = {"mock_rekono.certificate": "x", "X-SSL-Client-Cert": "x"}
    path = f"{server.base}/IdP-RM-Front/certlogin.htm"
    answer = browser.client.get(path, headers=certificate)
    assert answer.status_code == 404


def test_http_at_the_tls_port(server: Server, person: dict[str, Any]) -> None:
    address = _issue(server, person)["address"].replace("https", "http")
    with httpx2.Client(trust_env=False, timeout=30) as client:
        assert client.get(f"{address}/").status_code == 400


def test_who_cannot_have_one(server: Server) -> None:
    body = {"person": server.enrol("sms_otp")["email"]}
    assert server.control.post("certificates", json=body).status_code == 422
    assert server.control.post("certificates", json={**body, "state": "new"}).status_code == 422


class Deceived(Authority):
    @property
    def crl(self) -> x509.CertificateRevocationList:
        """The list of another authority."""
        return Authority(Store().records).crl


def test_a_list_of_revoked_ones_that_somebody_else_signed_is_not_relied_on() -> None:
    authority = Authority(Store().records)
    person = Person(sub="s", email="a@primer.test", tax_number="10000003")
    pem = authority.issue(person, "valid").certificate_pem
    assert fault_of_certificate(authority, pem, "10000003") is None
    assert fault_of_certificate(authority, "rubbish", "10000003") == "unreadable"
    deceived = Deceived(authority._records)
    assert fault_of_certificate(deceived, pem, "10000003") == "revoked"


def test_test_certificates_say_so() -> None:
    authority = Authority(Store().records)
    person = Person(sub="s", email="a@primer.test", given_name="Č" * 100, tax_number="10000003")
    for issued in (authority.own, authority.issue(person, "valid")):
        text = issued.certificate.subject.rfc4514_string()
        assert "TEST" in text or "testno" in text
    assert isinstance(authority.issue(person, "foreign").certificate, x509.Certificate)
