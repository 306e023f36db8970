"""By which headers do proxies tell an application who is signed in?"""

from __future__ import annotations

NAMES = (
    *("Remote-User", "Remote-Email", "Remote-Name", "X-Remote-User", "X-Remote-Email"),
    *(
        "X-Forwarded-User",
        "X-Forwarded-Email",
        "X-Forwarded-Preferred-Username",
        "X_Forwarded_User",
    ),
    *("X-Auth-Request-User", "X-Auth-Request-Email", "X-Auth-Request-Preferred-Username"),
    *("OIDC_CLAIM_sub", "OIDC_CLAIM_email", "OIDC_CLAIM_preferred_username"),
    *("OIDC-Claim-Sub", "OIDC-Claim-Email", "X-Userinfo-Sub", "X-Userinfo-Email"),
    *("X-Authentik-Username", "X-Authentik-Email", "X-Webauth-User", "X-Authenticated-User"),
    *("X-User", "X-User-Id", "X-User-Email", "X-Username", "X-Email"),
    *("Cf-Access-Authenticated-User-Email", "X-MS-Client-Principal-Name"),
    *("Tailscale-User-Login", "X-Goog-Authenticated-User-Email"),
)
"""Of Apache's, nginx's and oauth2-proxy's ways, mod_auth_openidc, authentik and clouds.

Some are written with `_` as well, which many servers make the same of (RFC 3875, 4.1.18).
"""

EXCUSING = {
    "headers that name a free path": dict.fromkeys(
        ("X-Forwarded-Uri", "X-Original-Uri", "X-Original-URL", "X-Rewrite-URL", "X-Replaced-Path"),
        "/favicon.ico",
    ),
    "the name of a health check": {"User-Agent": "kube-probe/1.30"},
    "the name of a health check of another kind": {"User-Agent": "GoogleHC/1.0"},
}
"""By what somebody need not be signed in, where it is believed (CVE-2026-40575, -34457)."""


def naming(somebody: str) -> dict[str, str]:
    """Name somebody by all of them."""
    return dict.fromkeys(NAMES, somebody)
