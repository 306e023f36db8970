"""Is each other value of a fault wrong, too, and does the provider send the one asked for?"""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from joserfc.errors import JoseError

from mock_rekono.errors import InjectedFailure
from mock_rekono.faults import Fault, all_faults, find_fault
from mock_rekono.faults.authorization_answer import ChangedAnswer
from mock_rekono.faults.id_token_claims import ChangedClaims
from mock_rekono.faults.logout_token import ChangedLogoutClaims
from mock_rekono.faults.people_alike import NearlyAlike
from mock_rekono.faults.refreshed_id_token import ChangedRefreshedToken
from mock_rekono.faults.token_bombs import Rewritten
from mock_rekono.faults.userinfo import ChangedUserinfo
from mock_rekono.tests.fault_proofs import signing_out
from mock_rekono.tests.fault_proofs.sign_in import RIGHT as NOTHING_WRONG
from mock_rekono.tests.fault_proofs.sign_in import SignIn
from mock_rekono.tests.kit import Server

NOW = 1_800_000_000
RIGHT = {
    **{"iss": "https://Rekono.test/", "sub": "Oseba-1", "aud": "Aplikacija", "nonce": "nOnce-1"},
    **{"at_hash": "aBcDeFgHiJkLmNoPqRsTuV", "iat": NOW, "exp": NOW + 600, "jti": "žeton-1"},
}
STATE = "sTate-1"
SIGNED_TOKEN = "e30.e30.c2lnbmVk"
VARIED = {name: fault for name, fault in all_faults().items() if fault.variants}
SIGNED = ("hs256", "alg", "broken", "signature", "unknown_critical", "encrypted")
IN_TOKENS = [name for name in VARIED if name.startswith(SIGNED)]
REWRITTEN = [name for name, one in VARIED.items() if isinstance(one, Rewritten)]
ELSEWHERE = ("logout_hs256_client_secret", "token_request_redirected")
IN_LOGOUT_TOKENS = [name for name in VARIED if name.startswith("logout")]


def changed(fault: Fault) -> str:
    """Give what an application compares, as a fault leaves it."""
    try:
        return _changed(fault)
    except InjectedFailure as problem:
        return f"{problem.body!r} {problem.headers}"


def _changed(fault: Fault) -> str:
    if isinstance(fault, ChangedAnswer):
        return dict(fault.authorization_response([("state", STATE)]))["state"]
    if isinstance(fault, ChangedUserinfo):
        return json.dumps(fault.userinfo_claims(RIGHT))
    if isinstance(fault, ChangedLogoutClaims):
        return json.dumps(fault.logout_token_claims(RIGHT))
    if isinstance(fault, ChangedClaims | NearlyAlike):
        return json.dumps(fault.id_token_claims(RIGHT))
    if isinstance(fault, ChangedRefreshedToken):
        return ".".join(fault.change(*SIGNED_TOKEN.split(".")))
    return json.dumps(fault.token_response({"token_type": "Bearer"}))


@pytest.mark.parametrize("name", set(VARIED) - {*IN_TOKENS, *REWRITTEN, *ELSEWHERE})
def test_no_two_values_are_alike_and_none_is_right(name: str) -> None:
    fault = VARIED[name]
    values = [changed(one) for one in (fault, *fault.variants)]
    right = (STATE, SIGNED_TOKEN, json.dumps(RIGHT), json.dumps({"token_type": "Bearer"}))
    assert len(set(values)) == len(values)
    assert not set(values) & {*right}


@pytest.mark.parametrize("name", VARIED)
def test_each_has_a_number_and_says_how_it_differs(name: str) -> None:
    fault = VARIED[name]
    told = [how for how, _ in fault.more]
    numbered = [find_fault(f"{name}#{number}") for number in range(1, len(told) + 1)]
    assert [one.variant for one in numbered if one] == told
    assert len(set(told)) == len(told)
    assert {(one.id, one.must, one.proves) for one in numbered if one} == {
        (fault.id, fault.must, fault.proves)
    }
    for nobody in (f"{name}#0", f"{name}#{len(told) + 1}", f"{name}#", f"{name}#x", "#1"):
        assert find_fault(nobody) is None


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    started = Server("--profile", "plain")
    yield started
    assert started.stop() == 0


def sign_ins(server: Server, name: str) -> Iterator[SignIn]:
    """Let somebody sign in under each of the other values."""
    person = server.enrol("sms_otp", proofing=20)
    for number in range(1, len(VARIED[name].variants) + 1):
        chosen = {"fault": f"{name}#{number}", "person": person["email"]}
        assert server.control.post("faults", json=chosen).status_code == 200
        sign_in = SignIn(server, person)
        try:
            yield sign_in
        finally:
            sign_in.close()


@pytest.mark.parametrize("name", IN_TOKENS)
def test_no_strict_application_believes_such_a_token(server: Server, name: str) -> None:
    seen = set()
    for sign_in in sign_ins(server, name):
        token = sign_in.tokens["id_token"]
        with pytest.raises((JoseError, ValueError)):
            sign_in.verified(token, sign_in.key_set)
        seen.add(token.split(".")[0] + token.split(".")[2])
    assert len(seen) == len(VARIED[name].variants)


@pytest.mark.parametrize("name", REWRITTEN)
def test_what_is_written_otherwise_differs_each_time(server: Server, name: str) -> None:
    tokens = {}
    for number, sign_in in enumerate(sign_ins(server, name)):
        tokens[sign_in.tokens["id_token"]] = number
        if name == "aud_twice":
            assert sign_in.judge() == "aud"
    assert len(tokens) == len(VARIED[name].variants)


@pytest.mark.parametrize("name", IN_LOGOUT_TOKENS)
def test_no_strict_application_believes_such_a_logout_token(server: Server, name: str) -> None:
    seen = set()
    for sign_in in sign_ins(server, name):
        (token,), told = signing_out.logout_tokens(sign_in)
        assert signing_out.judge(sign_in, [token], told) != NOTHING_WRONG
        seen.add(token)
    assert len(seen) == len(VARIED[name].variants)


def test_each_status_of_a_redirect_keeps_the_form(server: Server) -> None:
    statuses = [one.token_answer.status_code for one in sign_ins(server, ELSEWHERE[1])]
    assert statuses == [308]


def test_the_control_interface_knows_variants(server: Server) -> None:
    person = server.enrol("sms_otp", proofing=20)
    for number, status in ((1, 200), (999, 422)):
        chosen = {"fault": f"wrong_aud#{number}", "person": person["email"]}
        assert server.control.post("faults", json=chosen).status_code == status
