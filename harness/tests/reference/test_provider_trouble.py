"""What if discovery or the keys are out of order, or change?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from joserfc.jwk import RSAKey

from .independent_provider import Facts, IndependentProvider
from .running import Reference
from .visitor import Visitor


@pytest.fixture
def lone() -> Iterator[IndependentProvider]:
    """One of its own: what is broken here would break everybody."""
    running = IndependentProvider()
    yield running
    running.stop()


@pytest.fixture
def fresh(
    start_reference: Callable[..., Reference], lone: IndependentProvider
) -> Iterator[Visitor]:
    running = start_reference("--issuer", lone.issuer)
    visitor = Visitor(running.activation, lone.issuer)
    yield visitor
    visitor.close()
    running.stop()


def test_discovery_out_of_order_and_back(fresh: Visitor, lone: IndependentProvider) -> None:
    broken: list[tuple[int, bytes]] = [(500, b""), (200, b"<html>"), (200, b"[]"), (200, b"{}")]
    for answer in broken:
        lone.down = {".well-known/openid-configuration": answer}
        fresh.get("/")
        assert fresh.post("/", code="2222-2222-2222-2222").status_code == 502
        assert fresh.title == "REKONO trenutno ni dosegljiv"
    lone.down = {}
    fresh.get("/")
    assert fresh.form("/")["code"] == "2222-2222-2222-2222"
    fresh.sign_in(lone.person("p"))
    assert fresh.title == "Potrditev aktivacije"


def test_other_issuer_stops_before_the_request(fresh: Visitor, lone: IndependentProvider) -> None:
    lone.metadata = lambda facts: {**facts, "issuer": "http://127.0.0.1:1/"}
    fresh.get("/")
    assert fresh.post("/").status_code == 502


def test_iss_parameter_where_announced(fresh: Visitor, lone: IndependentProvider) -> None:
    def announced(facts: Facts) -> Facts:
        return {**facts, "authorization_response_iss_parameter_supported": True}

    lone.metadata = announced
    person = lone.person("p")
    assert fresh.sign_in(person).status_code == 400
    person.authorization_response = lambda facts: {**facts, "iss": "http://127.0.0.1:1/"}
    assert fresh.sign_in(person).status_code == 400
    person.authorization_response = lambda facts: {**facts, "iss": lone.issuer}
    assert fresh.sign_in(person).status_code == 200


def test_rotation_and_no_fetching_without_bound(fresh: Visitor, lone: IndependentProvider) -> None:
    person = lone.person("p")
    fresh.sign_in(person)
    lone.key = RSAKey.generate_key(2048, {"kid": "test-2", "alg": "RS256", "use": "sig"})
    lone.published.append(lone.key)
    person.header = lambda facts: {**facts, "kid": "test-2"}
    fresh.sign_in(person)
    assert fresh.title == "Potrditev aktivacije"
    person.header = lambda facts: {**facts, "kid": "nobody"}
    for _ in range(15):
        assert fresh.sign_in(person).status_code == 400
    assert sum(path == "jwk" for path, _, _ in lone.calls) <= 5


def test_keys_out_of_order_and_back(fresh: Visitor, lone: IndependentProvider) -> None:
    lone.down = {"jwk": (200, b'{"keys": [{"kty": "??"}, 7]}')}
    person = lone.person("p")
    assert fresh.sign_in(person).status_code == 502
    lone.down = {}
    assert fresh.sign_in(person).status_code == 200


def test_sign_out_goes_to_the_provider_and_back(fresh: Visitor, lone: IndependentProvider) -> None:
    fresh.sign_in(lone.person("p"))
    cookie = fresh.cookie()
    fresh.post("/sign-out")
    path, query, _ = lone.calls[-1]
    assert path == "endsession"
    assert query["id_token_hint"].count(".") == 2
    assert query["post_logout_redirect_uri"] == fresh.start
    assert query["state"]
    assert fresh.title == "Aktivacija uporabnika"
    fresh.bring_back(cookie)
    assert fresh.get("/confirm").status_code == 401


def test_sign_out_without_the_provider(fresh: Visitor, lone: IndependentProvider) -> None:
    lone.metadata = lambda f: {k: v for k, v in f.items() if k != "end_session_endpoint"}
    fresh.sign_in(lone.person("p"))
    fresh.post("/sign-out")
    assert "zaprite vsa okna" in fresh.text("[role=status]")
