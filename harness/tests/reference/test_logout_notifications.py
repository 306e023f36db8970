"""Does a service hear from the provider that a session has ended, and from nobody else?"""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
import requests

from .independent_provider import Account, IndependentProvider
from .running import Reference
from .visitor import Visitor

pytestmark = pytest.mark.store

Browser = Callable[..., Visitor]
EVENT = "http://schemas.openid.net/event/backchannel-logout"
_NUMBERS = count(1)


def logout_token(provider: IndependentProvider, **claims: Any) -> str:
    present = int(time.time())
    conforming = {"iss": provider.issuer, "aud": "activation", "iat": present, "exp": present + 120}
    jti = f"logout-{next(_NUMBERS)}"
    header = {"alg": "RS256", "kid": "test-1", "typ": "logout+jwt"}
    return provider.sign(header, {**conforming, "jti": jti, "events": {EVENT: {}}, **claims})


def tell(reference: Reference, token: str) -> requests.Response:
    address = f"{reference.activation}backchannel-logout"
    return requests.post(address, data={"logout_token": token}, timeout=10)


def signed_in(visitor: Visitor) -> bool:
    return visitor.get("/confirm").status_code == 200


@pytest.fixture
def pair(browser: Browser, person: Account) -> tuple[Visitor, Visitor]:
    """One person in two browsers, by two sessions at the provider."""
    both = browser(), browser()
    for number, visitor in enumerate(both):
        sid = f"{person.sub}-{number}"
        person.claims = lambda claims, sid=sid: {**claims, "sid": sid}  # type: ignore[misc]
        visitor.sign_in(person)
    return both


def test_exactly_the_session_that_is_named(
    reference: Reference,
    provider: IndependentProvider,
    person: Account,
    pair: tuple[Visitor, Visitor],
) -> None:
    told = tell(reference, logout_token(provider, sub=person.sub, sid=f"{person.sub}-1"))
    assert (told.status_code, told.content) == (200, b"")
    assert told.headers["Cache-Control"] == "no-store"
    assert [signed_in(visitor) for visitor in pair] == [True, False]


def test_all_sessions_of_a_person(
    reference: Reference,
    provider: IndependentProvider,
    person: Account,
    other: Account,
    pair: tuple[Visitor, Visitor],
    browser: Browser,
) -> None:
    another = browser()
    another.sign_in(other)
    assert tell(reference, logout_token(provider, sub=person.sub)).status_code == 200
    assert [signed_in(visitor) for visitor in (*pair, another)] == [False, False, True]


@pytest.mark.parametrize("token", ["", "rubbish", "a.b.c", "ž" * 5000])
def test_rubbish_is_refused(reference: Reference, token: str) -> None:
    assert tell(reference, token).status_code == 400


@pytest.mark.parametrize(
    "claims", [{"events": [EVENT]}, {"events": {EVENT: ""}}, {"sid": 7}, {"jti": ""}, {"exp": None}]
)
def test_odd_claims_are_refused(
    reference: Reference, provider: IndependentProvider, claims: dict[str, Any]
) -> None:
    assert tell(reference, logout_token(provider, sub="x", **claims)).status_code == 400


def test_a_frame_of_the_provider(
    reference: Reference,
    provider: IndependentProvider,
    person: Account,
    pair: tuple[Visitor, Visitor],
) -> None:
    def frame(**query: str) -> requests.Response:
        address = f"{reference.activation}frontchannel-logout"
        return requests.get(address, params=query, timeout=10)

    assert frame(sid=f"{person.sub}-0").status_code == 400
    assert frame(iss="http://127.0.0.1:1/", sid=f"{person.sub}-0").status_code == 400
    assert frame(iss=provider.issuer).status_code == 200
    assert [signed_in(visitor) for visitor in pair] == [True, True]
    answer = frame(iss=provider.issuer, sid=f"{person.sub}-0")
    assert f"frame-ancestors {provider.issuer[:-6]};" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    assert [signed_in(visitor) for visitor in pair] == [False, True]
