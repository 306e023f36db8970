"""Do keys turn with overlap (OP-55), and does each client get its own algorithm?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from operator import itemgetter
from typing import Any

import httpx2
import pytest
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS

from mock_rekono import clock, marks
from mock_rekono.keys import FILE, RING, Keys
from mock_rekono.records import KeyTurn
from mock_rekono.settings import Settings
from mock_rekono.tests.kit import SECRET, Application, Browser, Server

pytestmark = pytest.mark.store

ALL = ("RS256", "PS256", "ES256", "EdDSA")
RSA_KEYS = [key for key in json.loads(FILE.read_text("utf-8"))["keys"] if key["kty"] == "RSA"]
PLAIN = Settings(other_algorithms="PS256 ES256 EdDSA")


class Turns:
    """Turns of keys as the store would give them."""

    def __init__(self) -> None:
        self.made: list[KeyTurn] = []

    def __call__(self) -> list[KeyTurn]:
        """Give all, newest first."""
        return self.made

    def turn(self, keys: Keys, seconds_ago: float = 0) -> None:
        """Turn to the next key."""
        at = clock.now() - seconds_ago
        name, kid = keys.algorithm, keys.next_kid
        turn = KeyTurn(id=str(at), owner=name, issued_at=at, expires_at=at + 9e9, kid=kid)
        self.made.insert(0, turn)
        keys.look_again()


def kids(keys: Keys) -> list[str]:
    """Name the keys that are published."""
    return [key["kid"] for key in keys.published()["keys"]]


@pytest.mark.parametrize("algorithm", ALL)
def test_signatures_verify_with_what_is_published(algorithm: str) -> None:
    keys = Keys(PLAIN).by(algorithm)
    written = keys.sign({"sub": "x"}, {}, keys.current)
    published = {key["kid"]: key for key in keys.published()["keys"]}
    token = JWS()
    token.allowed_algs = [algorithm]
    token.deserialize(written, JWK(**published[keys.kid]))
    assert token.jose_header == {"alg": algorithm, "kid": keys.kid}
    assert keys.read(written) == {"sub": "x"}
    assert keys.read(keys.sign({"sub": "x"}, {}, keys.attacker)) is None


@pytest.mark.parametrize("made", RSA_KEYS, ids=itemgetter("kid"))
def test_the_numbers_of_an_rsa_key_are_what_they_have_to_be(made: dict[str, str]) -> None:
    """The provider believes it of what lies beside it; whoever reads a key as PEM looks."""
    pem = JWK(**made).export_to_pem(private_key=True, password=None)
    assert JWK.from_pem(pem).has_private


def test_nothing_private_is_published() -> None:
    for key in Keys(PLAIN).published()["keys"]:
        assert not {"d", "p", "q", "dp", "dq", "qi"} & key.keys()
        assert key["kid"].startswith("test-double-")


def test_a_key_that_signed_stays_until_its_tokens_have_ended() -> None:
    turns = Turns()
    keys = Keys(Settings(), turns)
    hint = keys.sign({"sub": "x"}, {}, keys.current)
    assert kids(keys) == ["test-double-rs256-1"]
    turns.turn(keys, seconds_ago=3599)
    assert kids(keys) == ["test-double-rs256-2", "test-double-rs256-1"]
    turns.made[0] = KeyTurn(**{**vars(turns.made[0]), "issued_at": clock.now() - 3601})
    assert kids(keys) == ["test-double-rs256-2"]
    assert keys.read(hint) == {"sub": "x"}, "a hint may be older than its key"


def test_the_next_key_is_published_before_it_signs() -> None:
    turns = Turns()
    keys = Keys(Settings(next_key_published=True), turns)
    for _ in range(RING + 1):
        coming = keys.next_kid
        assert kids(keys)[1] == coming
        turns.turn(keys)
        assert (keys.kid, kids(keys)[0]) == (coming, coming)
    assert len(kids(keys)) == len(set(kids(keys))) == RING


@pytest.fixture
def turning() -> Iterator[Server]:
    """Give a provider of its own: a turn of keys hits everybody."""
    started = Server("--profile", "plain")
    yield started
    assert started.stop() == 0


def published(server: Server) -> dict[str, dict[str, Any]]:
    """Fetch the key set."""
    got = httpx2.get(f"{server.issuer}jwk", trust_env=False, timeout=60).json()["keys"]
    return {key["kid"]: key for key in got}


def kid_of(id_token: str) -> str:
    """Read which key is said to have signed."""
    token = JWS()
    token.deserialize(id_token)
    return str(token.jose_header["kid"])


def test_rotation_over_the_control_api(turning: Server) -> None:
    browser, app = Browser(turning), Application(turning)
    page = browser.sign_in(browser.get(app.address()), turning.enrol())
    before = app.redeem(app.answer(page)["code"]).json()["id_token"]
    announced = set(published(turning))
    turned = turning.control.post("keys/rotate", json={}).json()
    assert turned["algorithm"] == "RS256"
    assert turned["kid"] in announced
    after = app.redeem(app.answer(browser.get(app.address()))["code"]).json()["id_token"]
    assert (kid_of(before), kid_of(after)) == ("test-double-rs256-1", turned["kid"])
    assert {kid_of(before), kid_of(after)} <= published(turning).keys()
    assert app.read(after)["sub"]
    turning.age("key_turn", "RS256", 3601)
    assert kid_of(before) not in published(turning)
    hinted = browser.get(app.address(id_token_hint=before, prompt="none"))
    assert "code" in app.answer(hinted)
    refused = turning.control.post("keys/rotate", json={"algorithm": "HS256"})
    assert refused.status_code == 422
    browser.client.close()


@pytest.mark.parametrize("algorithm", ["PS256", "ES256", "EdDSA"])
def test_a_client_gets_its_algorithm(plain: Server, algorithm: str) -> None:
    name, uri = f"by-{algorithm}", f"http://localhost:9/{algorithm}"
    body = {
        "client_id": name,
        "client_secret": SECRET,
        "redirect_uris": [uri],
        "id_token_signed_response_alg": algorithm,
    }
    assert plain.control.post("clients", json=body).status_code == 201
    browser, app = Browser(plain), Application(plain, name, uri)
    page = browser.sign_in(browser.get(app.address()), plain.enrol())
    id_token = app.redeem(app.answer(page)["code"]).json()["id_token"]
    token = JWS()
    token.allowed_algs = [algorithm]
    token.deserialize(id_token, JWK(**published(plain)[f"test-double-{algorithm.lower()}-1"]))
    assert token.is_valid
    assert kid_of(id_token) == f"test-double-{algorithm.lower()}-1"
    browser.client.close()


def test_an_algorithm_that_is_not_offered_is_refused(server: Server) -> None:
    body = {
        "client_id": "by-es256",
        "client_secret": SECRET,
        "redirect_uris": ["http://localhost:9/x"],
        "id_token_signed_response_alg": "ES256",
    }
    answer = server.control.post("clients", json=body)
    assert (answer.status_code, answer.json()["field"]) == (422, "id_token_signed_response_alg")


def test_where_names_are_made_up_no_key_tells_that_it_is_a_test_key() -> None:
    plain, unmarked, other = Keys(), Keys(Settings(unmarked="a")), Keys(Settings(unmarked="b"))
    assert not {*kids(unmarked)} & ({*kids(plain)} | {*kids(other)})
    ids = [*kids(unmarked), unmarked.attacker["kid"], unmarked.named("test-double-rotated")]
    assert {len(kid) for kid in ids} == {43}
    known = {key["n"] for key in json.loads(FILE.read_text("utf-8"))["keys"] if "n" in key}
    assert plain.attacker.export_public(as_dict=True)["n"] in known
    assert unmarked.attacker.export_public(as_dict=True)["n"] not in known
    assert unmarked.attacker is unmarked.attacker
    token = unmarked.sign({"a": 1}, {}, unmarked.current)
    assert unmarked.read(token) == {"a": 1}


def test_where_names_are_made_up_no_value_comes_twice() -> None:
    marks.settle("a")
    try:
        made = [marks.issuer(), marks.issuer(), marks.client(), marks.client(), marks.member("x")]
    finally:
        marks.settle("")
    assert len({*made}) == len(made)
    assert marks.issuer() == "https://drug-ponudnik.test/"
