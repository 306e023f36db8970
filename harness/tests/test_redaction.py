"""Is a registered secret masked in every coat, and what looks like one by its form?"""

import base64
import html
import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.redaction.redactor import LENGTH_LIMIT, Redactor

PASSWORD = 'Češnja & "žaga" 7/%41\\n+x'
CODE = "7KQM-XR3D-9WHT-PB2F"
OTP = "493817"
SECRETS = [PASSWORD, CODE, OTP, "JBSWY3DPEHPK3PXP", "plain-words-as-password"]


def redactor(*secrets: str) -> Redactor:
    made = Redactor()
    for secret in secrets:
        made.register(secret)
    return made


COATS: dict[str, Callable[[str], str]] = {
    "as it is": lambda secret: secret,
    "percent-encoded": lambda secret: quote(secret, safe=""),
    "percent-encoded in lower case": lambda secret: quote(secret, safe="").replace("%C4", "%c4"),
    "form-encoded": quote_plus,
    "JSON": json.dumps,
    "JSON in UTF-8": lambda secret: json.dumps(secret, ensure_ascii=False),
    "JSON in JSON": lambda secret: json.dumps({"body": json.dumps({"x": secret})}),
    "HTML": html.escape,
    "URL in a URL": lambda secret: quote(urlencode({"x": secret}), safe=""),
    "JSON in a URL": lambda secret: quote(json.dumps({"x": secret})),
    "base64": lambda secret: base64.b64encode(secret.encode()).decode(),
    "base64url behind a name": lambda secret: base64.urlsafe_b64encode(
        f"client:{secret}".encode()
    ).decode(),
}


@pytest.mark.parametrize("coat", COATS)
@pytest.mark.parametrize("secret", SECRETS)
def test_every_coat_is_seen_through(coat: str, secret: str) -> None:
    worn = COATS[coat](secret)
    masked = redactor(secret).mask(f"before {worn} after")
    assert "***" in masked
    assert secret not in masked
    assert masked.startswith("before ")
    assert masked.endswith(" after")


@pytest.mark.parametrize(
    "typed",
    [
        "7KQMXR3D9WHTPB2F",
        "7kqm-xr3d-9wht-pb2f",
        "7KQM XR3D 9WHT PB2F",
        "7KQM\u00a0XR3D\u00a09WHT\u00a0PB2F",
        "7KQM–XR3D–9WHT–PB2F",
        "7kqm+xr3d+9wht+pb2f",
        "7KQM%20XR3D%209WHT%20PB2F",
        "7KQM%C2%A0XR3D%C2%A09WHT%C2%A0PB2F",
        "".join(chr(ord(sign) + 0xFEE0) for sign in CODE),
        quote("".join(chr(ord(sign) + 0xFEE0) for sign in CODE.lower())),
        json.dumps("".join(chr(ord(sign) + 0xFEE0) for sign in CODE)),
        "7 K Q M X R 3 D 9 W H T P B 2 F",
    ],
)
def test_a_code_is_found_however_it_is_typed(typed: str) -> None:
    assert redactor(CODE).mask(f"<{typed}>") in ("<***>", '<"***">')


def test_a_one_time_code_is_found_in_groups_and_as_number() -> None:
    known = redactor(OTP)
    assert known.mask("code is 493 817.") == "code is ***."
    assert known.mask({"answer": 493817, "other": 493818}) == {"answer": "***", "other": 493818}


def test_a_pin_hides_itself_but_no_longer_number() -> None:
    known = redactor("1234")
    assert known.mask("pin 1234, port 51234, x%201234") == "pin ***, port 51234, x%20***"


def test_too_short_a_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="3 characters"):
        Redactor().register("abc")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("https://a/cb?code=Ab-9_x&state=S1", "https://a/cb?code=***&state=S1"),
        ("/x?next=%2Fcb%3Fcode%3DAb9%26state%3DS1", "/x?next=%2Fcb%3Fcode%3D***%26state%3DS1"),
        ("response_type=code&code_challenge=abc", "response_type=code&code_challenge=abc"),
        ("exit_code=3 code=404 status", "exit_code=3 code=404 status"),
        ("id_token=abcdef", "id_token=***"),
        ("Authorization: Bearer Zm9v.YmFy1", "Authorization: Bearer ***"),
        ("Authorization: Basic dXNlcjpwYXNz", "Authorization: Basic ***"),
        ("bearer of good news", "bearer of good news"),
        ("Set-Cookie: sid=a1b2; Path=/; HttpOnly", "Set-Cookie: sid=***; Path=/; HttpOnly"),
        ("Cookie: a=1; b=2", "Cookie: a=***; b=***"),
        ('{"password": "x\\"y", "n": 1}', '{"password": "***", "n": 1}'),
        ('"{\\"otp\\":\\"12\\"}"', '"{\\"otp\\":\\"***\\"}"'),
        ("t eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln.", "t ***."),
        (
            "-----BEGIN EC PRIVATE KEY-----\nabc\n-----END EC PRIVATE KEY-----",
            "***",
        ),
    ],
)
def test_forms_are_masked_without_being_registered(text: str, masked: str) -> None:
    assert Redactor().mask(text) == masked


def test_names_tell_in_structures() -> None:
    seen = {
        "Set-Cookie": ["sid=abc; Path=/", "x=y"],
        "Authorization": "Bearer abc",
        "status": 200,
        "code": 400,
        "form": {"password": "p", "state": "keep", "code": "abc"},
        "list": [{"name": "code", "value": "abc"}, ["Cookie", "a=b"]],
        "key": {"kty": "RSA", "n": "public", "d": "private"},
    }
    assert Redactor().mask(seen) == {
        "Set-Cookie": ["sid=***; Path=/", "x=***"],
        "Authorization": "Bearer ***",
        "status": 200,
        "code": 400,
        "form": {"password": "***", "state": "keep", "code": "***"},
        "list": [{"name": "code", "value": "***"}, ["Cookie", "a=***"]],
        "key": {"kty": "RSA", "n": "public", "d": "***"},
    }


def test_a_secret_on_the_edge_of_the_cut_does_not_stay_in_half() -> None:
    text = "a" * (LENGTH_LIMIT - 10) + CODE + "b" * 100
    masked = redactor(CODE).mask(text)
    assert "7KQM" not in masked
    assert f"of {len(text)} characters" in masked


@given(
    secret=st.text(min_size=6, max_size=40).filter(lambda text: "***" not in text),
    before=st.text(max_size=20),
    after=st.text(max_size=20),
)
def test_no_text_around_saves_a_secret(secret: str, before: str, after: str) -> None:
    masked = redactor(secret).mask(before + secret + after)
    assert secret not in masked or secret in (before + after)


@pytest.mark.parametrize(
    "busy",
    [
        "eyJ",
        "%3DeyJ",
        "bearer ",
        "bearer+",
        "+",
        " ",
        "\n",
        "\\",
        '\\"',
        '"code":"',
        "code=",
        "cookie: a",
        "a",
        "a=",
        "-----BEGIN ",
        "-----BEGIN RSA PRIVATE KEY-----",
        "%",
        "%41",
        "&#",
        "\\u",
    ],
)
@pytest.mark.parametrize("lead", ["", "cookie: ", "bearer", "-----BEGIN ", '"code":"', "eyJ"])
def test_no_text_keeps_the_patterns_busy(lead: str, busy: str) -> None:
    started = time.process_time()
    redactor(CODE).mask(lead + busy * (40_000 // len(busy)))
    assert time.process_time() - started < 2


def test_secrets_may_come_to_be_known_while_another_text_is_masked() -> None:
    """Those of one kind begin alike, as sealed cookies do, and stand in the same place here."""
    known = Redactor()
    sealed = [f"gAAAAABq{number:06}{'x' * 40}{number:06}" for number in range(2000)]
    text = " ".join(sealed[:20])

    def register_all() -> None:
        for one in sealed:
            known.register(one)

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(2) as pool:
            registering = pool.submit(register_all)
            while not registering.done():
                known.mask(text)
            registering.result()
    finally:
        sys.setswitchinterval(before)
    assert known.mask(text) == " ".join(["***"] * 20)
