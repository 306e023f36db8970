"""What do discovery and the published keys say that is wrong, or odd and yet conforming?"""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from mock_rekono.tests.fault_proofs import Proof
from mock_rekono.tests.fault_proofs.answers import assert_cut, assert_page
from mock_rekono.tests.fault_proofs.claims import CONFORMING, assert_claims
from mock_rekono.tests.fault_proofs.sign_in import RIGHT, SignIn, fetched

KID, ROTATED = "test-double-rs256-1", "test-double-rotated"
MOVED = {"token_endpoint": "token", "userinfo_endpoint": "userinfo", "jwks_uri": "jwk"}
GONE = object()


def _asked(sign_in: SignIn, name: str = ".well-known/openid-configuration") -> httpx2.Response:
    return fetched(sign_in.server.issuer + name)


def _discovery(**changed: Any) -> Proof:
    """Discovery as ever but for these members, and tokens as ever."""

    def proof(sign_in: SignIn) -> None:
        conforming = {
            "issuer": sign_in.server.issuer,
            **{name: sign_in.server.issuer + last for name, last in MOVED.items()},
            "authorization_endpoint": f"{sign_in.server.issuer}authorize",
        }
        known = _asked(sign_in).json()
        for name, value in {**conforming, **changed}.items():
            assert known.get(name, GONE) == value, name
        assert sign_in.judge() == RIGHT

    return proof


def _other_slash(sign_in: SignIn) -> None:
    _discovery(issuer=sign_in.server.issuer.rstrip("/"))(sign_in)
    assert sign_in.server.issuer.endswith("/")


def _other_scheme(sign_in: SignIn) -> None:
    moved = {name: sign_in.server.issuer + last for name, last in MOVED.items()}
    told = {name: value.replace("http://", "https://") for name, value in moved.items()}
    assert sign_in.server.issuer.startswith("http://")
    _discovery(**told)(sign_in)


def _elsewhere(sign_in: SignIn) -> None:
    told = _asked(sign_in).json()
    usual, moved = sign_in.server.issuer, f"{sign_in.server.issuer}elsewhere/"
    assert {name: told[name] for name in MOVED} == {n: moved + last for n, last in MOVED.items()}
    assert _asked(sign_in, "jwk").status_code == 404
    assert sign_in.token_answer.status_code == 404
    sign_in.server.issuer = moved
    try:
        del sign_in.__dict__["token_answer"]
        assert sign_in.tokens["id_token"]
        assert sign_in.userinfo_answer.json()["sub"] == sign_in.person["sub"]
        assert sign_in.published
    finally:
        sign_in.server.issuer = usual
    assert sign_in.judge() == RIGHT
    assert sign_in.app.userinfo(sign_in.tokens["access_token"]).status_code == 404


def _unknown_authority(sign_in: SignIn) -> None:
    """Find who verifies certificates stopped, and the others served rightly."""
    told = _asked(sign_in).json()
    assert _asked(sign_in, "jwk").status_code == 404
    with httpx2.Client(trust_env=False) as careful, pytest.raises(httpx2.ConnectError) as stopped:
        careful.get(told["jwks_uri"])
    assert "CERTIFICATE_VERIFY_FAILED" in str(stopped.value)
    asked = sign_in.token_answer.request
    assert sign_in.token_answer.status_code == 404
    headers = {name: value for name, value in asked.headers.items() if name != "host"}
    with httpx2.Client(trust_env=False, verify=False) as careless:
        answer = careless.post(told["token_endpoint"], content=asked.content, headers=headers)
        sign_in.__dict__["published"] = careless.get(told["jwks_uri"]).json()["keys"]
    assert sign_in.judge(answer.json()) == RIGHT


def _signed_by_a_new_key(kids: list[str]) -> Proof:
    def proof(sign_in: SignIn) -> None:
        assert sign_in.header == {"alg": "RS256", "kid": ROTATED}
        assert [key["kid"] for key in sign_in.published] == kids
        assert_claims(sign_in.claims(), CONFORMING)
        assert sign_in.judge() == RIGHT

    return proof


def _published(kids: list[str], reason: str) -> Proof:
    def proof(sign_in: SignIn) -> None:
        assert [key["kid"] for key in _asked(sign_in, "jwk").json()["keys"]] == kids
        assert sign_in.header == {"alg": "RS256", "kid": KID}
        assert sign_in.judge() == reason

    return proof


PROOFS: dict[str, Proof] = {
    "discovery_issuer_differs": _discovery(issuer="https://drug-ponudnik.test/"),
    "discovery_issuer_other_slash": _other_slash,
    "discovery_without_issuer": _discovery(issuer=GONE),
    "discovery_without_keys": _discovery(jwks_uri=GONE),
    "discovery_unknown_members": _discovery(vodomer_x={"a": [None, "č"]}, vodomer_y_supported=[]),
    "endpoints_over_other_scheme": _other_scheme,
    "endpoints_elsewhere": _elsewhere,
    "endpoints_of_unknown_authority": _unknown_authority,
    "discovery_not_json": lambda sign_in: assert_page(_asked(sign_in)),
    "discovery_truncated": lambda sign_in: assert_cut(_asked(sign_in)),
    "keys_rotated": _signed_by_a_new_key([ROTATED, KID]),
    "keys_replaced": _signed_by_a_new_key([ROTATED]),
    "keys_under_other_names": _published([f"{KID}-x"], "kid"),
    "keys_missing": _published([], "kid"),
    "keys_of_unknown_kinds": _published(["unknown-kind", "no-use", KID], RIGHT),
    "keys_not_json": lambda sign_in: assert_page(_asked(sign_in, "jwk")),
}
