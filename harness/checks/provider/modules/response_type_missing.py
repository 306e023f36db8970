"""What becomes of a request without `response_type` (RFC 6749, 3.1.1 and 4.1.2.1)?"""

from __future__ import annotations

from harness.checks.provider.provider import Provider
from harness.checks.provider.refusals import refused
from harness.checks.provider.registry import check

CODES = ("invalid_request", "unsupported_response_type")


@check("oidcc-response-type-missing")
def response_type_missing(provider: Provider) -> None:
    """Require an error at the redirect URI, or an error page."""
    landing = provider.authorize_silently({"response_type": None})
    refused(provider.findings, landing, CODES, page=True)
