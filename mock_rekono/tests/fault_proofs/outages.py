"""How does an endpoint fail: slowly, with which status, or without an answer?"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from mock_rekono.tests.fault_proofs import Proof
from mock_rekono.tests.fault_proofs.sign_in import RIGHT, SignIn, fetched

SLOW_SECONDS = 1
Ask = Callable[[SignIn], httpx2.Response]


def _token(sign_in: SignIn) -> httpx2.Response:
    return sign_in.token_answer


def _userinfo(sign_in: SignIn) -> httpx2.Response:
    assert sign_in.judge() == RIGHT
    return sign_in.userinfo_answer


def _keys(sign_in: SignIn) -> httpx2.Response:
    return _get(sign_in, "jwk")


def _discovery(sign_in: SignIn) -> httpx2.Response:
    return _get(sign_in, ".well-known/openid-configuration")


def _get(sign_in: SignIn, name: str) -> httpx2.Response:
    return fetched(sign_in.server.issuer + name)


PLACES: dict[str, Ask] = {
    **{"token_endpoint": _token, "userinfo": _userinfo},
    **{"keys": _keys, "discovery": _discovery},
}


def _status(ask: Ask, status: int, error: str, **headers: str) -> Proof:
    def proof(sign_in: SignIn) -> None:
        answer = ask(sign_in)
        assert (answer.status_code, answer.json()) == (status, {"error": error})
        for name in ("Retry-After", "WWW-Authenticate"):
            assert answer.headers.get(name) == headers.get(name.replace("-", "_")), name

    return proof


def _broken(ask: Ask, kind: type[Exception]) -> Proof:
    """No answer, and the connection closed in order, or reset."""

    def proof(sign_in: SignIn) -> None:
        assert sign_in.ended  # whatever is asked for next, the sign-in itself works
        with pytest.raises(httpx2.TransportError) as broken:
            ask(sign_in)
        assert broken.type is kind

    return proof


def _late(ask: Ask, conforming: Callable[[SignIn, Any], None]) -> Proof:
    """Expect a right answer, late."""

    def proof(sign_in: SignIn) -> None:
        assert dict(sign_in.answer)["code"]
        begun = time.monotonic()
        answer = ask(sign_in)
        assert SLOW_SECONDS <= time.monotonic() - begun < 20 * SLOW_SECONDS
        conforming(sign_in, answer.json())

    return proof


def _conforming_tokens(sign_in: SignIn, _tokens: Any) -> None:
    assert sign_in.judge() == RIGHT


def _conforming_userinfo(sign_in: SignIn, claims: Any) -> None:
    assert claims["sub"] == sign_in.person["sub"]


def _conforming_keys(_sign_in: SignIn, keys: Any) -> None:
    assert [key["kid"] for key in keys["keys"]] == ["test-double-rs256-1"]


def _conforming_discovery(sign_in: SignIn, document: Any) -> None:
    assert document["issuer"] == sign_in.server.issuer


CONFORMING_ANSWERS = {
    **{"token_endpoint": _conforming_tokens, "userinfo": _conforming_userinfo},
    **{"keys": _conforming_keys, "discovery": _conforming_discovery},
}
BUSY = "temporarily_unavailable"


def _of_place(place: str, ask: Ask) -> dict[str, Proof]:
    return {
        f"{place}_slow": _late(ask, CONFORMING_ANSWERS[place]),
        f"{place}_reset": _broken(ask, httpx2.ReadError),
        f"{place}_closed": _broken(ask, httpx2.RemoteProtocolError),
        f"{place}_down": _status(ask, 503, BUSY, Retry_After="120"),
        f"{place}_bad_gateway": _status(ask, 502, BUSY),
        f"{place}_busy": _status(ask, 429, "slow_down", Retry_After="120"),
        f"{place}_error": _status(ask, 500, "server_error"),
    }


PROOFS: dict[str, Proof] = {
    name: proof for place, ask in PLACES.items() for name, proof in _of_place(place, ask).items()
}
PROOFS |= {
    "token_endpoint_refuses": _status(_token, 400, "invalid_request"),
    "userinfo_unauthorized": _status(
        _userinfo, 401, "invalid_token", WWW_Authenticate='Bearer error="invalid_token"'
    ),
}
