"""In which ways does UserInfo take an access token (OpenID Connect Core 5.3; RFC 6750, 2)?"""

from __future__ import annotations

from functools import partial

from harness.checks.provider.claims import look_at_userinfo
from harness.checks.provider.provider import Provider
from harness.checks.provider.registry import check
from harness.checks.provider.sign_in import sign_in

WAYS = {
    "oidcc-userinfo-get": "GET",
    "oidcc-userinfo-post-header": "POST",
    "oidcc-userinfo-post-body": "POST body",
}
WITH_CLAIMS = {"scope": "openid profile email address phone"}


def asked(how: str, provider: Provider) -> None:
    """Ask UserInfo this way and look at the answer."""
    signed_in = sign_in(provider, WITH_CLAIMS)
    look_at_userinfo(provider.findings, provider.userinfo(signed_in.access_token, how), signed_in)


for name, how in WAYS.items():
    check(name)(partial(asked, how))
