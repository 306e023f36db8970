"""Is an unsigned request object honoured or refused (OpenID Connect Core 3.1.2.6 and 6.1)?"""

from __future__ import annotations

import secrets

from harness.checks.provider.provider import Landing, Provider
from harness.checks.provider.refusals import refused
from harness.checks.provider.registry import check
from harness.checks.provider.request_objects import refusals, unsigned
from harness.checks.provider.sign_in import complete

UNSIGNED = "unsigned-request-object-supported-correctly-or-rejected-as-unsupported"


@check(f"oidcc-{UNSIGNED}")
def honoured_or_refused(provider: Provider) -> None:
    """Expect the object's state and nonce to count, or the provider to say they don't."""
    within = {"state": secrets.token_urlsafe(12), "nonce": secrets.token_urlsafe(12)}
    landing = _ask(provider, within)
    allowed = refusals(provider.metadata)
    if allowed and "error" in landing.answer:
        if landing.answer.get("state") == within["state"]:
            landing.asked.update(within)  # which state an error carries is left to the provider
        refused(provider.findings, landing, allowed)
        return
    landing.asked.update(within)
    complete(provider, landing)


@check("oidcc-ensure-request-object-with-redirect-uri")
def redirect_uri_within(provider: Provider) -> None:
    """Expect the object's redirect_uri to count, not the unregistered one beside it."""
    if allowed := refusals(provider.metadata):
        refused(provider.findings, _ask(provider, {}), allowed, page=True)
        return
    registered = provider.basic.redirect_uri
    outer = {"redirect_uri": f"{registered}/not-registered"}
    landing = _ask(provider, {"redirect_uri": registered}, outer)
    if not landing.returned:
        provider.findings.require(
            "page", landing.seen.status >= 400, "an error page (4xx)", str(landing)
        )
        return
    place = landing.seen.url.partition("?")[0]
    provider.findings.expect("where the person is sent", registered, place)
    if "error" not in landing.answer:
        complete(provider, landing, {"redirect_uri": registered})


def _ask(
    provider: Provider, within: dict[str, str], outside: dict[str, str] | None = None
) -> Landing:
    client = {"client_id": provider.basic.id, "iss": provider.basic.id}
    whole = {**client, "aud": provider.metadata.text("issuer"), "response_type": "code", **within}
    return provider.authorize(
        {**(outside or {}), "request": unsigned({**whole, "scope": "openid"})}
    )
