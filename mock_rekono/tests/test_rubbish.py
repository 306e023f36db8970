"""Does anything at all make the provider fail instead of refuse?"""

from __future__ import annotations

import string
from collections.abc import Iterator

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mock_rekono.tests.kit import CLIENT, REDIRECT, SECRET, Application, Browser, Server

QUICK = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
NAMES = st.sampled_from(
    [
        *("client_id", "redirect_uri", "response_type", "scope", "state", "nonce", "prompt"),
        *("max_age", "code_challenge", "code_challenge_method", "login_hint", "ui_locales"),
        *("id_token_hint", "acr_values", "grant_type", "code", "code_verifier", "token"),
        *("client_secret", "refresh_token", "access_token", "request", "lang", "act", "mode"),
        *("username", "password", "_csrf", "post_logout_redirect_uri"),
    ]
)
VALUES = st.one_of(
    st.sampled_from([CLIENT, SECRET, REDIRECT, "code", "authorization_code", "openid", "none"]),
    st.text(max_size=40),
    st.text(string.printable, max_size=10),
    st.binary(max_size=20).map(lambda raw: raw.decode("latin-1")),
)
PAIRS = st.lists(st.tuples(NAMES, VALUES), max_size=8)
PATHS = st.sampled_from(
    [
        *("authorize", "token", "userinfo", "endsession", "callback", "jwk", "nothing"),
        *("../IdP-RM-Front/chooselogin/rekono.htm", "../IdP-RM-Front/chooselogin/options.htm"),
        *("../IdP-RM-Front/chooselogin/sms_otp.htm", "../IdP-RM-Front/forgotten.htm"),
        "../IdP-RM-Front/register/start.htm",
    ]
)


@pytest.fixture(scope="module")
def client(server: Server) -> Iterator[httpx2.Client]:
    """Give a client that has met the provider: it has the cookies."""
    browser = Browser(server)
    browser.get(Application(server).address())
    yield browser.client
    browser.client.close()


@given(path=PATHS, query=PAIRS, form=st.none() | PAIRS)
@QUICK
def test_parameters(
    server: Server,
    client: httpx2.Client,
    path: str,
    query: list[tuple[str, str]],
    form: list[tuple[str, str]] | None,
) -> None:
    body = None if form is None else str(httpx2.QueryParams(tuple(form))).encode()
    answer = client.request(
        "GET" if form is None else "POST",
        server.issuer + path,
        params=tuple(query),
        content=body,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code < 500, answer.text


@given(raw=st.binary(max_size=200), path=PATHS)
@QUICK
def test_bytes(server: Server, client: httpx2.Client, raw: bytes, path: str) -> None:
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/x"):
        answer = client.post(server.issuer + path, content=raw, headers={"Content-Type": kind})
        assert answer.status_code < 500, answer.text
    for header in ("Authorization", "Cookie", "Accept-Language"):
        value = b"Basic x" + bytes(one for one in raw if one > 32 and one != 127)
        answer = client.post(server.issuer + path, headers={header.encode(): value})
        assert answer.status_code < 500, answer.text


@pytest.mark.parametrize("bad", ["%00", "%ff%fe", "%ed%a0%80", "a" * 20000])
def test_query_strings(server: Server, client: httpx2.Client, bad: str) -> None:
    for path in ("authorize", "callback", "../IdP-RM-Front/chooselogin/rekono.htm"):
        for name in ("client_id", "token", "request", "lang"):
            answer = client.get(f"{server.issuer}{path}?{name}={bad}")
            assert 400 <= answer.status_code < 500
            answer = client.get(f"{server.issuer}{path}?{bad}={bad}")
            assert 400 <= answer.status_code < 500


def test_huge_bodies(server: Server, client: httpx2.Client) -> None:
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    for size in (300_000, 2_000_000):
        answer = client.post(f"{server.issuer}token", content=b"a=" + b"x" * size, headers=kind)
        assert answer.status_code == 413
    many = b"&".join(b"a%d=1" % number for number in range(20_000))
    answer = client.post(f"{server.issuer}token", content=many, headers=kind)
    assert 400 <= answer.status_code < 500


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "DANCE"])
def test_methods(server: Server, client: httpx2.Client, method: str) -> None:
    for path in ("authorize", "token", "userinfo", "jwk", "endsession"):
        assert client.request(method, server.issuer + path).status_code < 500
    assert client.get(server.issuer + "token").status_code == 405
