"""Whose is a code, how long does it live, and what goes when it is used twice (RFC 6749, 4.1.2)?"""

from __future__ import annotations

from harness.checks.provider.provider import Changes, Provider, Reply
from harness.checks.provider.refusals import REFUSED, gives_no_token
from harness.checks.provider.registry import check
from harness.checks.provider.sign_in import look_at_response, sign_in
from harness.checks.provider.sleep import wait
from harness.checks.provider.target import Client
from harness.record.verdict import NotApplicable


@check("vodomer-code-binding", proves="OP-53")
def binding(provider: Provider) -> None:
    """Use a code with another client and redirect URI; a second use takes its tokens along.

    Where a client has one redirect URI, OAuth 2.1 lets the token request leave it out.
    """
    post, elsewhere = provider.target.clients.post, f"{provider.basic.redirect_uri}/elsewhere"
    wrong: dict[str, tuple[Client | None, Changes]] = {
        "code of another client": (post, {}),
        "another redirect_uri": (None, {"redirect_uri": elsewhere}),
    }
    for title, (client, changes) in wrong.items():
        gives_no_token(provider.findings, title, _redeemed(provider, client, changes))
    signed_in = sign_in(provider)
    gives_no_token(provider.findings, "second use of the code", provider.redeem(signed_in.landing))
    after = provider.userinfo(signed_in.access_token)
    dead = after.status in REFUSED
    provider.findings.require(
        "access token of the first use", dead, "is refused from now on", str(after)
    )


@check("vodomer-code-expiry", proves="OP-53", waits=True)
def expiry(provider: Provider) -> None:
    """Use a code that is older than the target file says, which is refused."""
    seconds = provider.target.target.code_seconds
    if seconds is None:
        raise NotApplicable("the target file does not say how long a code lives (code_seconds)")
    reply = _redeemed(provider, None, {}, after=seconds + 1)
    gives_no_token(provider.findings, f"code after {seconds} s", reply)


def _redeemed(
    provider: Provider,
    client: Client | None,
    changes: Changes,
    *,
    after: float = 0,
) -> Reply:
    """Get a code, let time pass, and redeem it, changed as told."""
    landing = provider.authorize()
    look_at_response(provider, landing)
    wait(after)
    return provider.redeem(landing, client, changes)
