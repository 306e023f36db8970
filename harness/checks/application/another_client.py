"""What does REKONO give for a person to an application that is not the one under test?"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

from harness.agents.raw_http import Wire
from harness.checks.application.application import Application
from harness.checks.application.between import CODE, parameters_of
from harness.checks.provider.pkce import Challenge
from harness.person import Person
from harness.record.verdict import PreconditionMissing

CALLBACK = "http://localhost:9/callback"
"""Where it is led back to: nobody is there."""


@dataclass(frozen=True)
class Tokens:
    """Genuine tokens, made out to another client."""

    access_token: str
    id_token: str


def tokens_of_another_client(application: Application, person: Person) -> Tokens:
    """Sign a person in at another application, which may be an attacker's, and take its tokens.

    PreconditionMissing where REKONO gives none.
    """
    with _another_client(application) as client_id:
        challenge = Challenge(secrets.token_urlsafe(48))
        code = _code_for(application, person, client_id, challenge)
        return _redeemed(application, code, client_id, challenge)


@contextmanager
def _another_client(application: Application) -> Iterator[str]:
    """Register a public client, and forget it in the end."""
    rekono, client_id = application.rig.rekono, f"another-{secrets.token_hex(4)}"
    told = {"client_id": client_id, "name": "Druga aplikacija", "redirect_uris": [CALLBACK]}
    rekono.post("clients", {**told, "token_endpoint_auth_method": "none"})
    try:
        yield client_id
    finally:
        rekono.delete(f"clients/{client_id}")


def _code_for(
    application: Application, person: Person, client_id: str, challenge: Challenge
) -> str:
    asked = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": CALLBACK,
        "scope": "openid profile email",
        "state": secrets.token_urlsafe(16),
        "nonce": secrets.token_urlsafe(16),
        **challenge.asked,
    }
    agent, visitor = application.plain(person)
    agent.stop_before(CALLBACK)
    agent.open(f"{application.rig.metadata['authorization_endpoint']}?{urlencode(asked)}")
    visitor.pass_rekono()
    code = parameters_of(agent.seen().url).get(CODE)
    if code is None:
        raise PreconditionMissing(f"a code for another application is needed: {agent.seen()}")
    application.rig.redactor.register(code)
    return code


def _redeemed(application: Application, code: str, client_id: str, challenge: Challenge) -> Tokens:
    rig = application.rig
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "client_id": client_id,
        **challenge.proof,
    }
    wire = Wire([], {}, rig.offload, rig.target.target.ca)
    try:
        answer = wire.post(rig.metadata["token_endpoint"], list(form.items()))
    finally:
        wire.close()
    if answer.status != 200:
        raise PreconditionMissing(f"tokens for another application are needed: {answer.status}")
    given = json.loads(answer.source)
    tokens = Tokens(given["access_token"], given["id_token"])
    for token in (tokens.access_token, tokens.id_token):
        rig.redactor.register(token)
    return tokens
