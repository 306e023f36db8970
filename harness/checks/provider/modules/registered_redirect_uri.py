"""Is a person ever sent to an address that was not registered (OpenID Connect Core 3.1.2.1)?"""

from __future__ import annotations

from harness.checks.provider.provider import Provider
from harness.checks.provider.registry import check


@check("oidcc-ensure-registered-redirect-uri")
def registered_redirect_uri(provider: Provider) -> None:
    """Require an error page instead of a redirect."""
    unregistered = f"{provider.basic.redirect_uri}/not-registered"
    landing = provider.authorize_silently({"redirect_uri": unregistered})
    provider.findings.require("redirect", not landing.returned, "none", str(landing))
    status = landing.seen.status
    provider.findings.require("page", status >= 400, "an error page (4xx)", str(landing))
