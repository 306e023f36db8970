"""Does `prompt=login` have the person sign in again (OpenID Connect Core 3.1.2.1)?"""

from __future__ import annotations

from harness.checks.provider.provider import Provider
from harness.checks.provider.registry import check
from harness.checks.provider.sessions import APART, again, signs_in_anew
from harness.checks.provider.sign_in import sign_in
from harness.checks.provider.sleep import wait


@check("oidcc-prompt-login")
def prompt_login(provider: Provider) -> None:
    """Sign in, then once more with `prompt=login`: a page must come and `auth_time` must go up."""
    first = sign_in(provider, {"max_age": "10000"})
    wait(APART)
    second = again(provider, first, {"prompt": "login", "max_age": "10000"})
    signs_in_anew(provider.findings, first, second)
