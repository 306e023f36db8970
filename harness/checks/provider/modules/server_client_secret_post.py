"""Does the flow work for a client that sends its secret in the form (OpenID Connect Core 9)?"""

from __future__ import annotations

from harness.checks.provider.claims import userinfo
from harness.checks.provider.provider import Provider
from harness.checks.provider.registry import check
from harness.checks.provider.sign_in import sign_in


@check("oidcc-server-client-secret-post")
def server_client_secret_post(provider: Provider) -> None:
    """Go through the whole flow as the second client."""
    client = provider.target.clients.post
    userinfo(provider, sign_in(provider, client=client))
