"""Can an application be a page's script, or get its answer by a form, and nobody else by that?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from mock_rekono.tests.kit import SECRET, Application, Browser, Server

PUBLIC, GOAL = "script", "http://localhost:9/script"
ORIGIN = "http://localhost:5173"


@pytest.fixture
def plain_browser(plain: Server) -> Iterator[Browser]:
    """Give a browser that has never been at the strict provider."""
    opened = Browser(plain)
    yield opened
    opened.client.close()


@pytest.fixture
def plain_app(plain: Server) -> Application:
    """Give an application of the strict provider."""
    return Application(plain)


@pytest.fixture
def script(server: Server) -> Application:
    """Give a client that has no secret."""
    return registered(server)


def registered(server: Server) -> Application:
    answer = server.control.post("clients", json=body())
    assert answer.status_code in (200, 201), answer.text
    return Application(server, client_id=PUBLIC, redirect_uri=GOAL)


def body(**changes: Any) -> dict[str, Any]:
    about = {"client_id": PUBLIC, "redirect_uris": [GOAL], "token_endpoint_auth_method": "none"}
    return {**about, **changes}


def code_of(server: Server, browser: Browser, asking: Application, **how: str | None) -> str:
    page = browser.sign_in(browser.get(asking.address(**how)), server.enrol())
    return asking.answer(page)["code"]


def test_a_public_client_redeems_its_code_without_a_secret(
    server: Server, browser: Browser, script: Application
) -> None:
    answer = script.redeem(code_of(server, browser, script), client_secret=None)
    assert answer.status_code == 200
    assert script.read(answer.json()["id_token"])["aud"] == PUBLIC
    assert "none" in discovery(server)["token_endpoint_auth_methods_supported"]


def test_pkce_is_all_that_it_has(server: Server, browser: Browser, script: Application) -> None:
    wrong = {"client_secret": None, "code_verifier": "w" * 43}
    assert script.redeem(code_of(server, browser, script), **wrong).status_code == 400


def test_a_client_with_a_secret_cannot_leave_it_out(
    server: Server, browser: Browser, app: Application
) -> None:
    answer = app.redeem(code_of(server, browser, app), client_secret=None)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_a_strict_provider_demands_pkce_of_a_public_client(
    plain: Server, plain_browser: Browser
) -> None:
    script = registered(plain)
    without = {"code_challenge": None, "code_challenge_method": None}
    page = plain_browser.get(script.address(**without))
    assert script.answer(page)["error"] == "invalid_request"
    page = plain_browser.get(Application(plain).address(**without))
    assert page.answer.status_code == 200


@pytest.mark.parametrize(
    "wrong", [{"client_secret": SECRET}, {"token_endpoint_auth_method": "client_secret_basic"}]
)
def test_a_client_has_a_secret_or_is_public(server: Server, wrong: dict[str, str]) -> None:
    answer = server.control.post("clients", json=body(**wrong))
    assert answer.status_code == 422
    assert "client_secret" in answer.text


def discovery(server: Server) -> dict[str, Any]:
    url = f"{server.issuer}.well-known/openid-configuration"
    known: dict[str, Any] = httpx2.get(url, trust_env=False, timeout=60).json()
    return known


OPEN = (".well-known/openid-configuration", "jwk", "token", "userinfo")
MOVED = ("elsewhere/jwk", "elsewhere/token", "elsewhere/userinfo")


@pytest.mark.parametrize("path", [*OPEN, *MOVED])
def test_a_script_of_any_origin_may_ask(server: Server, path: str) -> None:
    with httpx2.Client(trust_env=False, headers={"Origin": ORIGIN}, timeout=60) as client:
        asking = {"Access-Control-Request-Method": "POST"}
        before = client.options(f"{server.issuer}{path}", headers=asking)
        answer = client.request("POST" if "token" in path else "GET", f"{server.issuer}{path}")
    assert before.status_code == 200
    assert "Authorization" in before.headers["Access-Control-Allow-Headers"]
    assert "POST" in before.headers["Access-Control-Allow-Methods"]
    for one in (before, answer):  # an error, too: the script has to read it
        assert one.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in one.headers


@pytest.mark.parametrize("path", ["authorize", "endsession", "introspect", "../control/v1/people"])
def test_a_script_of_another_origin_may_ask_nowhere_else(server: Server, path: str) -> None:
    headers = {"Origin": ORIGIN, "Access-Control-Request-Method": "GET"}
    with httpx2.Client(trust_env=False, headers=headers, timeout=60) as client:
        for method in ("OPTIONS", "GET"):
            answer = client.request(method, f"{server.issuer}{path}")
            assert "Access-Control-Allow-Origin" not in answer.headers


def test_mitreid_ignores_how_the_answer_is_wanted(
    server: Server, browser: Browser, app: Application
) -> None:
    assert code_of(server, browser, app, response_mode="form_post")
    assert discovery(server)["response_modes_supported"] == ["query"]


def test_a_strict_provider_posts_the_answer(
    plain: Server, plain_browser: Browser, plain_app: Application
) -> None:
    """By itself where scripts run, by its button elsewhere; the code stands in no address."""
    request = plain_app.address(response_mode="form_post")
    page = plain_browser.sign_in(plain_browser.get(request), plain.enrol())
    assert page.attribute("form", "action") == plain_app.redirect_uri
    assert page.attribute("form", "method") == "post"
    answer = page.form()
    assert answer["state"] == plain_app.state
    assert answer["iss"] == plain.issuer
    assert plain_app.redeem(answer["code"]).status_code == 200
    assert page.answer.headers["Cache-Control"] == "no-store"
    policy = page.answer.headers["Content-Security-Policy"]
    assert "form-action 'self' http://localhost:9" in policy
    assert "script-src 'self'" in policy
    assert discovery(plain)["response_modes_supported"] == ["query", "form_post"]


def test_an_error_is_posted_as_well(
    plain: Server, plain_browser: Browser, plain_app: Application
) -> None:
    page = plain_browser.get(plain_app.address(response_mode="form_post", prompt="none"))
    assert page.form()["error"] == "login_required"
    sent = [one for one in plain.control.get("requests").json() if one["query"].get("state")]
    mine = [one for one in sent if one["query"]["state"] == plain_app.state]
    assert [one["location"] for one in mine] == [plain_app.redirect_uri]


def test_what_is_posted_is_text(
    plain: Server, plain_browser: Browser, plain_app: Application
) -> None:
    odd = '"><script>alert(1)</script>'
    page = plain_browser.get(plain_app.address(response_mode="form_post", prompt="none", state=odd))
    assert page.form()["state"] == odd
    assert "<script>alert" not in page.answer.text


def test_a_strict_provider_refuses_a_mode_that_it_does_not_know(
    plain_browser: Browser, plain_app: Application
) -> None:
    answer = plain_app.answer(plain_browser.get(plain_app.address(response_mode="carrier_pigeon")))
    assert answer["error"] == "invalid_request"
