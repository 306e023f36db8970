"""How does a provider say no to an authorization request, and is it the right no?"""

from __future__ import annotations

from collections.abc import Sequence

from harness.checks.findings import Findings
from harness.checks.provider import Landing, Provider


def refused(
    findings: Findings, landing: Landing, codes: Sequence[str], *, page: bool = False
) -> None:
    """Demand one of these errors at the redirect URI or, where `page` allows it, an error page."""
    title = "answer to the request"
    expected = f"error {' or '.join(codes)} at the redirect URI"
    if page and not landing.returned:
        expected = f"{expected}, or an error page (4xx)"
        findings.demand(title, landing.seen.status >= 400, expected, str(landing))
        return
    code = landing.answer.get("error")
    findings.demand(title, code in codes and "code" not in landing.answer, expected, str(landing))
    findings.expect("state of the error", landing.asked.get("state"), landing.answer.get("state"))


def nobody_is_signed_in(provider: Provider, findings: Findings) -> None:
    """Demand that `prompt=none` finds no session."""
    refused(findings, provider.authorize_silently({"prompt": "none"}), NO_SESSION)


NO_SESSION = ("login_required", "interaction_required")
