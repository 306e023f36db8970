"""Does the level depend on proofing and mechanism, does it travel as set, is it stepped up to?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from mock_rekono.claims_parameter import check_claims
from mock_rekono.errors import ProtocolError
from mock_rekono.levels import Wish, level, level_claims, reachable, wish
from mock_rekono.people import Person
from mock_rekono.records import Client
from mock_rekono.settings import Settings
from mock_rekono.tests.kit import SECRET, Application, Browser, Server

LOW, SUBSTANTIAL, HIGH = (
    f"http://eidas.europa.eu/LoA/{one}" for one in ("low", "substantial", "high")
)
CLIENT = Client("application", "s", ("http://localhost/",))


def someone(proofing: int, *mechanisms: str) -> Person:
    """Give a person with a phone."""
    ways = ("password", *mechanisms)
    return Person(sub="1", email="a@b.test", phone="+1", mechanisms=ways, proofing=proofing)


@pytest.mark.parametrize("proofing", [0, 10, 20, 30])
@pytest.mark.parametrize(
    ("used", "of_mechanism"), [(["password"], 10), (["password", "sms_otp"], 20)]
)
def test_level_is_above_neither(proofing: int, used: list[str], of_mechanism: int) -> None:
    assert level(someone(proofing), used) == min(proofing, of_mechanism)
    assert reachable(someone(proofing, *used[1:])) == min(proofing, of_mechanism)


@pytest.mark.parametrize(
    ("form", "claim", "proofing", "told"),
    [
        ("none", "acr", 20, None),
        ("number", "acr", 20, "20"),
        ("number", "acr", 0, "0"),
        ("number", "loa", 20, 20),
        ("name", "acr", 20, "srednja"),
        ("name", "acr", 0, None),
        ("eidas-uri", "raven", 10, LOW),
    ],
)
def test_how_it_travels(form: str, claim: str, proofing: int, told: object) -> None:
    settings = Settings(level_form=form, level_claim=claim)
    used = ["password", "sms_otp"]
    claims = level_claims(someone(proofing), used, CLIENT, {}, settings)
    assert claims == ({} if told is None else {claim: told})


def test_a_client_may_be_registered_otherwise() -> None:
    client = replace(CLIENT, level_form="name")
    assert level_claims(someone(20), ["sms_otp"], client, {}, Settings()) == {"acr": "srednja"}


def test_what_is_told_is_among_those_asked_for() -> None:
    asked = {"acr_values": f"{LOW} {HIGH}"}
    settings = Settings(level_form="eidas-uri", level_told="asked")
    assert level_claims(someone(20), ["sms_otp"], CLIENT, asked, settings) == {"acr": LOW}
    assert level_claims(someone(20), ["sms_otp"], CLIENT, {}, settings) == {"acr": SUBSTANTIAL}


def test_wishes() -> None:
    settings = Settings(level_form="eidas-uri", claims_parameter=True)
    by_claim = {"claims": json.dumps({"id_token": {"acr": {"essential": True, "value": HIGH}}})}
    assert wish(by_claim, CLIENT, settings) == Wish((30,), essential=True)
    assert wish({"acr_values": LOW}, CLIENT, settings) == Wish((10,))
    assert wish({"acr_values": "gold"}, CLIENT, settings).least > 30
    assert wish({"acr_values": LOW}, CLIENT, Settings()) == Wish()


@pytest.mark.parametrize("rubbish", ["{", "[]", "1", '{"id_token": 1}', '{"userinfo": {"a": 1}}'])
def test_rubbish_in_claims(rubbish: str) -> None:
    with pytest.raises(ProtocolError):
        check_claims({"claims": rubbish}, Settings(claims_parameter=True))
    check_claims({"claims": rubbish}, Settings())  # not supported: not looked at


@pytest.fixture
def visitor(plain: Server) -> Iterator[Browser]:
    """Give a browser that has never been at the provider of profile plain."""
    opened = Browser(plain)
    yield opened
    opened.client.close()


def claims_of(app: Application, page: Any) -> dict[str, Any]:
    """Redeem the answer for the claims of the ID token."""
    return app.read(app.redeem(app.answer(page)["code"]).json()["id_token"])


def essential(*values: str) -> str:
    """Write the parameter `claims` that requires one of these levels."""
    return json.dumps({"id_token": {"acr": {"essential": True, "values": list(values)}}})


def test_a_session_is_stepped_up(plain: Server, visitor: Browser) -> None:
    app, person = Application(plain), plain.enrol(proofing=20)
    first = claims_of(app, visitor.sign_in(visitor.get(app.address()), person))
    assert first["acr"] == LOW
    plain.control.patch(f"people/{person['email']}", json={"mechanisms": ["password", "sms_otp"]})
    asked = app.address(acr_values=SUBSTANTIAL)
    assert (
        app.answer(visitor.get(app.address(prompt="none", acr_values=SUBSTANTIAL)))["error"]
        == "interaction_required"
    )
    page = visitor.get(asked)
    assert page.heading == "Izberite način potrditve"  # the password stays proven
    page = visitor.press(visitor.press(page, mode="sms_otp"), code=plain.sms_code(person))
    second = claims_of(app, page)
    assert (second["acr"], second["amr"]) == (SUBSTANTIAL, ["pwd", "sms", "mfa"])
    assert second["sid"] == first["sid"]
    assert claims_of(app, visitor.get(asked))["acr"] == SUBSTANTIAL


def test_an_essential_level_out_of_reach_is_an_error(plain: Server, visitor: Browser) -> None:
    app, person = Application(plain), plain.enrol("sms_otp", proofing=10)
    page = visitor.by_sms(visitor.get(app.address(claims=essential(SUBSTANTIAL, HIGH))), person)
    assert app.answer(page)["error"] == "unmet_authentication_requirements"
    voluntary = visitor.get(app.address(acr_values=HIGH))
    assert claims_of(app, voluntary)["acr"] == LOW
    assert claims_of(app, visitor.get(app.address(claims=essential(LOW))))["acr"] == LOW


def test_policy_deny() -> None:
    server = Server(MOCK_REKONO_LEVEL_FORM="number", MOCK_REKONO_ACR_VALUES_POLICY="deny")
    browser, app = Browser(server), Application(server)
    person = server.enrol("sms_otp", proofing=10)
    page = browser.by_sms(browser.get(app.address(acr_values="20")), person)
    assert app.answer(page)["error"] == "access_denied"
    assert claims_of(app, browser.get(app.address(acr_values="10")))["acr"] == "10"
    browser.client.close()
    assert server.stop() == 0


def test_claims_asked_for_by_name(plain: Server, visitor: Browser) -> None:
    app, person = Application(plain), plain.enrol()
    wanted = {"userinfo": {"name": {"essential": True}}, "id_token": {"email": None}}
    asked = app.address(scope="openid", claims=json.dumps(wanted))
    tokens = app.redeem(app.answer(visitor.sign_in(visitor.get(asked), person))["code"]).json()
    assert app.userinfo(tokens["access_token"]).json() == {
        "sub": person["sub"],
        "name": "Žiga Črnič",
    }
    assert app.read(tokens["id_token"])["email"] == person["email"]
    other = {"id_token": {"sub": {"value": "somebody-else"}}}
    answer = app.answer(visitor.get(app.address(prompt="none", claims=json.dumps(other))))
    assert answer["error"] == "login_required"


def test_a_client_may_be_registered_without_refresh(plain: Server, visitor: Browser) -> None:
    body = {
        "client_id": "once",
        "client_secret": SECRET,
        "redirect_uris": ["http://localhost:9/once"],
        "grant_types": ["authorization_code"],
        "require_auth_time": True,
    }
    assert plain.control.post("clients", json=body).status_code == 201
    app = Application(plain, "once", "http://localhost:9/once")
    page = visitor.sign_in(visitor.get(app.address(scope="openid offline_access")), plain.enrol())
    assert "refresh_token" not in app.redeem(app.answer(page)["code"]).json()
