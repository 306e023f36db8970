"""What becomes of a claim that is asked for as essential (OpenID Connect Core 5.5)?"""

from __future__ import annotations

import json

from harness.checks.provider.claims import userinfo
from harness.checks.provider.provider import Provider
from harness.checks.provider.registry import check
from harness.checks.provider.sign_in import sign_in

ASKED = {"claims": json.dumps({"userinfo": {"name": {"essential": True}}})}


@check("oidcc-claims-essential")
def claims_essential(provider: Provider) -> None:
    """Require that the request succeeds; a `name` that does not come is a warning."""
    said = userinfo(provider, sign_in(provider, ASKED))
    provider.findings.recommend("name in UserInfo", "name" in said, "name", ", ".join(said))
