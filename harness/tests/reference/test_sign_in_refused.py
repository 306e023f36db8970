"""Does the relying party believe only what it may believe?"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from joserfc import jws
from joserfc.jwk import OctKey, RSAKey

from .independent_provider import Account, Facts, IndependentProvider, basic_credentials
from .running import CLIENTS, Reference
from .visitor import Visitor

Browser = Callable[..., Visitor]
ATTACKER = RSAKey.generate_key(2048, {"kid": "test-1"})


def claim(**changes: Any) -> dict[str, Any]:
    return {"claims": lambda facts: {**facts, **changes}}


def from_now(**seconds: int) -> dict[str, Any]:
    """Set times so many seconds from when the token is made, not from when this is read."""

    def timed(facts: Facts) -> Facts:
        return {**facts, **{name: int(time.time()) + after for name, after in seconds.items()}}

    return {"claims": timed}


def without(name: str) -> dict[str, Any]:
    return {"claims": lambda facts: {k: v for k, v in facts.items() if k != name}}


def in_answer(**changes: Any) -> dict[str, Any]:
    return {"token_response": lambda facts: {**facts, **changes}}


def by_attacker(header: Facts, claims: Facts) -> str:
    return jws.serialize_compact(header, json.dumps(claims), ATTACKER)


def with_own_key(header: Facts, claims: Facts) -> str:
    registry = jws.JWSRegistry(algorithms=["RS256"], strict_check_header=False)
    brought = {"alg": "RS256", "jwk": ATTACKER.as_dict(private=False)}
    return jws.serialize_compact(brought, json.dumps(claims), ATTACKER, registry=registry)


def unsigned(header: Facts, claims: Facts) -> str:
    def part(facts: Facts) -> str:
        return base64.urlsafe_b64encode(json.dumps(facts).encode()).rstrip(b"=").decode()

    return f"{part({'alg': 'none'})}.{part(claims)}."


def hs256_with_secret(header: Facts, claims: Facts) -> str:
    key = OctKey.import_key(CLIENTS["activation"].ljust(32, "x"))
    return jws.serialize_compact({"alg": "HS256"}, json.dumps(claims), key, ["HS256"])


REFUSED: dict[str, dict[str, Any]] = {
    "nonce wrong": claim(nonce="another"),
    "nonce missing": without("nonce"),
    "iss wrong": claim(iss="http://127.0.0.1:1/other/"),
    "iss missing": without("iss"),
    "aud wrong": claim(aud="another"),
    "aud missing": without("aud"),
    "aud empty": claim(aud=[]),
    "azp foreign": claim(aud=["activation", "another"], azp="another"),
    "azp missing with several audiences": claim(aud=["activation", "another"]),
    "expired": from_now(exp=-600, iat=-1200),
    "exp missing": without("exp"),
    "exp a text": claim(exp="tomorrow"),
    "iat missing": without("iat"),
    "iat in the future": from_now(iat=3600, exp=7200),
    "nbf in the future": from_now(nbf=3600),
    "sub missing": without("sub"),
    "sub empty": claim(sub=""),
    "sub a number": claim(sub=7),
    "sub too long": claim(sub="x" * 256),
    "at_hash wrong": claim(at_hash="AAAAAAAAAAAAAAAAAAAAAA"),
    "at_hash empty": claim(at_hash=""),
    "signature of an attacker": {"sign": by_attacker},
    "key brought along": {"sign": with_own_key},
    "alg none": {"sign": unsigned},
    "alg HS256": {"sign": hs256_with_secret},
    "kid unknown": {"header": lambda facts: {**facts, "kid": "nobody"}},
    "not a JWT": in_answer(id_token="rubbish"),
    "id_token missing": in_answer(id_token=None),
    "token_type wrong": in_answer(token_type="mac"),
    "access_token missing": in_answer(access_token=None),
    "userinfo of another": {"userinfo": lambda facts: {**facts, "sub": "another"}},
    "token 400": {"raw": {"token": (400, b'{"error": "invalid_grant"}')}},
}

UNAVAILABLE: dict[str, dict[str, Any]] = {
    "token 500": {"raw": {"token": (500, b"oops")}},
    "token 429": {"raw": {"token": (429, b"slow down")}},
    "token not JSON": {"raw": {"token": (200, b"<html>")}},
    "token truncated": {"raw": {"token": (200, b'{"access_token": "x')}},
    "token a list": {"raw": {"token": (200, b"[]")}},
    "token deep": {"raw": {"token": (200, b"[" * 200_000)}},
    "token huge": {"raw": {"token": (200, b" " * 2_000_000)}},
    "userinfo 401": {"raw": {"userinfo": (401, b"")}},
    "userinfo 500": {"raw": {"userinfo": (500, b"")}},
    "userinfo not JSON": {"raw": {"userinfo": (200, b"hello")}},
    "server_error": {"authorization_response": lambda f: {"error": "server_error", **_state(f)}},
    "temporarily": {
        "authorization_response": lambda f: {"error": "temporarily_unavailable", **_state(f)}
    },
}

ACCEPTED: dict[str, dict[str, Any]] = {
    "aud a list": {"claims": lambda facts: {**facts, "aud": [facts["aud"]]}},
    "no kid with one key": {"header": lambda facts: {"alg": "RS256"}},
    "skew of a minute": from_now(iat=50, exp=600),
    "unknown claims": claim(hello={"deep": [1]}),
    "16 KiB": claim(padding="x" * 16384),
    "unknown parameters": {"authorization_response": lambda f: {**f, "session_state": "x"}},
    "userinfo with sub only": {"userinfo": lambda facts: {"sub": facts["sub"]}},
    "userinfo with odd types": {"userinfo": lambda f: {"sub": f["sub"], "name": 7, "email": []}},
    "token_type in lower case": in_answer(token_type="bearer"),
    "no expires_in": {"token_response": lambda f: {k: f[k] for k in f if k != "expires_in"}},
}


def _state(facts: Facts) -> Facts:
    return {"state": facts["state"]}


def claim_of(person: Account, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        setattr(person, name, value)


@pytest.mark.parametrize("case", REFUSED)
def test_not_believed(visitor: Visitor, person: Account, case: str) -> None:
    claim_of(person, REFUSED[case])
    assert visitor.sign_in(person).status_code == 400, visitor.title
    assert visitor.title == "Prijava ni uspela"
    assert "support@rekono.si" in visitor.text("main")
    assert visitor.text(".reference").startswith("Oznaka dogodka: ")
    assert visitor.get("/applications").status_code == 401


@pytest.mark.parametrize("case", UNAVAILABLE)
def test_out_of_order(
    reference: Reference, visitor: Visitor, person: Account, email: str, case: str
) -> None:
    issued = reference.issue(email)
    claim_of(person, UNAVAILABLE[case])
    assert visitor.sign_in(person, code=issued["code"]).status_code in (502, 503)
    assert visitor.title == "REKONO trenutno ni dosegljiv"
    assert "support@rekono.si" in visitor.text("main")
    assert visitor.get("/applications").status_code == 401
    person.__dict__.update(Account(person.sub).__dict__)
    visitor.sign_in(person)
    visitor.get("/confirm")
    assert reference.state(issued)["state"] == "unused"


@pytest.mark.parametrize("case", ACCEPTED)
def test_believed(visitor: Visitor, person: Account, case: str) -> None:
    claim_of(person, ACCEPTED[case])
    assert visitor.sign_in(person).status_code == 200
    assert visitor.title == "Potrditev aktivacije"
    assert visitor.text("#uporabnik")


def test_request_is_as_it_should_be(visitor: Visitor, provider: IndependentProvider) -> None:
    first, second = visitor.leave_for_provider(), visitor.leave_for_provider(action="register")
    assert first["response_type"] == "code"
    assert first["client_id"] == "activation"
    assert first["redirect_uri"] == visitor.start + "callback"
    assert first["scope"] == "openid profile email"
    assert first["code_challenge_method"] == "S256"
    assert first["ui_locales"] == "sl"
    assert "prompt" not in first
    assert second["prompt"] == "create"
    for name in ("state", "nonce", "code_challenge"):
        assert len(first[name]) >= 43
        assert first[name] != second[name]


def test_client_secret_is_form_encoded(
    visitor: Visitor, person: Account, provider: IndependentProvider
) -> None:
    visitor.sign_in(person)
    headers = next(h for path, _, h in reversed(provider.calls) if path == "token")
    assert basic_credentials(headers) == ("activation", CLIENTS["activation"])


@pytest.mark.parametrize("change", ["missing", "foreign", "reused", "other browser"])
def test_state(browser: Browser, person: Account, other: Account, change: str) -> None:
    victim, attacker = browser(), browser()
    if change == "other browser":
        victim.leave_for_provider()
        address = attacker.authorize(other, attacker.leave_for_provider())
    elif change == "reused":
        used = victim.leave_for_provider()
        victim.get(victim.authorize(person, used))
        victim.post("/sign-out")
        fresh = victim.leave_for_provider()
        address = victim.authorize(person, fresh).replace(fresh["state"], used["state"])
    else:
        sent = victim.leave_for_provider()
        state = "" if change == "missing" else "foreign"
        address = victim.authorize(person, sent).replace(f"state={sent['state']}", f"state={state}")
    assert victim.get(address).status_code == 400
    assert victim.title == "Prijava ni uspela"
    assert victim.get("/confirm").status_code == 401


def test_replayed_callback_leads_on_without_an_error(
    visitor: Visitor, person: Account, provider: IndependentProvider
) -> None:
    address = visitor.authorize(person, visitor.leave_for_provider())
    visitor.get(address)
    asked = len(provider.calls)
    visitor.get(address)
    assert visitor.title == "Potrditev aktivacije"
    assert len(provider.calls) == asked


def test_injected_code(browser: Browser, person: Account, other: Account) -> None:
    mine, theirs = browser(), browser()
    stolen = theirs.authorize(other, theirs.leave_for_provider()).split("code=")[1].split("&")[0]
    address = mine.authorize(person, mine.leave_for_provider())
    own = address.split("code=")[1].split("&")[0]
    assert mine.get(address.replace(own, stolen)).status_code == 400


def test_cancelled_at_the_provider(
    reference: Reference, visitor: Visitor, person: Account, email: str
) -> None:
    issued = reference.issue(email)
    person.authorization_response = lambda f: {
        "error": "access_denied",
        "error_description": "<b>no</b>",
        **_state(f),
    }
    visitor.sign_in(person, code=issued["code"])
    assert visitor.title == "Prijava je bila preklicana"
    assert "ostaja neporabljena" in visitor.text("main")
    assert "<b>no</b>" not in visitor.page.text
    visitor.get("/problem?lang=en")
    assert visitor.title == "Sign-in was cancelled"
    visitor.get("/")
    assert visitor.form("/")["code"] == issued["code"]


@pytest.mark.parametrize("error", ["login_required", "interaction_required", "invalid_scope", "x"])
def test_other_errors_are_clear_pages(visitor: Visitor, person: Account, error: str) -> None:
    person.authorization_response = lambda f: {"error": error, **_state(f)}
    assert visitor.sign_in(person).status_code == 400
    assert visitor.title in ("Prijava ni uspela", "Prijava ni dokončana")
    assert visitor.form("/sign-in")


def test_slow_provider_is_given_up_in_time(
    reference: Reference, visitor: Visitor, person: Account
) -> None:
    import threading

    person.slow["token"] = threading.Event()
    began = time.monotonic()
    assert visitor.sign_in(person).status_code == 504
    assert time.monotonic() - began < 10
    person.slow["token"].set()
    assert visitor.title == "REKONO trenutno ni dosegljiv"


def test_two_tabs_both_come_back(visitor: Visitor, person: Account) -> None:
    first, second = visitor.leave_for_provider(), visitor.leave_for_provider()
    visitor.get(visitor.authorize(person, second))
    visitor.get(visitor.authorize(person, first))
    assert visitor.title == "Potrditev aktivacije"
