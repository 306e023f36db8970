"""Does anything at all make the provider fail instead of refuse, or send a browser astray?"""

from __future__ import annotations

import base64
import string
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mock_rekono.tests.kit import (
    CLIENT,
    GOODBYE,
    REDIRECT,
    SECRET,
    Application,
    Browser,
    Server,
    open_client,
)
from mock_rekono.tests.proper import check
from mock_rekono.tests.routes import routes

pytestmark = pytest.mark.store

QUICK = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
FORM = "application/x-www-form-urlencoded"
BASIC = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
ADDRESSES = [
    *(REDIRECT, GOODBYE, f"{REDIRECT}/", f"{REDIRECT}?a=b", f"{REDIRECT}#a", "//evil.test/"),
    *("https://evil.test/", "javascript:alert(1)", "http://localhost:9@evil.test/callback", "/"),
]
RIGHT: dict[str, dict[str, str]] = {
    "nothing": {},
    "authorization": {
        **{"client_id": CLIENT, "redirect_uri": REDIRECT, "response_type": "code"},
        **{"scope": "openid", "state": "ščž", "nonce": "n"},
    },
    "token": {
        **{"grant_type": "authorization_code", "code": "x", "redirect_uri": REDIRECT},
        **{"client_id": CLIENT, "client_secret": SECRET, "token": "x"},
    },
    "sign-out": {"client_id": CLIENT, "post_logout_redirect_uri": GOODBYE, "state": "x"},
}
NAMES = st.sampled_from(
    [
        *("client_id", "redirect_uri", "response_type", "scope", "state", "nonce", "prompt"),
        *("max_age", "code_challenge", "code_challenge_method", "login_hint", "ui_locales"),
        *("id_token_hint", "acr_values", "grant_type", "code", "code_verifier", "token"),
        *("client_secret", "refresh_token", "access_token", "request", "lang", "act", "mode"),
        *("username", "password", "_csrf", "post_logout_redirect_uri", "claims", "response_mode"),
    ]
)
VALUES = st.one_of(
    st.sampled_from([*RIGHT["authorization"].values(), *RIGHT["token"].values(), "none"]),
    st.sampled_from(ADDRESSES),
    st.sampled_from(["\0", "9" * 5000, "%", "{", '{"userinfo": []}', "[" * 3000, "\r\nX: y"]),
    st.text(max_size=40),
    st.text(string.printable, max_size=10),
    st.binary(max_size=20).map(lambda raw: raw.decode("latin-1")),
)
PAIRS = st.lists(st.tuples(NAMES, VALUES), max_size=5)
PARTS = st.sampled_from(["start", "data", "sms_otp", "onepass_push", "x%00", "..", "style.css"])
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "Host": st.sampled_from(["evil.test", "evil.test:80", "[", "127.0.0.1:99999"]),
        "X-Forwarded-Host": st.just("evil.test"),
        "Authorization": st.sampled_from(
            [BASIC, "Basic x", "Basic", "Bearer", "Bearer x", "Basic \xff"]
        ),
        "Content-Type": st.sampled_from(["application/json", "text/plain", "multipart/form-data"]),
        "Origin": st.just("https://evil.test"),
        "Accept-Language": st.sampled_from(["en", "en;q=x", "*", "," * 999]),
    },
)
METHODS = ["PUT", "PATCH", "DELETE", "TRACE", "DANCE"]
PLACES = sorted({rule for _, rule in routes() if not rule.startswith("/control")})


@pytest.fixture(scope="module")
def own() -> Iterator[Server]:
    """Give a provider with everything that it has, to be ill-treated."""
    started = Server("--cast", "--desk")
    yield started
    assert started.stop() == 0


@pytest.fixture(scope="module")
def signed_in(own: Server) -> Iterator[tuple[httpx2.Client, str]]:
    """Give a client of somebody signed in, and the token that its forms carry."""
    browser, person = Browser(own), own.enrol("sms_otp")
    page = browser.get(Application(own).address())
    csrf = page.form()["_csrf"]
    browser.by_sms(page, person)
    yield browser.client, csrf
    browser.client.close()


def changed(base: dict[str, str], changes: list[tuple[str, str]]) -> bytes:
    """Return parameters with some replaced, or twice there where the same was changed twice."""
    names = {name for name, _ in changes}
    kept = [(name, value) for name, value in base.items() if name not in names]
    return str(httpx2.QueryParams((*kept, *changes))).encode()


@pytest.mark.parametrize("place", PLACES)
def test_every_address(own: Server, signed_in: tuple[httpx2.Client, str], place: str) -> None:
    client, csrf = signed_in

    @settings(QUICK, max_examples=12)
    @given(
        method=st.sampled_from(["GET", "POST", *METHODS]),
        part=PARTS,
        right=st.sampled_from(sorted(RIGHT)),
        query=PAIRS,
        form=PAIRS,
        headers=HEADERS,
    )
    def ask(method: str, part: str, right: str, query: Any, form: Any, headers: Any) -> None:
        before, _, after = place.partition("<")
        address = before + (part + after.partition(">")[2] if after else "")
        base = RIGHT[right]
        raw = [
            (n.encode(), v.encode("latin-1")) for n, v in {"Content-Type": FORM, **headers}.items()
        ]
        answer = client.request(
            method,
            f"{own.base}{address}?{changed(base if method == 'GET' else {}, query).decode()}",
            content=None if method == "GET" else changed({**base, "_csrf": csrf}, form),
            headers=raw,
        )
        check(own, answer, by_header=headers.get("Authorization", "").startswith("Basic"))

    ask()


@pytest.fixture(scope="module")
def id_token(own: Server, signed_in: tuple[httpx2.Client, str]) -> str:
    """Give an ID token, which vouches for a wish to sign out."""
    app = Application(own)
    answer = app.answer(Browser(own, signed_in[0]).get(app.address()))
    return str(app.redeem(answer["code"]).json()["id_token"])


@given(change=PAIRS, known=st.booleans())
@settings(QUICK, max_examples=150)
def test_an_authorization_request(
    own: Server, signed_in: tuple[httpx2.Client, str], change: list[tuple[str, str]], known: bool
) -> None:
    """Somebody signed in is sent back at once, and errors go back without any page."""
    query = changed(RIGHT["authorization"], change).decode()
    with open_client() as stranger:
        client = signed_in[0] if known else stranger
        answer = client.get(f"{own.issuer}authorize?{query}")
    check(own, answer, by_header=False)
    assert answer.status_code in (302, 400)
    assert ("Location" in answer.headers) == (answer.status_code == 302)


@given(change=PAIRS, goal=st.sampled_from(ADDRESSES), act=st.sampled_from(["stay", ""]))
@settings(QUICK, max_examples=80)
def test_a_wish_to_sign_out(
    own: Server,
    signed_in: tuple[httpx2.Client, str],
    id_token: str,
    change: list[tuple[str, str]],
    goal: str,
    act: str,
) -> None:
    """Whoever stays, or is not signed in, is sent on at once."""
    client, csrf = signed_in
    right = {**RIGHT["sign-out"], "post_logout_redirect_uri": goal, "id_token_hint": id_token}
    form = changed({**right, "act": act, "_csrf": csrf}, change)
    with open_client() as stranger:
        for asking in (client, stranger):
            answer = asking.post(
                f"{own.issuer}endsession", content=form, headers={"Content-Type": FORM}
            )
            check(own, answer, by_header=False)


@pytest.fixture(scope="module")
def client(server: Server) -> Iterator[httpx2.Client]:
    """Give a client that has met the provider: it has the cookies."""
    browser = Browser(server)
    browser.get(Application(server).address())
    yield browser.client
    browser.client.close()


BYTE_PATHS = st.sampled_from(["authorize", "token", "userinfo", "endsession", "callback"])


@given(raw=st.binary(max_size=200), path=BYTE_PATHS)
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
