"""Is an authorization request judged as the specifications, or MITREid, would?"""

from __future__ import annotations

import httpx2
import pytest

from mock_rekono.tests.kit import Application, Browser, Server


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "nobody"},
        {"client_id": None},
        {"redirect_uri": None},
        {"redirect_uri": "http://localhost:9/callback/"},
        {"redirect_uri": "http://localhost:9/callback?more=1"},
        {"redirect_uri": "http://evil.test/"},
    ],
)
def test_never_redirects_to_a_stranger(
    browser: Browser, app: Application, changes: dict[str, str | None]
) -> None:
    page = browser.get(app.address(**changes))
    assert page.answer.status_code == 400
    assert page.heading == "Prijava ni mogoča"
    assert "support@rekono.si" in page.answer.text


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": None}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": '"\\<>'}, "unsupported_response_type"),
        ({"scope": None}, "invalid_scope"),
        ({"request": "x"}, "request_not_supported"),
        ({"request_uri": "http://x"}, "request_uri_not_supported"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"code_challenge": "a" * 43 + "\n"}, "invalid_request"),
        ({"code_challenge_method": "S512"}, "invalid_request"),
        ({"prompt": "none login"}, "invalid_request"),
        ({"prompt": "dance"}, "invalid_request"),
        ({"max_age": "-1"}, "invalid_request"),
        ({"max_age": "soon"}, "invalid_request"),
        ({"nonce": "n" * 5000}, "invalid_request"),
    ],
)
def test_tells_the_application(
    browser: Browser, app: Application, changes: dict[str, str | None], error: str
) -> None:
    assert app.answer(browser.get(app.address(**changes))) == {"error": error, "state": app.state}


def test_repeated_parameter(browser: Browser, app: Application) -> None:
    page = browser.get(app.address() + "&scope=openid")
    assert app.answer(page)["error"] == "invalid_request"
    assert browser.get(app.address() + "&client_id=second").answer.status_code == 400


def test_unknown_scope_is_dropped(server: Server, browser: Browser, app: Application) -> None:
    page = browser.sign_in(browser.get(app.address(scope="openid dragons")), server.enrol())
    assert app.redeem(app.answer(page)["code"]).json()["scope"] == "openid"


def test_by_post(server: Server, browser: Browser, app: Application) -> None:
    url = httpx2.URL(app.address())
    sent = browser.client.post(f"{server.issuer}authorize", data=dict(url.params))
    assert sent.status_code == 303
    page = browser._follow(sent)
    assert "code" in app.answer(browser.sign_in(page, server.enrol()))
    sent = browser.client.post(f"{server.issuer}authorize", data=dict(url.params))
    assert sent.headers["Location"].startswith(app.redirect_uri)


def test_pkce_required() -> None:
    strict = Server(MOCK_REKONO_PKCE_REQUIRED="true")
    browser, app = Browser(strict), Application(strict)
    asked = app.address(code_challenge=None, code_challenge_method=None)
    assert app.answer(browser.get(asked))["error"] == "invalid_request"
    assert browser.get(app.address()).answer.status_code == 200
    browser.client.close()
    assert strict.stop() == 0


def test_discovery_and_keys(server: Server, plain: Server) -> None:
    for one in (server, plain):
        url = f"{one.issuer}.well-known/openid-configuration"
        document = httpx2.get(url, trust_env=False, timeout=60).json()
        assert document["issuer"] == one.issuer
        assert document["jwks_uri"] == f"{one.issuer}jwk"
        keys = httpx2.get(document["jwks_uri"], trust_env=False, timeout=60).json()["keys"]
        assert keys[0]["kid"] == "test-double-rs256-1"
        assert (len(keys) == 1) is (one is server)
        assert not any("d" in key for key in keys)


def test_callback_needs_its_token(server: Server, browser: Browser) -> None:
    assert browser.get(f"{server.issuer}callback?token=made-up").answer.status_code == 400
    assert browser.get(f"{server.issuer}callback").answer.status_code == 400


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({}, "invalid_request"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": "authorization_code"}, "invalid_client"),
        ({"grant_type": "authorization_code", "client_id": "nobody"}, "invalid_client"),
    ],
)
def test_token_errors(app: Application, form: dict[str, str], error: str) -> None:
    answer = app.token(form)
    assert answer.json()["error"] == error
    assert answer.status_code == (401 if error == "invalid_client" else 400)


def test_token_errors_of_a_known_client(app: Application) -> None:
    for code in ("unknown", "", "\u010d", "x" * 10000):
        assert app.redeem(code).json()["error"] in ("invalid_grant", "invalid_request")
    assert app.redeem("x", client_secret="wrong").status_code == 401


def test_userinfo_without_a_right_token(server: Server, app: Application) -> None:
    answer = app.userinfo("made-up")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'
    assert httpx2.get(f"{server.issuer}userinfo", trust_env=False, timeout=60).status_code == 401


def test_userinfo_needs_openid(server: Server, browser: Browser, app: Application) -> None:
    page = browser.sign_in(browser.get(app.address(scope="profile")), server.enrol())
    tokens = app.redeem(app.answer(page)["code"]).json()
    assert "id_token" not in tokens
    assert app.userinfo(tokens["access_token"]).status_code == 403
