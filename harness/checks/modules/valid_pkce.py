"""Does a request with PKCE succeed, whether it is verified or ignored (RFC 7636, 4.3 to 4.6)?"""

from __future__ import annotations

import base64
import hashlib
import secrets

from harness.checks.findings import Findings
from harness.checks.provider import Provider
from harness.checks.registry import check
from harness.checks.sign_in import complete


@check("oidcc-ensure-request-with-valid-pkce-succeeds")
def valid_pkce(provider: Provider, findings: Findings) -> None:
    """Send an S256 challenge, and its verifier with the code."""
    verifier = secrets.token_urlsafe(48)
    provider.keep_secret(verifier)
    digest = hashlib.sha256(verifier.encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    landing = provider.authorize({"code_challenge": challenge, "code_challenge_method": "S256"})
    complete(provider, findings, landing, {"code_verifier": verifier})
