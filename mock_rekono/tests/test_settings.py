"""Does every unknown have its setting, and does setting it change what the provider does?"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import httpx2
import pytest

from mock_rekono.errors import Invalid
from mock_rekono.profiles import all_profiles
from mock_rekono.server.addresses import Moved
from mock_rekono.settings import CHOICES, LISTS, PATHS, Settings, from_environment
from mock_rekono.tests.kit import CLIENT, SECRET, TAX_SCOPE, Application, Browser, Server

DOCUMENT = Path(__file__).parents[2] / "docs" / "settings.md"
OTHERWISE = {
    "context_path": "/oidc",
    "operator": "Podjetje d.o.o., preskusi@example.si",
    "jwk_path": "/keys",
    "end_session_path": "/logout",
    "algorithm": "ES256",
    "code_length": "20",
    "id_token_seconds": "60",
    "access_token_seconds": "120",
    "token_auth_methods": "client_secret_basic",
    "pkce_methods": "S256",
    "userinfo_methods": "GET",
    "tax_number_claim": "davcna",
    "personal_data_in_id_token": "true",
    "payload_kid": "false",
    "azp": "true",
    "level_form": "name",
    "level_claim": "raven",
    "mode_names": "sms_otp=smsgeslo",
    "code_digits": "8",
    "subject_form": "digits",
    "register_in_sign_in": "false",
    "introspection_user_id": "false",
}


def rows() -> list[list[str]]:
    """Read the table of the document: unknown, settings, reason."""
    lines = [line for line in DOCUMENT.read_text("utf-8").splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def named(cell: str) -> list[tuple[str, str]]:
    """Read the settings of a row with their defaults."""
    found = re.findall(r"`(\w+)` \((`[^`]+`|none)\)", cell)
    return [(name, "" if default == "none" else default.strip("`")) for name, default in found]


@pytest.mark.skipif(not DOCUMENT.exists(), reason="an installed provider has no documents")
def test_every_unknown_has_its_setting_with_the_default_it_names() -> None:
    assert len(rows()) > 30
    for unknown, cell, reason in rows():
        assert named(cell), unknown
        assert reason, unknown
        for name, default in named(cell):
            present = getattr(Settings(), name)
            assert str(present) == default, name


def test_choices_are_of_settings_and_hold_their_defaults() -> None:
    known = {one.name for one in fields(Settings)}
    assert {*CHOICES, *LISTS, *PATHS} <= known
    for profile in all_profiles().values():
        settings = profile.settings()
        written = {f"MOCK_REKONO_{n.upper()}": str(getattr(settings, n)) for n in known}
        assert from_environment(Settings(), written) == settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LEVEL_FORM", "gold"),
        ("ALGORITHM", "HS256"),
        ("OTHER_ALGORITHMS", "ES256 none"),
        ("CONTEXT_PATH", "oidc/"),
        ("MODE_NAMES", "sms"),
        ("CHECKED_PROOFING", "15"),
    ],
)
def test_a_value_that_cannot_be_is_refused(name: str, value: str) -> None:
    with pytest.raises(Invalid, match=name):
        from_environment(Settings(), {f"MOCK_REKONO_{name}": value})


def test_left_addresses_lead_nowhere() -> None:
    seen: list[str] = []

    def application(environ: dict[str, Any], start: Any) -> list[bytes]:
        seen.append(environ["PATH_INFO"])
        return []

    moved = Moved(application, Settings(context_path="/oidc", jwk_path="/keys"))
    for path in ("/oidc/keys", "/oidc/jwk", "/openid-connect-server-webapp/token", "/desk/"):
        moved({"PATH_INFO": path}, lambda *_: lambda _: None)
    nowhere = "/no-such-address"
    assert seen == ["/openid-connect-server-webapp/jwk", nowhere, nowhere, "/desk/"]


@pytest.fixture(scope="module")
def other() -> Iterator[Server]:
    """Give a provider where much is otherwise."""
    changes = {f"MOCK_REKONO_{name.upper()}": value for name, value in OTHERWISE.items()}
    started = Server(**changes)
    yield started
    assert started.stop() == 0


def test_discovery_says_how_it_is(other: Server) -> None:
    url = f"{other.base}/oidc/.well-known/openid-configuration"
    said = httpx2.get(url, trust_env=False, timeout=60).json()
    assert said["issuer"] == other.issuer == f"{other.base}/oidc/"
    assert said["jwks_uri"] == f"{other.base}/oidc/keys"
    assert said["end_session_endpoint"] == f"{other.base}/oidc/logout"
    assert said["id_token_signing_alg_values_supported"] == ["ES256"]
    assert said["token_endpoint_auth_methods_supported"] == ["client_secret_basic"]
    assert said["code_challenge_methods_supported"] == ["S256"]
    assert "davcna" in said["claims_supported"]
    keys = httpx2.get(said["jwks_uri"], trust_env=False, timeout=60).json()["keys"]
    assert [key["kid"] for key in keys] == ["test-double-es256-1"]
    assert httpx2.get(said["end_session_endpoint"], trust_env=False, timeout=60).status_code == 200


def tokens_for(other: Server, app: Application, code: str) -> dict[str, Any]:
    """Redeem a code by HTTP Basic, the only way that is open."""
    assert app.redeem(code).status_code == 401, "not by the form"
    form = {"grant_type": "authorization_code", "code": code}
    form |= {"redirect_uri": app.redirect_uri, "code_verifier": app.verifier}
    tokens: dict[str, Any] = app.token(form, auth=(CLIENT, SECRET)).json()
    return tokens


def test_pages_go_as_set(other: Server) -> None:
    browser, app, person = Browser(other), Application(other), other.enrol("sms_otp")
    refused = app.answer(browser.get(app.address(code_challenge_method="plain")))
    assert refused["error"] == "invalid_request"
    page = browser.get(app.address())
    assert "REGISTRACIJA" not in page.answer.text
    page = browser.press(browser.sign_in(page, person), mode="smsgeslo")
    code = other.sms_code(person)
    assert len(code) == 8
    assert len(app.answer(browser.press(page, code=code))["code"]) == 20
    browser.client.close()


def test_tokens_are_as_set(other: Server) -> None:
    browser, app = Browser(other), Application(other)
    person = other.enrol("sms_otp", proofing=20, tax_number="10000038")
    assert re.fullmatch("[0-9]{16}", person["sub"])
    page = browser.sign_in(browser.get(app.address(scope=f"openid email {TAX_SCOPE}")), person)
    page = browser.press(page, mode="smsgeslo")
    page = browser.press(page, code=other.sms_code(person))
    tokens = tokens_for(other, app, app.answer(page)["code"])
    browser.client.close()
    assert tokens["expires_in"] == 120
    claims = json.loads(base64.urlsafe_b64decode(tokens["id_token"].split(".")[1] + "=="))
    assert claims["exp"] - claims["iat"] == 60
    assert (claims["raven"], claims["azp"]) == ("srednja", CLIENT)
    assert (claims["email"], claims["davcna"]) == (person["email"], "10000038")
    assert "kid" not in claims
    assert app.userinfo(tokens["access_token"]).status_code == 200
    assert app.userinfo(tokens["access_token"], "POST").status_code == 405
    held = {"token": tokens["access_token"]}
    url = f"{other.issuer}introspect"
    said = httpx2.post(url, data=held, auth=(CLIENT, SECRET), trust_env=False, timeout=30).json()
    assert said["active"]
    assert "user_id" not in said


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sign_out_at_another_address(other: Server, method: str) -> None:
    browser, app = Browser(other), Application(other)
    browser.sign_in(browser.get(app.address()), other.enrol())
    page = browser._follow(browser.client.request(method, f"{other.base}/oidc/logout"))
    assert page.heading == "Odjava iz REKONO"
    assert browser.press(page, act="sign_out").heading == "Odjavljeni ste"
    browser.client.close()


@pytest.mark.parametrize("path", ["/", "/oidc/", "/oidc"])
def test_the_first_page_says_what_this_is_and_who_runs_it(other: Server, path: str) -> None:
    page = httpx2.get(f"{other.base}{path}", trust_env=False, timeout=60)
    assert page.status_code == 200
    assert "To ni pravi REKONO" in page.text
    assert OTHERWISE["operator"] in page.text
