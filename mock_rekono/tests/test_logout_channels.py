"""Are applications told that a session has ended: by the back channel and by the front channel?"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from mock_rekono.tests.kit import SECRET, Application, Browser, Page, Server
from mock_rekono.tests.listener import Listener

pytestmark = pytest.mark.store

EVENT = "http://schemas.openid.net/event/backchannel-logout"


@pytest.fixture
def listener() -> Iterator[Listener]:
    """Give a server of an application."""
    opened = Listener()
    yield opened
    opened.close()


def registered(server: Server, name: str, **more: str) -> Application:
    """Register an application; its start page is where it wants people after signing out."""
    uri = f"http://localhost:9/{name}"
    body = {
        "client_id": name,
        "client_secret": SECRET,
        "redirect_uris": [uri],
        "post_logout_redirect_uris": [uri],
        **more,
    }
    assert server.control.post("clients", json=body).status_code == 201
    return Application(server, name, uri)


def enter(browser: Browser, app: Application, person: dict[str, Any] | None = None) -> str:
    """Sign in to an application, by the session where there is one; give the ID token."""
    page = browser.get(app.address())
    if person:
        page = browser.sign_in(page, person)
    return str(app.redeem(app.answer(page)["code"]).json()["id_token"])


def leave(server: Server, browser: Browser, app: Application, hint: str) -> Page:
    """Ask to sign out."""
    wish = {"id_token_hint": hint, "post_logout_redirect_uri": app.redirect_uri}
    return browser._follow(browser.client.get(f"{server.issuer}endsession", params=wish))


def test_a_logout_token_comes(plain: Server, listener: Listener) -> None:
    told = registered(plain, "told", backchannel_logout_uri=listener.address)
    leaving, person = registered(plain, "leaving"), plain.enrol()
    browser = Browser(plain)
    session = told.read(enter(browser, told, person))["sid"]
    page = leave(plain, browser, leaving, enter(browser, leaving))
    assert page.answer.headers["Location"] == leaving.redirect_uri
    claims = told.read(listener.received.get(timeout=10))
    assert claims["events"] == {EVENT: {}}
    assert (claims["sub"], claims["aud"], claims["sid"]) == (person["sub"], "told", session)
    assert claims["exp"] - claims["iat"] == 120
    assert claims["jti"]
    assert "nonce" not in claims
    log = plain.control.get("requests", params={"client_id": "told"}).json()
    told_so = [one for one in log if one["endpoint"] == "backchannel_logout"]
    assert [(one["status"], one["cache_control"]) for one in told_so] == [(200, "no-store")]
    browser.client.close()


def test_nobody_is_told_whose_code_was_not_redeemed(plain: Server, listener: Listener) -> None:
    told = registered(plain, "unredeemed", backchannel_logout_uri=listener.address)
    leaving, browser = registered(plain, "leaving"), Browser(plain)
    hint = enter(browser, leaving, plain.enrol())
    assert "code" in told.answer(browser.get(told.address()))
    leave(plain, browser, leaving, hint)
    assert listener.received.empty()
    browser.client.close()


def test_an_application_that_does_not_answer_holds_nobody_up_for_long(listener: Listener) -> None:
    listener.slow = True
    server = Server("--profile", "plain", MOCK_REKONO_BACKCHANNEL_SECONDS="1")
    slow = registered(server, "slow", backchannel_logout_uri=listener.address)
    browser = Browser(server)
    hint = enter(browser, slow, server.enrol())
    begun = time.monotonic()
    page = leave(server, browser, slow, hint)
    assert page.answer.headers["Location"] == slow.redirect_uri
    assert 0.5 < time.monotonic() - begun < 10
    browser.client.close()
    assert server.stop() == 0


def test_another_person_in_the_same_browser_ends_the_session(
    plain: Server, listener: Listener
) -> None:
    told = registered(plain, "replaced", backchannel_logout_uri=listener.address)
    browser, first = Browser(plain), plain.enrol()
    enter(browser, told, first)
    again = browser.sign_in(browser.get(told.address(prompt="login")), first)
    assert "code" in told.answer(again)
    assert listener.received.empty(), "the same person's session goes on"
    page = browser.sign_in(browser.get(told.address(prompt="login")), plain.enrol())
    assert "code" in told.answer(page)
    assert told.read(listener.received.get(timeout=10))["sub"] == first["sub"]
    browser.client.close()


def test_front_channel_frames_and_then_the_way_on(plain: Server) -> None:
    uri = "http://localhost:9/front?a=1"
    framed, browser = registered(plain, "framed", frontchannel_logout_uri=uri), Browser(plain)
    hint = enter(browser, framed, plain.enrol())
    page = leave(plain, browser, framed, hint)
    assert page.heading == "Odjavljeni ste"
    sent = urlsplit(page.attribute("iframe", "src") or "")
    query = {name: values[0] for name, values in parse_qs(sent.query).items()}
    assert query == {"a": "1", "iss": plain.issuer, "sid": framed.read(hint)["sid"]}
    assert page.attribute("#goal", "href") == framed.redirect_uri
    policy = page.answer.headers["Content-Security-Policy"]
    assert "frame-src http://localhost:9;" in policy
    assert framed.answer(browser.get(framed.address(prompt="none")))["error"] == "login_required"
    browser.client.close()


@pytest.mark.parametrize("uri", ["javascript:alert(1)", "http://a/#b", "http://", "http://a b/", 1])
@pytest.mark.parametrize("channel", ["backchannel", "frontchannel"])
def test_bad_logout_addresses_are_refused(server: Server, channel: str, uri: object) -> None:
    body = {
        "client_id": "bad",
        "client_secret": "x",
        "redirect_uris": ["http://localhost:9/"],
        f"{channel}_logout_uri": uri,
    }
    answer = server.control.post("clients", content=json.dumps(body))
    assert answer.status_code == 422
