"""May a client ask of its tokens, and give them up (RFC 7662, RFC 7009)?"""

from __future__ import annotations

import secrets
import time

from harness.checks.provider.provider import Provider
from harness.checks.provider.refusals import REFUSED
from harness.checks.provider.registry import check
from harness.checks.provider.sign_in import sign_in
from harness.record.verdict import NotApplicable

INACTIVE = {"active": False}


@check("vodomer-introspection", proves="OP-54")
def introspection(provider: Provider) -> None:
    """Ask about a token that holds and an unknown one, and as somebody else."""
    _announced(provider, "introspection")
    signed_in = sign_in(provider)
    _refuses_nobody_in_particular(provider, "introspection", signed_in.access_token)
    reply = provider.ask_of_token("introspection", signed_in.access_token, provider.basic)
    provider.findings.expect("answer", "200 application/json", str(reply))
    provider.findings.require(
        "active", reply.json.get("active") is True, True, reply.json.get("active")
    )
    for name, known in {"client_id": provider.basic.id, "sub": signed_in.claims["sub"]}.items():
        provider.findings.expect(name, known, reply.json.get(name, known))
    end = reply.json.get("exp", time.time() + 1)
    provider.findings.require("exp", end > time.time(), "in the future", end)
    unknown = provider.ask_of_token("introspection", secrets.token_urlsafe(24), provider.basic)
    provider.findings.expect("an unknown token", INACTIVE, unknown.json)


@check("vodomer-revocation", proves="OP-54")
def revocation(provider: Provider) -> None:
    """Its own client ends a token, nobody else does, and an unknown one is as good as ended."""
    _announced(provider, "revocation")
    token = sign_in(provider).access_token
    _refuses_nobody_in_particular(provider, "revocation", token)
    provider.ask_of_token("revocation", token, provider.target.clients.post)
    alive = provider.userinfo(token)
    provider.findings.expect("UserInfo after another client revoked it", 200, alive.status)
    for title, one in {"own": token, "ended": token, "unknown": secrets.token_urlsafe(24)}.items():
        reply = provider.ask_of_token("revocation", one, provider.basic)
        provider.findings.expect(f"revocation of the {title} token", 200, reply.status)
    after = provider.userinfo(token)
    provider.findings.require(
        "UserInfo after it", after.status in REFUSED, "is refused", str(after)
    )
    if provider.metadata.text("introspection_endpoint"):
        said = provider.ask_of_token("introspection", token, provider.basic)
        provider.findings.expect("introspection after it", INACTIVE, said.json)


def _announced(provider: Provider, what: str) -> None:
    if not provider.metadata.text(f"{what}_endpoint"):
        raise NotApplicable(f"the provider announces no {what}_endpoint")


def _refuses_nobody_in_particular(provider: Provider, what: str, token: str) -> None:
    reply = provider.ask_of_token(what, token, None)
    provider.findings.require(
        "without client", reply.status in REFUSED, "an error (4xx)", str(reply)
    )
