"""Does `prompt=none` succeed with a hint at who is signed in (OpenID Connect Core 3.1.2.1)?"""

from __future__ import annotations

from harness.checks.provider.provider import Provider
from harness.checks.provider.registry import check
from harness.checks.provider.sessions import again
from harness.checks.provider.sign_in import sign_in


@check("oidcc-id-token-hint")
def id_token_hint(provider: Provider) -> None:
    """Require a code without a page, for the person whom the hint names."""
    first = sign_in(provider)
    hint = {"prompt": "none", "id_token_hint": first.id_token}
    second = again(provider, first, hint)
    did = ", ".join(second.landing.done) or "no page"
    provider.findings.expect("what the person had to do", "no page", did)
