"""What becomes of a request with `acr_values` (OpenID Connect Core 3.1.2.1 and 15.1)?"""

from __future__ import annotations

from harness.checks.provider.provider import Provider
from harness.checks.provider.registry import check
from harness.checks.provider.sign_in import sign_in


@check("oidcc-ensure-request-with-acr-values-succeeds")
def acr_values(provider: Provider) -> None:
    """Require that it succeeds; an `acr` that was not asked for is a warning."""
    wanted = provider.metadata.words("acr_values_supported") or ["1", "2"]
    claims = sign_in(provider, {"acr_values": " ".join(wanted)}).claims
    answered = claims.get("acr")
    fits = answered is None or answered in wanted
    provider.findings.recommend("acr of the ID token", fits, f"none, or one of {wanted}", answered)
