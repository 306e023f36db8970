"""Do introspection and revocation answer as RFC 7662 and RFC 7009 say (OP-54)?"""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from mock_rekono.tests.kit import CLIENT, SECRET, Application, Browser, Server

pytestmark = pytest.mark.store

OFFLINE = "openid profile offline_access"


@pytest.fixture
def tokens(server: Server, browser: Browser, app: Application) -> dict[str, Any]:
    """Give what an application got for a code, and whose it is."""
    person = server.enrol()
    page = browser.sign_in(browser.get(app.address(scope=OFFLINE)), person)
    got: dict[str, Any] = app.redeem(app.answer(page)["code"]).json()
    return {**got, "person": person}


def ask(server: Server, endpoint: str, client: str = CLIENT, **form: str) -> httpx2.Response:
    """Post to an endpoint as a client."""
    url = f"{server.issuer}{endpoint}"
    return httpx2.post(url, data=form, auth=(client, SECRET), trust_env=False, timeout=30)


def is_active(server: Server, token: str, client: str = CLIENT) -> bool:
    """Tell what introspection says."""
    return bool(ask(server, "introspect", client, token=token).json()["active"])


def test_introspection_tells_of_a_token(server: Server, tokens: dict[str, Any]) -> None:
    said = ask(server, "introspect", token=tokens["access_token"]).json()
    assert said["active"] is True
    assert said["sub"] == tokens["person"]["sub"]
    assert (said["client_id"], said["scope"]) == (CLIENT, OFFLINE)
    assert said["exp"] - said["iat"] == 3600
    assert said["user_id"] == tokens["person"]["email"]  # as MITREid
    hint = {"token_type_hint": "access_token"}
    assert ask(server, "introspect", token=tokens["refresh_token"], **hint).json()["active"]


def test_introspection_tells_nothing_of_others(server: Server, tokens: dict[str, Any]) -> None:
    answers = [
        ask(server, "introspect", "second", token=tokens["access_token"]),
        ask(server, "introspect", token="made-up"),
        ask(server, "introspect", token="č" * 5000),
    ]
    assert [one.json() for one in answers] == [{"active": False}] * 3


@pytest.mark.parametrize("endpoint", ["introspect", "revoke"])
def test_bad_requests(server: Server, endpoint: str) -> None:
    url = f"{server.issuer}{endpoint}"
    unproved = httpx2.post(url, data={"token": "x"}, trust_env=False, timeout=30)
    assert (unproved.status_code, unproved.json()["error"]) == (401, "invalid_client")
    assert ask(server, endpoint).json()["error"] == "invalid_request"
    assert ask(server, endpoint, token="x", token_type_hint="?").status_code == 200  # ignored
    assert httpx2.get(url, trust_env=False, timeout=30).status_code == 405


def test_revoking_an_access_token(server: Server, app: Application, tokens: dict[str, Any]) -> None:
    assert ask(server, "revoke", "second", token=tokens["access_token"]).status_code == 400
    assert app.userinfo(tokens["access_token"]).status_code == 200
    for _ in range(2):  # the second time it is unknown, which is as good
        assert ask(server, "revoke", token=tokens["access_token"]).status_code == 200
    assert app.userinfo(tokens["access_token"]).status_code == 401
    assert not is_active(server, tokens["access_token"])
    assert is_active(server, tokens["refresh_token"])


def test_revoking_a_refresh_token_ends_its_access_tokens(
    server: Server, app: Application, tokens: dict[str, Any]
) -> None:
    assert ask(server, "revoke", token=tokens["refresh_token"]).status_code == 200
    assert app.userinfo(tokens["access_token"]).status_code == 401
    form = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    answer = app.token(form, auth=(CLIENT, SECRET))
    assert answer.json()["error"] == "invalid_grant"


def test_discovery_names_them(server: Server) -> None:
    url = f"{server.issuer}.well-known/openid-configuration"
    said = httpx2.get(url, trust_env=False, timeout=30).json()
    assert said["introspection_endpoint"] == f"{server.issuer}introspect"
    assert said["revocation_endpoint"] == f"{server.issuer}revoke"
