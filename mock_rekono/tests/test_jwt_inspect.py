"""Does the request log say what tokens say, and never what they could be used by?"""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from mock_rekono.jwt_inspect import LONGEST, decoded, unsigned
from mock_rekono.request_log import masked_address
from mock_rekono.tests.kit import Application, Browser, Server


def _token(*parts: bytes) -> str:
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)


def test_what_a_token_says_is_decoded() -> None:
    token = _token(b'{"alg": "none"}', '{"sub": "č"}'.encode(), b"signature")
    kept = unsigned({"request": token, "code": token}, ("request",))
    assert kept == {"request": token.rpartition(".")[0]}
    assert decoded(kept) == {"request": {"header": {"alg": "none"}, "claims": {"sub": "č"}}}


@pytest.mark.parametrize(
    "token",
    [
        "opaque",
        "a.b.c",
        "é.é.é",
        _token(b"{}", b"[]", b""),
        _token(b"{}", b'{"a": "\\u0000"}', b""),
        _token(b"{}", b'{"a": "\\ud800"}', b""),
        _token(b"{}", b'{"a": NaN}', b""),
        _token(b"{}", b"[" * 3000, b""),
        _token(b"{}", json.dumps({"a": "a" * LONGEST}).encode(), b""),
        None,
    ],
)
def test_what_is_none_is_left_out(token: Any) -> None:
    assert decoded(unsigned({"request": token}, ("request",))) == {}


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("http://a.test/cb?code=abc&state=s&code=", "http://a.test/cb?code=***&state=s&code=***"),
        ("http://a.test/?state=code%3Dx&barcode=1", "http://a.test/?state=code%3Dx&barcode=1"),
        ("http://a.test/?lang=sl#id_token=a.b.c", "http://a.test/?lang=sl#id_token=***"),
        ("/auth/callback?token=t", "/auth/callback?token=***"),
        (None, None),
    ],
)
def test_an_address_is_kept_without_its_secrets(address: str | None, kept: str | None) -> None:
    assert masked_address(address) == kept


def test_the_log_tells_what_was_issued_and_what_was_sent(server: Server, browser: Browser) -> None:
    app, person = Application(server, nonce="n-decoded"), server.enrol("sms_otp")
    page = browser.by_sms(browser.get(app.address()), person)
    id_token = app.redeem(app.answer(page)["code"]).json()["id_token"]
    browser.get(f"{server.issuer}endsession?id_token_hint={id_token}")
    log = server.control.get("requests", params={"person": person["email"]}).json()
    said = {one["endpoint"]: one["tokens"] for one in log}
    issued = said["token"]["id_token"]
    assert issued["header"]["alg"] == "RS256"
    assert issued["claims"]["nonce"] == "n-decoded"
    assert said["endsession"] == {"id_token_hint": issued}
    assert id_token.rpartition(".")[2] not in str(server.control.get("requests").json())
