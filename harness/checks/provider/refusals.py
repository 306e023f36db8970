"""How does a provider say no to an authorization request, and is it the right no?"""

from __future__ import annotations

from collections.abc import Sequence

from harness.checks.provider.provider import Landing, Provider, Reply
from harness.record.findings import Findings


def refused(
    findings: Findings, landing: Landing, codes: Sequence[str], *, page: bool = False
) -> None:
    """Require one of these errors at the redirect URI or, where `page` allows it, an error page."""
    title = "answer to the request"
    expected = f"error {' or '.join(codes)} at the redirect URI"
    if page and not landing.returned:
        expected = f"{expected}, or an error page (4xx)"
        findings.require(title, landing.seen.status >= 400, expected, str(landing))
        return
    code = landing.answer.get("error")
    findings.require(title, code in codes and "code" not in landing.answer, expected, str(landing))
    findings.expect("state of the error", landing.asked.get("state"), landing.answer.get("state"))


def nobody_is_signed_in(provider: Provider) -> None:
    """Require that `prompt=none` finds no session."""
    refused(provider.findings, provider.authorize_silently({"prompt": "none"}), NO_SESSION)


def gives_no_token(findings: Findings, title: str, reply: Reply) -> None:
    """Require that a token request is refused (RFC 6749, 5.2), with no token beside the error."""
    none = reply.status in REFUSED and not {"access_token", "id_token"} & reply.json.keys()
    findings.require(title, none, "an error (4xx) and no token", str(reply))


REFUSED = range(400, 500)
NO_SESSION = ("login_required", "interaction_required")
