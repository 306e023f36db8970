"""Is a code bound to the verifier of its request, and can PKCE be required (RFC 7636, 4)?"""

from __future__ import annotations

import secrets

from harness.checks.provider.pkce import Challenge
from harness.checks.provider.provider import Provider
from harness.checks.provider.refusals import gives_no_token, refused
from harness.checks.provider.registry import check
from harness.checks.provider.sign_in import complete, look_at_response
from harness.record.verdict import NotApplicable


@check("vodomer-pkce-verifier", proves="OP-51")
def verifier(provider: Provider) -> None:
    """Send a wrong verifier and none, which are refused, and the right one, which is not."""
    if "S256" not in provider.metadata.words("code_challenge_methods_supported"):
        raise NotApplicable("the provider announces no PKCE by S256")
    for title, sent in {"wrong": secrets.token_urlsafe(48), "missing": None}.items():
        landing = provider.authorize(Challenge.new(provider).asked)
        look_at_response(provider, landing)
        reply = provider.redeem(landing, changes={"code_verifier": sent})
        gives_no_token(provider.findings, f"{title} code_verifier", reply)
    challenge = Challenge.new(provider)
    complete(provider, provider.authorize(challenge.asked), challenge.proof)


@check("vodomer-pkce-demanded", proves="OP-51")
def required(provider: Provider) -> None:
    """From the strict client a request without a challenge is refused, one with it is not."""
    strict = provider.target.clients.strict
    if strict is None:
        raise NotApplicable("the target file names no client for which PKCE is required")
    challenge = Challenge.new(provider)
    landing = provider.authorize(challenge.asked, client=strict)
    complete(provider, landing, challenge.proof, client=strict)
    refused(provider.findings, provider.authorize(client=strict), ["invalid_request"])
