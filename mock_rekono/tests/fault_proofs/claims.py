"""Which claims of the ID token do not conform, and is that why an application refuses it?"""

from __future__ import annotations

from typing import Any

from mock_rekono.tests.fault_proofs import Proof
from mock_rekono.tests.fault_proofs.sign_in import LEVEL, RIGHT, SignIn, read
from mock_rekono.tests.kit import CLIENT

OTHER_ISSUER, NOBODY_HERE = "https://drug-ponudnik.test/", "neznana-aplikacija"
A_DAY, AN_HOUR, MONTH = 86400, 3600, 30 * 86400
CONFORMING: dict[str, Any] = {
    **{"iss": "issuer", "sub": "own", "aud": CLIENT, "nonce": "sent", "at_hash": "right"},
    **{"iat": 0, "exp": 600, "auth_time": 0, "jti": "any", "sid": "any", "acr": LEVEL},
    "amr": ["pwd", "sms", "mfa"],
}
MISSING = object()
OTHER = object()

# What is wrong with the claims, and the claim that a conforming application refuses the token for.
FIRST: dict[str, tuple[str, dict[str, Any]]] = {
    "wrong_nonce": ("nonce", {"nonce": OTHER}),
    "missing_nonce": ("nonce", {"nonce": MISSING}),
    "wrong_iss": ("iss", {"iss": OTHER_ISSUER}),
    "iss_other_slash": ("iss", {"iss": OTHER}),
    "missing_iss": ("iss", {"iss": MISSING}),
    **{f"iss_{near}": ("iss", {"iss": OTHER}) for near in ("longer", "in_other_case")},
    **{
        f"{name}_{near}": (name, {name: OTHER})
        for name in ("aud", "nonce")
        for near in ("longer", "shorter", "in_other_case")
    },
    "wrong_aud": ("aud", {"aud": NOBODY_HERE}),
    "wrong_aud_own_azp": ("aud", {"aud": NOBODY_HERE, "azp": CLIENT}),
    "missing_aud": ("aud", {"aud": MISSING}),
    "empty_aud": ("aud", {"aud": []}),
    "foreign_azp": ("azp", {"aud": [CLIENT, NOBODY_HERE], "azp": NOBODY_HERE}),
    "missing_sub": ("sub", {"sub": MISSING}),
    "empty_sub": ("sub", {"sub": ""}),
    "wrong_at_hash": ("at_hash", {"at_hash": OTHER}),
    "acr_too_low": ("acr", {"acr": "0"}),
    "missing_acr": ("acr", {"acr": MISSING}),
    "auth_time_too_old": ("auth_time", {"auth_time": -MONTH}),
    "missing_auth_time": ("auth_time", {"auth_time": MISSING}),
    "aud_as_array": (RIGHT, {"aud": [CLIENT]}),
    "unknown_claims": (
        RIGHT,
        {"urn:vodomer:neznano": {"a": [1, None, "č"]}, "vodomer_x": True},
    ),
    "token_of_16_kib": (RIGHT, {"padding": "x" * 12288}),
    "expired_id_token": ("exp", {"iat": -A_DAY, "exp": 600 - A_DAY}),
    "missing_exp": ("exp", {"exp": MISSING}),
    "missing_iat": ("iat", {"iat": MISSING}),
    "iat_in_the_future": ("iat", {"iat": A_DAY, "exp": A_DAY + 600}),
    "nbf_in_the_future": ("nbf", {"nbf": AN_HOUR, "exp": AN_HOUR + 600}),
    "clock_minute_ahead": (RIGHT, {"iat": 60, "nbf": 60, "exp": 660}),
    "clock_ten_minutes_ahead": ("iat", {"iat": 615, "nbf": 615, "exp": 1215}),
    "expired_within_a_minute": (RIGHT, {"iat": -645, "exp": -45}),
    "expired_ten_minutes_ago": ("exp", {"iat": -1200, "exp": -600}),
}
REFRESHED: dict[str, tuple[str, dict[str, Any]]] = {
    "refreshed_iss_differs": ("iss", {"iss": OTHER_ISSUER}),
    "refreshed_sub_differs": ("sub", {"sub": OTHER}),
    "refreshed_aud_differs": ("aud", {"aud": NOBODY_HERE}),
}
AFTER_REFRESH = {**CONFORMING, "at_hash": OTHER}  # of the new access token


def assert_claims(known: dict[str, Any], wanted: dict[str, Any]) -> None:
    """Fail unless these are exactly the claims wanted."""
    for name in known.keys() | wanted.keys():
        value, expected = known.get(name, MISSING), wanted.get(name, MISSING)
        if expected is OTHER:
            assert value not in (MISSING, CONFORMING[name]), (name, value)
        else:
            assert value == expected, (name, value, expected)


def assert_conforming(sign_in: SignIn) -> None:
    """Fail unless a sign-in is in every way as it should be."""
    assert [name for name, _ in sign_in.answer] == ["code", "state", "iss"]
    assert dict(sign_in.answer)["state"] == sign_in.app.state
    assert dict(sign_in.answer)["iss"] == sign_in.server.issuer
    assert sign_in.tokens["token_type"] == "Bearer"
    assert sign_in.header == {"alg": "RS256", "kid": "test-double-rs256-1"}
    assert sign_in.judge() == RIGHT
    assert_claims(sign_in.claims(), CONFORMING)
    assert sign_in.userinfo_answer.json()["sub"] == sign_in.person["sub"]
    assert sign_in.userinfo_answer.json()["email"] == sign_in.person["email"]


def _first(reason: str, changed: dict[str, Any]) -> Proof:
    def proof(sign_in: SignIn) -> None:
        assert_claims(sign_in.claims(), {**CONFORMING, **changed})
        assert sign_in.header == {"alg": "RS256", "kid": "test-double-rs256-1"}
        assert sign_in.judge() == reason

    return proof


def _refreshed(reason: str, changed: dict[str, Any]) -> Proof:
    def proof(sign_in: SignIn) -> None:
        assert sign_in.judge() == RIGHT
        assert_claims(sign_in.claims(), CONFORMING)
        assert_claims(sign_in.claims(sign_in.refreshed), {**AFTER_REFRESH, **changed})
        assert sign_in.judge(sign_in.refreshed) == reason

    return proof


def _refreshed_and_broken(sign_in: SignIn) -> None:
    assert sign_in.judge() == RIGHT
    assert_claims(sign_in.claims(), CONFORMING)
    assert_claims(sign_in.claims(sign_in.refreshed), AFTER_REFRESH)
    assert sign_in.judge(sign_in.refreshed) == "signature"


def _slash(sign_in: SignIn) -> None:
    _first(*FIRST["iss_other_slash"])(sign_in)
    assert sign_in.claims()["iss"] + "/" == sign_in.server.issuer


def _long(sign_in: SignIn) -> None:
    _first(*FIRST["token_of_16_kib"])(sign_in)
    assert len(sign_in.tokens["id_token"]) >= 16 * 1024


def _far(sign_in: SignIn) -> None:
    assert read(sign_in.tokens["id_token"].split(".")[1])["exp"] == 4102444800
    assert sign_in.judge() == RIGHT


PROOFS: dict[str, Proof] = {
    **{name: _first(*row) for name, row in FIRST.items()},
    **{name: _refreshed(*row) for name, row in REFRESHED.items()},
    "refreshed_signature_broken": _refreshed_and_broken,
    "iss_other_slash": _slash,
    "token_of_16_kib": _long,
    "expires_in_2100": _far,
}
