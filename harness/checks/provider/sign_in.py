"""Does the code flow go through (OpenID Connect Core 3.1), and what does it give?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from harness.checks.provider import id_token
from harness.checks.provider.id_token import is_number
from harness.checks.provider.provider import Changes, Landing, Provider, Reply
from harness.checks.provider.target import Client
from harness.record.findings import Findings


@dataclass(frozen=True)
class SignedIn:
    """A person signed in at our relying party."""

    landing: Landing
    tokens: dict[str, Any]
    claims: dict[str, Any]

    @property
    def access_token(self) -> str:
        """The access token."""
        return str(self.tokens["access_token"])

    @property
    def id_token(self) -> str:
        """The ID token, signed as it came."""
        return str(self.tokens["id_token"])


def sign_in(
    provider: Provider,
    changes: Changes | None = None,
    *,
    client: Client | None = None,
) -> SignedIn:
    """Walk through the whole flow with a request that has these changes."""
    return complete(provider, provider.authorize(changes, client=client), client=client)


def complete(
    provider: Provider,
    landing: Landing,
    changes: Changes | None = None,
    *,
    client: Client | None = None,
) -> SignedIn:
    """Look at an authorization response, redeem its code, and look at all that comes back."""
    look_at_response(provider, landing)
    reply = provider.redeem(landing, client, changes)
    look_at_tokens(provider.findings, reply)
    fits = id_token.Circumstances(
        client_id=(client or provider.basic).id,
        asked=landing.asked,
        access_token=reply.json["access_token"],
    )
    claims = id_token.verify(provider, reply.json["id_token"], fits)
    return SignedIn(landing, reply.json, claims)


def look_at_response(provider: Provider, landing: Landing) -> None:
    """Require a code in the query of the redirect URI, and `state` as it was sent."""
    answer = landing.answer
    given = landing.returned and bool(answer.get("code")) and "error" not in answer
    provider.findings.require(
        "authorization response", given, "a code at the redirect URI", str(landing)
    )
    provider.findings.expect(
        "state of the response", landing.asked.get("state"), answer.get("state")
    )
    repeated = ", ".join(landing.repeated)
    provider.findings.expect("parameters that come twice (RFC 6749, 3.1)", "", repeated)
    provider.findings.expect("fragment of the response", "", urlsplit(landing.seen.url).fragment)
    if provider.metadata.document.get("authorization_response_iss_parameter_supported") is True:
        issuer = provider.metadata.text("issuer")
        provider.findings.expect("iss of the response (RFC 9207)", issuer, answer.get("iss"))


def look_at_tokens(findings: Findings, reply: Reply) -> None:
    """Require a successful token response (OpenID Connect Core 3.1.3.3)."""
    findings.expect("status of the token response", "200 application/json", str(reply))
    kind = str(reply.json.get("token_type") or "")
    findings.expect("token_type", "bearer", kind.lower())
    for name in ("access_token", "id_token"):
        value = reply.json.get(name)
        present = isinstance(value, str) and bool(value)
        findings.require(f"{name} in the token response", present, "a text", type(value).__name__)
    _look_at_lifetime(findings, reply.json.get("expires_in"))


def _look_at_lifetime(findings: Findings, seconds: object) -> None:
    """RFC 6749, 5.1 recommends it; where it comes, it is a number of seconds."""
    findings.recommend("expires_in", seconds is not None, "a number of seconds", "none")
    fits = seconds is None or (is_number(seconds) and seconds > 0)
    findings.require("form of expires_in", fits, "a number of seconds, if any", seconds)
