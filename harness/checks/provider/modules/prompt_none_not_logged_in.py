"""What becomes of `prompt=none` when nobody is signed in (OpenID Connect Core 3.1.2.6)?"""

from __future__ import annotations

from harness.checks.provider.provider import Provider
from harness.checks.provider.refusals import nobody_is_signed_in
from harness.checks.provider.registry import check


@check("oidcc-prompt-none-not-logged-in")
def prompt_none_not_logged_in(provider: Provider) -> None:
    """Require an error at the redirect URI, without a page."""
    nobody_is_signed_in(provider)
