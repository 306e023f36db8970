"""Is the logout endpoint announced (OpenID Connect RP-Initiated Logout 1.0, 2.1)?"""

from __future__ import annotations

from urllib.parse import urlsplit

from harness.checks.provider.provider import Provider
from harness.checks.provider.registry import check


@check("oidcc-rp-initiated-logout-discovery-endpoint-verification")
def logout_discovery(provider: Provider) -> None:
    """Require end_session_endpoint, an https address."""
    address = provider.fetch_metadata().text("end_session_endpoint")
    parts = urlsplit(address)
    fine = parts.scheme == "https" and bool(parts.hostname)
    provider.findings.require(
        "end_session_endpoint", fine, "an https address", address or "none announced"
    )
