"""Is what somebody needs by hand on the desk, and does the OnePass app lock?"""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pyotp
import pytest
from cryptography.hazmat.primitives.serialization.pkcs12 import load_key_and_certificates

from mock_rekono.provider import Start
from mock_rekono.tests.kit import TOKEN, Application, Browser, Page, Server
from mock_rekono.tests.newcomer import shown

FIELDS = ("app", "push")
"""By what an answer names its app and its sign-in."""


@pytest.fixture(scope="module")
def desk() -> Iterator[Server]:
    started = Server("--cast", "--desk")
    yield started
    assert started.stop() == 0


@pytest.fixture
def visitor(desk: Server) -> Iterator[Browser]:
    opened = Browser(desk)
    opened.get(desk.desk)
    yield opened
    opened.client.close()


def _open(visitor: Browser, email: str, pin: str) -> Page:
    page = visitor.get(f"{visitor.server.base}/desk/phone")
    return visitor.press(page, email=email, pin=pin, act="open")


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("", "Osebe za preskušanje"),
        ("mailbox", "E-pošta"),
        ("phone", "Telefon"),
        ("certificates", "Digitalna potrdila"),
        ("requests", "Zahteve"),
        ("faults", "Namerne napake"),
    ],
)
def test_pages(visitor: Browser, path: str, heading: str) -> None:
    page = visitor.get(f"{visitor.server.base}/desk/{path}")
    assert (page.answer.status_code, page.heading) == (200, heading)


def test_there_is_none_unless_asked_for(server: Server) -> None:
    assert httpx2.get(f"{server.base}/desk/", trust_env=False, timeout=60).status_code == 404


def test_a_foreign_name_is_refused(desk: Server) -> None:
    answer = httpx2.get(desk.desk, headers={"Host": "zlo.test"}, trust_env=False, timeout=60)
    assert answer.status_code == 403
    assert "rekono_desk" not in answer.headers.get("Set-Cookie", "")


@pytest.mark.parametrize("path", ["", "mailbox", "phone", "certificates", "requests", "faults"])
@pytest.mark.parametrize("token", ["", "?token=", "?token=wrong", "?token=č"])
def test_nobody_comes_in_without_the_token(desk: Server, path: str, token: str) -> None:
    answer = httpx2.get(f"{desk.base}/desk/{path}{token}", trust_env=False, timeout=60)
    assert answer.status_code == 403
    assert "Dostop je zaklenjen" in answer.text
    assert "2580" not in answer.text


def test_the_control_token_does_not_open_it_and_no_form_does(desk: Server) -> None:
    with httpx2.Client(trust_env=False, timeout=60) as stranger:
        assert stranger.get(f"{desk.base}/desk/?token={TOKEN}").status_code == 403
        token = desk.desk.partition("=")[2]
        for path in ("phone", "faults", "certificates/cilka@rekono.test/valid.p12"):
            answer = stranger.post(f"{desk.base}/desk/{path}?token={token}", data={"act": "add"})
            assert answer.status_code in (403, 405)


def test_the_token_does_not_stay_in_the_address_and_the_language_does(desk: Server) -> None:
    with httpx2.Client(trust_env=False, timeout=60) as person:
        answer = person.get(f"{desk.desk}&lang=en")
        assert answer.headers["Location"] == "/desk/?lang=en"
        assert "HttpOnly" in answer.headers["Set-Cookie"]
        assert person.get(f"{desk.base}/desk/?lang=en").status_code == 200


def test_another_mock_is_not_opened_by_the_same_cookie(desk: Server) -> None:
    other = Server("--cast", "--desk", "--control-token", "another")
    try:
        with httpx2.Client(trust_env=False, timeout=60) as person:
            person.get(desk.desk)
            (kept,) = [value for name, value in person.cookies.items() if "desk" in name]
            name = person.get(other.desk).headers["Set-Cookie"].partition("=")[0]
        answer = httpx2.get(
            f"{other.base}/desk/", headers={"Cookie": f"{name}={kept}"}, trust_env=False, timeout=60
        )
        assert answer.status_code == 403
    finally:
        other.stop()


@pytest.mark.parametrize(
    ("base", "place"),
    [
        ("http://127.0.0.1:8471", "http://127.0.0.1:8471/desk/"),
        ("https://[::1]:8471", "https://[::1]:8471/desk/"),
        ("http://0.0.0.0:8471", "http://127.0.0.1:8471/desk/"),
    ],
)
def test_its_address_is_one_of_this_machine(base: str, place: str) -> None:
    address, _, token = Start(base=base, control_token="t").desk_address.partition("?token=")
    assert address == place
    assert len(token) == 64


def test_the_cast_is_shown_with_passwords(visitor: Browser) -> None:
    page = visitor.get(f"{visitor.server.base}/desk/")
    assert "ana@rekono.test" in page.answer.text
    assert "2580" in page.answer.text


@pytest.mark.parametrize("state", ["valid", "revoked"])
def test_a_certificate_for_the_browser(visitor: Browser, state: str) -> None:
    page = visitor.get(f"{visitor.server.base}/desk/certificates")
    link = page.attribute(f"a[href*='cilka'][href$='/{state}.p12']", "href")
    packed = visitor.client.get(f"{visitor.server.base}{link}").content
    key, certificate, _ = load_key_and_certificates(packed, b"vodomer")
    assert key is not None
    assert certificate is not None
    assert "TINSI-10000038" in certificate.subject.rfc4514_string()


@pytest.mark.parametrize("path", ["nihce@primer.test/valid", "cilka@rekono.test/new"])
def test_no_certificate_for_nobody(visitor: Browser, path: str) -> None:
    answer = visitor.client.get(f"{visitor.server.base}/desk/certificates/{path}.p12")
    assert answer.status_code == 404


def test_a_sign_in_is_approved_in_the_open_app(desk: Server, visitor: Browser) -> None:
    person, app = desk.enrol("onepass_push", onepass_pin="4711"), Application(desk)
    asked = visitor.press(visitor.sign_in(visitor.get(app.address()), person), mode="onepass_push")
    closed = visitor.get(f"{desk.base}/desk/phone")
    assert app.client_id in closed.answer.text
    opened = _open(visitor, person["email"], "4711")
    fields = {name: str(opened.attribute(f"#push input[name={name}]", "value")) for name in FIELDS}
    assert visitor.press(opened, act="approve", **{**fields, "app": "x"}).answer.status_code == 400
    answered = visitor.press(opened, act="approve", **fields)
    assert "Nobena prijava ne čaka." in answered.answer.text
    assert visitor.press(opened, act="refuse", **fields).answer.status_code == 400
    assert "code" in app.answer(visitor.press(asked, act="confirm"))


def test_an_open_app_is_forgotten_with_its_person(desk: Server, visitor: Browser) -> None:
    person = desk.enrol("onepass_otp", onepass_pin="4711")
    opened = _open(visitor, person["email"], "4711")
    assert shown(opened, "onepass-code")
    assert desk.control.post("reset").status_code == 204
    assert not visitor.get(str(opened.answer.url)).tree.css("#onepass-code")


def test_messages_are_shown_newest_first(desk: Server, visitor: Browser) -> None:
    start = visitor.get(f"{desk.base}/IdP-RM-Front/register/start.htm")
    visitor.press(start, email="prvi@primer.test")
    other = Browser(desk)
    start = other.get(f"{desk.base}/IdP-RM-Front/register/start.htm")
    other.press(start, email="drugi@primer.test")
    other.client.close()
    text = visitor.get(f"{desk.base}/desk/mailbox").answer.text
    assert text.index("drugi@primer.test") < text.index("prvi@primer.test")


def test_the_app_opens_with_the_pin(desk: Server, visitor: Browser) -> None:
    person = desk.enrol("onepass_otp", onepass_pin="4711")
    page = _open(visitor, person["email"], "4711")
    code = shown(page, "onepass-code")
    totp = pyotp.TOTP(person["onepass_secret"])
    assert totp.verify(code, valid_window=1)


def test_three_wrong_pins_lock_the_app_and_not_the_account(desk: Server, visitor: Browser) -> None:
    person = desk.enrol("onepass_otp", onepass_pin="4711")
    for left in ("2", "1"):
        assert _open(visitor, person["email"], "0000").alert.endswith(f"poskusi: {left}.")
    page = _open(visitor, person["email"], "0000")
    assert page.alert.startswith("Aplikacija je zaklenjena")
    assert _open(visitor, person["email"], "4711").alert.startswith("Aplikacija je zaklenjena")
    assert desk.control.get(f"people/{person['email']}").json()["locked"] is False
    visitor.press(page, act="reinstall", email=person["email"])
    assert _open(visitor, person["email"], "4711").tree.css_first("#onepass-code")


def test_a_new_secret_can_be_added(visitor: Browser) -> None:
    secret = pyotp.random_base32()
    page = visitor.get(f"{visitor.server.base}/desk/phone")
    opened = visitor.press(page, secret=secret, act="add")
    code = shown(opened, "onepass-code")
    assert pyotp.TOTP(secret).verify(code, valid_window=1)
    refused = visitor.press(page, secret="ni skrivnost!", act="add")
    assert refused.answer.status_code == 400


def _switch(visitor: Browser, **fields: str) -> Page:
    return visitor.press(visitor.get(f"{visitor.server.base}/desk/faults"), **fields)


def _at_work(page: Page) -> list[str]:
    return [name.text(strip=True) for name in page.tree.css("#at-work tbody th")]


@pytest.mark.parametrize(
    ("whose", "fault", "whom"),
    [
        ("next", "wrong_nonce", "samo naslednja prijava"),
        ("client:application", "wrong_aud", "application"),
        ("person:greta@rekono.test", "userinfo_down", "greta@rekono.test"),
        ("everybody", "keys_missing", "pri vseh"),
    ],
)
def test_a_fault_is_switched_on_and_off(
    visitor: Browser, whose: str, fault: str, whom: str
) -> None:
    page = _switch(visitor, fault=fault, whose=whose, act="begin")
    assert _at_work(page) == [whom]
    choice = page.attribute("#at-work input[name=choice]", "value")
    assert _at_work(visitor.press(page, choice=str(choice), act="end")) == []


def test_a_fault_of_the_desk_happens(desk: Server, visitor: Browser) -> None:
    person, app = desk.enrol(), Application(desk)
    _switch(visitor, fault="temporarily_unavailable", whose="next", act="begin")
    page = visitor.sign_in(visitor.get(app.address()), person)
    assert app.answer(page)["error"] == "temporarily_unavailable"
    assert _at_work(visitor.get(f"{desk.base}/desk/faults")) == []


@pytest.mark.parametrize(
    ("fault", "whose", "alert"),
    [
        ("keys_missing", "next", "Ta napaka velja lahko samo za vse."),
        ("keys_missing", "person:ana@rekono.test", "Ta napaka velja lahko samo za vse."),
        (
            "wrong_nonce",
            "everybody",
            "Ta napaka velja lahko samo za osebo, aplikacijo ali naslednjo prijavo.",
        ),
        ("no_such", "next", "Izberite napako."),
        ("wrong_nonce", "person:nobody@rekono.test", "Izberite, pri kom."),
        ("wrong_nonce", "client:nobody", "Izberite, pri kom."),
        ("wrong_nonce", "", "Izberite, pri kom."),
    ],
)
def test_a_fault_that_cannot_be_switched_on(
    visitor: Browser, fault: str, whose: str, alert: str
) -> None:
    page = _switch(visitor, fault=fault, whose=whose, act="begin")
    assert (page.answer.status_code, page.alert) == (400, alert)
    assert _at_work(page) == []


def test_the_switch_is_in_english_too(visitor: Browser) -> None:
    page = visitor.get(f"{visitor.server.base}/desk/faults?lang=en")
    assert page.heading == "Faults"
    assert "ID token signed by somebody" in page.answer.text
    assert "refuses the sign-in" in page.answer.text
    assert page.tree.css("script:not([src])") == []
