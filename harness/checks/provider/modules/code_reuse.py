"""Does a code work only once (RFC 6749, 4.1.2)?"""

from __future__ import annotations

from harness.checks.provider.provider import Provider
from harness.checks.provider.refusals import REFUSED
from harness.checks.provider.registry import check
from harness.checks.provider.sign_in import sign_in
from harness.checks.provider.sleep import wait


@check("oidcc-codereuse")
def at_once(provider: Provider) -> None:
    """Use a code again at once, which ends in invalid_grant."""
    signed_in = sign_in(provider)
    second = provider.redeem(signed_in.landing)
    provider.findings.expect("second use of the code", "invalid_grant", second.error or str(second))


@check("oidcc-codereuse-30seconds", waits=True)
def later(provider: Provider) -> None:
    """Use a code again after half a minute; that the first access token dies is recommended."""
    signed_in = sign_in(provider)
    wait(provider.reuse_after)
    second = provider.redeem(signed_in.landing)
    provider.findings.require(
        "second use of the code", second.status in REFUSED, "an error", str(second)
    )
    after = provider.userinfo(signed_in.access_token)
    dead = after.status in REFUSED
    provider.findings.recommend(
        "access token of the first use", dead, "is refused from now on", str(after)
    )
