"""By which headers do proxies tell an application who is signed in, or need not be?"""

from __future__ import annotations

from collections.abc import Iterator

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

PATH_HEADERS = (
    *("X-Forwarded-Uri", "X-Original-Uri", "X-Original-URL", "X-Rewrite-URL", "X-Replaced-Path"),
    *("X-Envoy-Original-Path", "X-Accel-Redirect"),
)
FREE_PATHS = (
    *("/favicon.ico", "/robots.txt", "/health", "/healthz", "/ping", "/metrics", "/login"),
    *("/static/style.css", "/assets/app.js", "/public/", "/.well-known/security.txt"),
)
"""What many applications show to everybody."""
CHECKERS = ("kube-probe/1.30", "GoogleHC/1.0", "ELB-HealthChecker/2.0", "Consul Health Check")
"""By which names those come that look whether a server lives."""


def excusing(*own: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Give by what somebody need not be signed in, where it is believed, and the headers for it.

    `own` are paths that are free at this application (CVE-2026-40575, CVE-2026-34457).
    """
    for path in dict.fromkeys((*FREE_PATHS, *own)):
        yield f"headers that name the free path {path}", dict.fromkeys(PATH_HEADERS, path)
    for name in CHECKERS:
        yield f"the name of a health check, {name}", {"User-Agent": name}


def naming(somebody: str) -> dict[str, str]:
    """Name somebody by all of them."""
    return dict.fromkeys(NAMES, somebody)
