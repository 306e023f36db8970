"""Does the plain code flow work, from discovery to UserInfo (OpenID Connect Core 3.1)?"""

from __future__ import annotations

from harness.checks.provider.claims import userinfo
from harness.checks.provider.provider import Provider
from harness.checks.provider.registry import check
from harness.checks.provider.sign_in import sign_in


@check("oidcc-server")
def server(provider: Provider) -> None:
    """Go through the whole flow; the published keys must have distinct names."""
    kids = [key["kid"] for key in provider.keys if "kid" in key]
    provider.findings.expect("distinct kids of the published keys", sorted(set(kids)), sorted(kids))
    userinfo(provider, sign_in(provider))
