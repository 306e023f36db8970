"""Does the plain code flow work, from discovery to UserInfo (OpenID Connect Core 3.1)?"""

from __future__ import annotations

from harness.checks.provider.claims import userinfo
from harness.checks.provider.id_token import look_for_surplus
from harness.checks.provider.provider import Provider
from harness.checks.provider.published_keys import look_at_keys
from harness.checks.provider.registry import check
from harness.checks.provider.sign_in import sign_in


@check("oidcc-server")
def server(provider: Provider) -> None:
    """Go through the whole flow, with no scope but `openid`; the published keys must be valid."""
    look_at_keys(provider.findings, provider.keys)
    signed_in = sign_in(provider)
    look_for_surplus(provider.findings, signed_in.claims)
    userinfo(provider, signed_in)
