"""Does `prompt=none` succeed within a session (OpenID Connect Core 3.1.2.1)?"""

from __future__ import annotations

from harness.checks.provider.provider import Provider
from harness.checks.provider.registry import check
from harness.checks.provider.sessions import APART, again, stays_signed_in
from harness.checks.provider.sign_in import sign_in
from harness.checks.provider.sleep import wait


@check("oidcc-prompt-none-logged-in")
def prompt_none_logged_in(provider: Provider) -> None:
    """Require a code without a page, for the same person, with the same `auth_time`."""
    first = sign_in(provider, {"max_age": "10000"})
    wait(APART)
    second = again(provider, first, {"prompt": "none", "max_age": "10000"})
    stays_signed_in(provider.findings, first, second)
