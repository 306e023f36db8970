"""Does refreshing work, and only for the client that got the token (OpenID Connect Core 12)?"""

from __future__ import annotations

from harness.checks.provider.claims import userinfo
from harness.checks.provider.id_token import Circumstances, verify
from harness.checks.provider.provider import Provider
from harness.checks.provider.refusals import gives_no_token
from harness.checks.provider.registry import check
from harness.checks.provider.sign_in import SignedIn, sign_in
from harness.record.verdict import NotApplicable

OFFLINE = {"scope": "openid offline_access", "prompt": "consent"}


@check("oidcc-refresh-token")
def refresh_token(provider: Provider) -> None:
    """Refresh as the right client, then as another one."""
    offered = "offline_access" in provider.metadata.words("scopes_supported")
    signed_in = sign_in(provider, OFFLINE if offered else {})
    issued = signed_in.tokens.get("refresh_token")
    provider.findings.recorder.observation(
        "refresh token", "issued, or not", "yes" if issued else "no"
    )
    if not issued:
        raise NotApplicable("the provider issues no refresh token")
    renewed = _refreshed(provider, signed_in, str(issued))
    userinfo(provider, renewed)
    newest = str(renewed.tokens.get("refresh_token") or issued)
    stolen = provider.refresh(newest, provider.target.clients.post)
    gives_no_token(provider.findings, "refresh by another client", stolen)


def _refreshed(provider: Provider, signed_in: SignedIn, token: str) -> SignedIn:
    reply = provider.refresh(token, provider.basic)
    provider.findings.expect("status of the refresh", "200 application/json", str(reply))
    access_token = str(reply.json.get("access_token") or "")
    provider.findings.require("new access token", bool(access_token), "a text", "none")
    if "id_token" in reply.json:
        fits = Circumstances(provider.basic.id, {}, access_token)
        claims = verify(provider, str(reply.json["id_token"]), fits)
        provider.findings.expect("sub after the refresh", signed_in.claims["sub"], claims["sub"])
    return SignedIn(signed_in.landing, reply.json, signed_in.claims)
