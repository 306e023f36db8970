"""Does a request with PKCE succeed, whether it is verified or ignored (RFC 7636, 4.3 to 4.6)?"""

from __future__ import annotations

from harness.checks.provider.pkce import Challenge
from harness.checks.provider.provider import Provider
from harness.checks.provider.registry import check
from harness.checks.provider.sign_in import complete


@check("oidcc-ensure-request-with-valid-pkce-succeeds")
def valid_pkce(provider: Provider) -> None:
    """Send an S256 challenge, and its verifier with the code."""
    challenge = Challenge.new(provider)
    complete(provider, provider.authorize(challenge.asked), challenge.proof)
