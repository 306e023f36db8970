"""Is `redirect_uri` compared exactly, character by character (RFC 9700, 4.1)?"""

from __future__ import annotations

from harness.checks.provider.lookalikes import lookalikes
from harness.checks.provider.provider import Provider
from harness.checks.provider.registry import check


@check("vodomer-redirect-uri-exact", proves="OP-52")
def redirect_uri_exact(provider: Provider) -> None:
    """Require an error page for whatever only looks like the address, asked for with pages or not.

    With `prompt=none` the answer would be an error, which must not be sent elsewhere either.
    """
    for what, address in lookalikes(provider.basic.redirect_uri).items():
        for prompt in (None, "none"):
            landing = provider.authorize_silently({"redirect_uri": address, "prompt": prompt})
            title = f"{what}, {'prompt=none' if prompt else 'with pages'}"
            led_away = landing.seen.url.startswith(provider.target.stop_addresses)
            seen = f"sent to {landing.seen.url}" if led_away else str(landing.seen)
            stays = not led_away and landing.seen.status >= 400
            provider.findings.require(title, stays, "an error page (4xx) of the provider", seen)
