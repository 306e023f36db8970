"""Does the authorization endpoint take a request by POST (OpenID Connect Core 3.1.2.1)?"""

from __future__ import annotations

from harness.checks.provider.provider import Provider
from harness.checks.provider.registry import check
from harness.checks.provider.sign_in import complete


@check("oidcc-ensure-post-request-succeeds")
def post_request(provider: Provider) -> None:
    """Send the plain request as a form, and require that the flow goes through."""
    complete(provider, provider.authorize_by_post())
