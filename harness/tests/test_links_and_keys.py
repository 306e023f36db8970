"""Is told what a request has of a link, and by which key everybody could sign a cookie?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from joserfc import jws
from joserfc.errors import SecurityWarning
from joserfc.jwk import OctKey

from harness.agents import Cookie
from harness.checks.application.modules.unreadable_cookies import flipped
from harness.web.link_parameters import DECIDING, bringing, smuggled, taken
from harness.web.published_keys import published_keys

ASKED = "https://rekono.example/authorize?scope=openid+profile&state=a&response_mode=query"


@pytest.mark.parametrize(
    ("of_the_link", "found"),
    [
        ({}, []),
        ({"scope": DECIDING["scope"]}, ["scope"]),
        ({"scope": "openid"}, []),
        ({"response_mode": DECIDING["response_mode"]}, ["response_mode"]),
        ({"login_hint": "ana@example.com"}, []),
        ({"state": f"b.{DECIDING['state']}"}, []),  # a way back may travel in it
    ],
)
def test_what_a_request_has_of_a_link_is_told(
    of_the_link: dict[str, str], found: list[str]
) -> None:
    assert taken(DECIDING, bringing(ASKED, of_the_link), ASKED) == found


def test_what_is_asked_for_anyway_is_not_of_the_link() -> None:
    usual = bringing(ASKED, {"response_mode": DECIDING["response_mode"]})
    assert taken(DECIDING, usual, usual) == []


def test_what_comes_inside_other_values_is_told() -> None:
    (value,) = set(smuggled(DECIDING).values())
    assert taken(DECIDING, f"{ASKED}&login_hint={value}", ASKED) == [*DECIDING]
    assert taken(DECIDING, bringing(ASKED, {"login_hint": value}), ASKED) == []


def of_flask(key: str) -> str:
    app = Flask("x")
    app.secret_key = key
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    return str(serializer.dumps({"user": "ana" * 100}))


def as_jwt(key: str) -> str:
    with pytest.warns(SecurityWarning):
        octets = OctKey.import_key(key)
    return jws.serialize_compact({"alg": "HS256"}, b"{}", octets)


BY_LIBRARIES = {
    "cookie-signature 1.2.2": (
        {
            "connect.sid": "s%3Af3b0c44298fc1c149afbf4c8996fb924."
            "2jppJz46UhjTCGvpeLy00A8HnAkv4S%2BHido9zzQSYA4"
        },
        "“keyboard cat”",
    ),
    "keygrip 1.1.0": (
        {"session": "eyJuYW1lIjoiQW5hIn0=", "session.sig": "2wyWSIUurKyiM9ZzgipDPOoB3eI"},
        "“secret”",
    ),
    "keygrip 1.1.0 by SHA-256": (
        {
            "session": "eyJuYW1lIjoiQW5hIn0=",
            "session.sig": "Uyjpe6WW7bBrCkq7GR7MknAN5tebsUbnA3XIUhhZKJM",
        },
        "“secret”",
    ),
    "Django 5.2.19": (
        {
            "sessionid": "eyJfYXV0aF91c2VyX2lkIjoiMSJ9:1xXuKR:"
            "7rJgMMr0lZnCglmZ1ukryEZlXsKuvEZQ24Hn75tqLo0"
        },
        "“django-insecure-change-me”",
    ),
    "Starlette 1.10.0": (
        {"session": "eyJ1c2VyIjogIkFuYSJ9.aw0PWw.AF5_Ho45mtRbCd0QXStU1U10C8w"},
        "“secret”",
    ),
}
"""Cookies as these libraries have signed them, and the key that they were given."""


@pytest.mark.parametrize("library", BY_LIBRARIES)
def test_a_published_key_is_told_of_what_a_library_has_signed(library: str) -> None:
    cookies, key = BY_LIBRARIES[library]
    kept = [Cookie(name, value, "app.example", "/", True, "") for name, value in cookies.items()]
    (name, *_) = cookies
    assert dict(published_keys(kept, []))[name] == key
    wrong = [replace(one, value=one.value.replace("e", "f", 1)) for one in kept]
    assert not any(dict(published_keys(wrong, [])).values())


@pytest.mark.parametrize(
    ("cookies", "found"),
    [
        ({"session": of_flask("dev")}, {"session": "“dev”"}),
        ({"session": of_flask("a7c1e0f2d94b")}, {"session": ""}),
        ({"jwt": as_jwt("changeme")}, {"jwt": "“changeme”"}),
        ({"jwt": as_jwt("a7c1e0f2d94b")}, {"jwt": ""}),
        ({"jwt": as_jwt("my-client")}, {"jwt": "“my-client”"}),
        ({"id": "8c0f2d94ba7c1e0f2d94ba7c1e0f2d94"}, {}),
        ({"id": "..", "other": "s:", "third": "::", "fourth": "a.b.č"}, None),
    ],
)
def test_a_published_key_is_told(cookies: dict[str, str], found: dict[str, str] | None) -> None:
    kept = [Cookie(name, value, "app.example", "/", True, "") for name, value in cookies.items()]
    told = dict(published_keys(kept, ["my-client"]))
    assert not any(told.values()) if found is None else told == found


def test_one_bit_of_what_is_secret_is_changed_at_a_time() -> None:
    value = "s%3A0123456789abcdef0123456789abcdef.node1"
    changed = [*flipped(value)]
    assert len(set(changed)) == len(changed) > 5
    for one in changed:
        (place,) = (at for at, sign in enumerate(value) if one[at] != sign)
        assert place < value.index(".") - 1
    assert [*flipped("sl")] == []
