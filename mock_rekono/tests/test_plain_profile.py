"""Does profile plain do what the OpenID Foundation checks in a provider, beyond the usual flow?"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from mock_rekono.tests.kit import CLIENT, GOODBYE, SECRET, Application, Browser, Page, Server


@pytest.fixture
def visitor(plain: Server) -> Iterator[Browser]:
    """Give a browser that has never been there."""
    opened = Browser(plain)
    yield opened
    opened.client.close()


@pytest.fixture
def asking(plain: Server) -> Application:
    """Give an application."""
    return Application(plain)


@pytest.fixture
def person(plain: Server) -> dict[str, Any]:
    """Give a person with a password only."""
    return plain.enrol()


def sign_in(visitor: Browser, asking: Application, person: dict[str, Any]) -> dict[str, Any]:
    """Sign a person in; give what the application got for the code."""
    page = visitor.sign_in(visitor.get(asking.address()), person)
    tokens: dict[str, Any] = asking.redeem(asking.answer(page)["code"]).json()
    return tokens


def claims(asking: Application, page: Page) -> dict[str, Any]:
    """Redeem an answer for the claims of the ID token."""
    return asking.read(asking.redeem(asking.answer(page)["code"]).json()["id_token"])


def is_signed_in(visitor: Browser, asking: Application) -> bool:
    """Tell whether the provider still knows the browser."""
    return "code" in asking.answer(visitor.get(asking.address(prompt="none")))


def test_discovery(plain: Server) -> None:
    url = f"{plain.issuer}.well-known/openid-configuration"
    said = httpx2.get(url, trust_env=False, timeout=60).json()
    assert said["id_token_signing_alg_values_supported"][0] == "RS256"
    assert said["claims_parameter_supported"] is True
    assert said["request_parameter_supported"] is said["request_uri_parameter_supported"] is False
    for name in ("backchannel", "frontchannel"):
        assert said[f"{name}_logout_supported"] is said[f"{name}_logout_session_supported"] is True


def test_prompt_none_and_max_age(
    plain: Server, visitor: Browser, asking: Application, person: dict[str, Any]
) -> None:
    first = asking.read(sign_in(visitor, asking, person)["id_token"])
    silent = claims(asking, visitor.get(asking.address(prompt="none")))
    assert (silent["sub"], silent["auth_time"]) == (first["sub"], first["auth_time"])
    plain.age("session", person["email"], 100)
    young = claims(asking, visitor.get(asking.address(max_age="10000")))
    assert young["auth_time"] <= first["auth_time"] - 99
    page = visitor.get(asking.address(max_age="1"))
    assert page.heading == "Prijava v REKONO"
    assert is_signed_in(visitor, asking), "asking anew does not end the session"
    assert claims(asking, visitor.sign_in(page, person))["auth_time"] > young["auth_time"]


def test_a_second_use_of_a_code_ends_its_tokens(
    visitor: Browser, asking: Application, person: dict[str, Any]
) -> None:
    code = asking.answer(visitor.sign_in(visitor.get(asking.address()), person))["code"]
    token = asking.redeem(code).json()["access_token"]
    assert asking.userinfo(token).status_code == 200
    assert asking.redeem(code).json()["error"] == "invalid_grant"
    assert asking.userinfo(token).status_code == 401


def test_refresh_says_no_nonce(
    visitor: Browser, asking: Application, person: dict[str, Any]
) -> None:
    asked = asking.address(scope="openid offline_access")
    page = visitor.sign_in(visitor.get(asked), person)
    tokens = asking.redeem(asking.answer(page)["code"]).json()
    form = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    other = asking.token(form, auth=("second", SECRET))
    assert other.json()["error"] == "invalid_grant", "bound to its client"
    answer = asking.token(form, auth=(CLIENT, SECRET)).json()
    first, second = (asking.read(one["id_token"]) for one in (tokens, answer))
    assert "nonce" not in second
    for name in ("iss", "sub", "aud", "auth_time", "sid"):
        assert second[name] == first[name]


def unsigned(hint: str) -> str:
    """Say that a hint needs no signature."""
    header = base64.urlsafe_b64encode(json.dumps({"alg": "none"}).encode()).rstrip(b"=").decode()
    return f"{header}.{hint.split('.')[1]}."


@pytest.mark.parametrize("what", ["bad uri", "query", "unsigned", "stranger", "no hint", "client"])
def test_no_redirect_for_an_altered_request(
    plain: Server, visitor: Browser, asking: Application, person: dict[str, Any], what: str
) -> None:
    hint = sign_in(visitor, asking, person)["id_token"]
    wish = {"id_token_hint": hint, "post_logout_redirect_uri": GOODBYE, "client_id": CLIENT}
    if what in ("bad uri", "query"):
        wish["post_logout_redirect_uri"] += "foreign" if what == "bad uri" else "?more=1"
    elif what == "no hint":
        del wish["id_token_hint"]
    elif what == "client":
        wish["client_id"] = "second"
    else:
        wish["id_token_hint"] = unsigned(hint) if what == "unsigned" else hint[:-8] + "AAAAAAAA"
    page = visitor._follow(visitor.client.get(f"{plain.issuer}endsession", params=wish))
    assert page.heading == "Odjava iz REKONO", "who is led to nowhere known is asked"
    page = visitor.press(page, act="sign_out")
    assert (page.answer.status_code, page.heading) == (200, "Odjavljeni ste")
    assert not is_signed_in(visitor, asking)


@pytest.mark.parametrize("wish", [{}, {"state": "x"}])
def test_sign_out_with_next_to_nothing(
    plain: Server,
    visitor: Browser,
    asking: Application,
    person: dict[str, Any],
    wish: dict[str, str],
) -> None:
    sign_in(visitor, asking, person)
    page = visitor._follow(visitor.client.get(f"{plain.issuer}endsession", params=wish))
    assert page.heading == "Odjava iz REKONO", "without a hint the person is asked"
    assert visitor.press(page, act="sign_out").heading == "Odjavljeni ste"
    assert not is_signed_in(visitor, asking)
