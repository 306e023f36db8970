"""What comes to the redirect URI, and from the token endpoint, that is not as it should be?"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

import httpx2

from mock_rekono.tests.fault_proofs import Proof
from mock_rekono.tests.fault_proofs.claims import CONFORMING, assert_claims
from mock_rekono.tests.fault_proofs.sign_in import RIGHT, SignIn
from mock_rekono.tests.kit import open_client

MARKUP = "<img src=x onerror=alert(1)><script>alert(2)</script>\"'><b>krepko</b>"
ERRORS = {
    "access_denied_by_provider": "access_denied",
    "temporarily_unavailable": "temporarily_unavailable",
    "error_unknown": "vodomer_made_this_up",
    "markup_in_error": MARKUP,
    **{
        f"error_{code}": code
        for code in (
            *("login_required", "interaction_required", "consent_required", "server_error"),
            *("account_selection_required", "invalid_request", "invalid_scope"),
            *("unauthorized_client", "unsupported_response_type", "request_not_supported"),
            *("request_uri_not_supported", "registration_not_supported"),
            *("invalid_request_uri", "invalid_request_object"),
        )
    },
}
CODE, STATE, ISS = ("code", "some"), ("state", "sent"), ("iss", "issuer")
SENT: dict[str, list[tuple[str, str]]] = {
    "wrong_state": [CODE, ISS, ("state", "other")],
    **{
        f"state_{near}": [CODE, ("state", "other"), ISS]
        for near in ("longer", "shorter", "in_other_case")
    },
    "missing_state": [CODE, ISS],
    "second_state": [CODE, STATE, ISS, ("state", "other")],
    "code_sent_twice": [CODE, STATE, ISS, CODE],
    "missing_code": [STATE, ISS],
    "wrong_iss_in_answer": [CODE, STATE, ("iss", "https://drug-ponudnik.test/")],
    "missing_iss_in_answer": [CODE, STATE],
    "unknown_parameters_in_answer": [
        *(CODE, STATE, ISS),
        *(("session_state", "a.b"), ("vodomer_x", "č <b>")),
    ],
}
MISSING = object()
MEMBERS: dict[str, dict[str, Any]] = {
    "wrong_token_type": {"token_type": "mac"},
    "missing_token_type": {"token_type": MISSING},
    "token_type_lower_case": {"token_type": "bearer"},
    "missing_access_token": {"access_token": MISSING},
    "missing_expires_in": {"expires_in": MISSING},
    "unknown_members_in_token_answer": {
        "vodomer_x": {"a": [None]},
        "not_before_policy": 0,
    },
    "missing_id_token": {"id_token": MISSING},
    "id_token_is_rubbish": {"id_token": "to.ni-žeton"},
}
ORDINARY: dict[str, Any] = {
    **{"token_type": "Bearer", "expires_in": 3600},
    "scope": "openid profile email offline_access",
}
TOKENS = ("access_token", "refresh_token", "id_token")


def _error(code: str, description: str | None = None) -> Proof:
    def proof(sign_in: SignIn) -> None:
        told = {} if description is None else {"error_description": description}
        assert dict(sign_in.answer) == {
            "error": code,
            **told,
            "state": sign_in.app.state,
            "iss": sign_in.server.issuer,
        }

    return proof


def _sent(wanted: list[tuple[str, str]]) -> Proof:
    def proof(sign_in: SignIn) -> None:
        codes = {value for name, value in sign_in.answer if name == "code"}
        assert len(codes) == (CODE in wanted)
        assert [_in_words(sign_in, *pair) for pair in sign_in.answer] == wanted

    return proof


def _in_words(sign_in: SignIn, name: str, value: str) -> tuple[str, str]:
    if name == "code":
        return name, "some" if len(value) == 32 else value
    if name == "state":
        return name, "sent" if value == sign_in.app.state else "other"
    return name, "issuer" if value == sign_in.server.issuer else value


def _members(changed: dict[str, Any]) -> Proof:
    def proof(sign_in: SignIn) -> None:
        known = sign_in.tokens
        wanted = {**ORDINARY, **changed}
        for name in (known.keys() | wanted.keys()) - (set(TOKENS) - changed.keys()):
            assert known.get(name, MISSING) == wanted.get(name, MISSING), name
        for name in set(TOKENS) - changed.keys():
            assert len(known[name]) > 30, name
        if not changed.keys() & {"id_token", "access_token"}:
            assert sign_in.judge() == RIGHT

    return proof


def _page(sign_in: SignIn) -> None:
    assert_page(sign_in.token_answer)


def assert_page(answer: httpx2.Response) -> None:
    """Fail unless a web page came where JSON should be."""
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.text.startswith("<!doctype html>")


def _cut(sign_in: SignIn) -> None:
    assert_cut(sign_in.token_answer)


def assert_cut(answer: httpx2.Response) -> None:
    """Fail unless the beginning of a JSON object came, and not its end."""
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.text.startswith("{")
    try:
        answer.json()
    except json.JSONDecodeError:
        return
    raise AssertionError("the answer is whole")


def _wrong_type(sign_in: SignIn) -> None:
    assert sign_in.token_answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert_claims(sign_in.claims(), CONFORMING)
    assert sign_in.judge() == RIGHT


def _used(sign_in: SignIn) -> None:
    assert sign_in.token_answer.status_code == 400
    assert sign_in.token_answer.json() == {"error": "invalid_grant"}


def assert_leads_away(answer: httpx2.Response, sign_in: SignIn) -> httpx2.Response:
    """Fail unless another host is named; gives what that answers to the same request."""
    assert answer.status_code == 307
    place, asked = urlsplit(answer.headers["Location"]), urlsplit(sign_in.server.issuer)
    assert {place.hostname, asked.hostname} == {"localhost", "127.0.0.1"}
    with open_client() as client:
        sent = answer.request
        headers = {name: value for name, value in sent.headers.items() if name != "host"}
        return client.request(sent.method, place.geturl(), content=sent.content, headers=headers)


def _token_elsewhere(sign_in: SignIn) -> None:
    """Find the code taken at the other host: it went there."""
    followed = assert_leads_away(sign_in.token_answer, sign_in)
    assert followed.status_code == 200
    assert sign_in.judge(followed.json()) == RIGHT


PROOFS: dict[str, Proof] = {
    "token_request_redirected": _token_elsewhere,
    **{name: _error(code) for name, code in ERRORS.items()},
    "markup_in_error_description": _error("access_denied", MARKUP),
    **{name: _sent(wanted) for name, wanted in SENT.items()},
    **{name: _members(changed) for name, changed in MEMBERS.items()},
    "token_answer_not_json": _page,
    "token_answer_truncated": _cut,
    "token_answer_wrong_content_type": _wrong_type,
    "code_already_used": _used,
}
