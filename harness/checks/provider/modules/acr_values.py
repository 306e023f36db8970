"""What becomes of a request with `acr_values` (OpenID Connect Core 3.1.2.1 and 15.1)?"""

from __future__ import annotations

from harness.checks.provider.provider import Provider
from harness.checks.provider.registry import check
from harness.checks.provider.sign_in import sign_in


@check("oidcc-ensure-request-with-acr-values-succeeds")
def acr_values(provider: Provider) -> None:
    """Require that it succeeds; an `acr` that does not come or fit is a warning."""
    wanted = provider.metadata.words("acr_values_supported") or ["1", "2"]
    claims = sign_in(provider, {"acr_values": " ".join(wanted)}).claims
    answered = claims.get("acr")
    expected = f"one of {wanted}"
    provider.findings.recommend("acr of the ID token", answered in wanted, expected, answered)
