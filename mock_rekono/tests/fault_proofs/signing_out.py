"""Which logout tokens come, and what does a strict judge say of each?

The application takes them by the back channel; the sign-in before was conforming in all.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from queue import Empty
from typing import Any

from joserfc.errors import ClaimError
from joserfc.jwk import KeySet

from mock_rekono.tests.fault_proofs import Proof
from mock_rekono.tests.fault_proofs.sign_in import REASONS, RIGHT, SignIn, read
from mock_rekono.tests.kit import SECRET, Application
from mock_rekono.tests.listener import Listener

EVENT = "http://schemas.openid.net/event/backchannel-logout"
TWICE = "replayed"


def registered(sign_in: SignIn, listener: Listener) -> Application:
    """Register an application that wants to be told of a sign-out."""
    name, uri = f"told-{secrets.token_hex(4)}", "http://localhost:9/told"
    body = {
        "client_id": name,
        "client_secret": SECRET,
        "redirect_uris": [uri],
        "backchannel_logout_uri": listener.address,
    }
    assert sign_in.server.control.post("clients", json=body).status_code == 201
    return Application(sign_in.server, name, uri)


def logout_tokens(sign_in: SignIn) -> tuple[list[str], dict[str, Any]]:
    """Sign in and out; give the logout tokens that came, and what the ID token claimed."""
    listener = Listener()
    try:
        sign_in.app = registered(sign_in, listener)
        id_token = sign_in.tokens["id_token"]
        sign_in.browser.get(f"{sign_in.server.issuer}endsession?id_token_hint={id_token}")
        return [*_received(listener)], read(id_token.split(".")[1])
    finally:
        listener.close()
        sign_in.server.control.delete(f"clients/{sign_in.app.client_id}")


def _received(listener: Listener) -> Sequence[str]:
    """All that came: who signed out was shown a page when all had been answered."""
    tokens = []
    while True:
        try:
            tokens.append(listener.received.get_nowait())
        except Empty:
            return tokens


def judge(sign_in: SignIn, tokens: Sequence[str], told: dict[str, Any]) -> str:
    """Return why a conforming application refuses the last of them; empty where it must not."""
    registry = sign_in.registry(jti={"essential": True}, events={"essential": True})
    try:
        claims = sign_in.verified(tokens[-1], KeySet.import_key_set({"keys": sign_in.published}))
        registry.validate(claims)
    except tuple(REASONS) as problem:
        return REASONS[type(problem)]
    except ClaimError as problem:
        return problem.claim
    if claims.get("events") != {EVENT: {}}:
        return "events"
    if "nonce" in claims:
        return "nonce"
    if not {"sub", "sid"} & set(claims):
        return "sub"
    if any(claims.get(name, told[name]) != told[name] for name in ("sub", "sid")):
        return "sid"
    return TWICE if tokens.count(tokens[-1]) > 1 else RIGHT


def _refused(reason: str) -> Proof:
    """One thing is wrong with the logout token, and for that it is refused."""

    def proof(sign_in: SignIn) -> None:
        tokens, told = logout_tokens(sign_in)
        assert sign_in.judge() == RIGHT
        assert len(tokens) == (2 if reason == TWICE else 1)
        assert judge(sign_in, tokens, told) == reason

    return proof


def _without_sid(sign_in: SignIn) -> None:
    (token,), told = logout_tokens(sign_in)
    assert judge(sign_in, [token], told) == RIGHT
    claims = read(token.split(".")[1])
    assert claims["sub"] == told["sub"]
    assert "sid" not in claims


def _without_typ(sign_in: SignIn) -> None:
    (token,), told = logout_tokens(sign_in)
    assert judge(sign_in, [token], told) == RIGHT
    assert "typ" not in read(token.split(".")[0])


PROOFS: dict[str, Proof] = {
    "logout_wrong_iss": _refused("iss"),
    "logout_wrong_aud": _refused("aud"),
    "logout_expired": _refused("exp"),
    "logout_missing_iat": _refused("iat"),
    "logout_missing_jti": _refused("jti"),
    "logout_hs256_client_secret": _refused("alg"),
    "logout_missing_events": _refused("events"),
    "logout_wrong_event": _refused("events"),
    "logout_with_nonce": _refused("nonce"),
    "logout_of_nobody": _refused("sub"),
    "logout_of_another_session": _refused("sid"),
    "logout_without_sid": _without_sid,
    "logout_alg_none": _refused("alg"),
    "logout_broken_signature": _refused("signature"),
    "logout_payload_altered": _refused("signature"),
    "logout_stranger_key": _refused("signature"),
    "logout_without_typ": _without_typ,
    "logout_replayed": _refused(TWICE),
}
