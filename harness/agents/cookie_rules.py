"""Which cookies does a browser keep and send, that Python's cookie jar knows nothing of?

RFC 6265bis, as Chromium follows it: `Secure` counts on loopback without TLS, too.
"""

from __future__ import annotations

import ipaddress
from http.cookiejar import Cookie as StoredCookie
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urlsplit
from urllib.request import Request

LARGEST = 4096
"""Octets of name and value together (RFC 6265bis, 5.7)."""
_CONTROL = frozenset(map(chr, [*range(9), *range(10, 32), 127]))


class BrowserPolicy(DefaultCookiePolicy):
    """Keeps and sends what a browser would."""

    def set_ok(self, cookie: StoredCookie, request: Request) -> bool:
        """Tell whether a cookie is kept."""
        return _may_be_kept(cookie, request.full_url) and super().set_ok(cookie, request)

    def set_ok_domain(self, cookie: StoredCookie, request: Request) -> bool:
        """Tell whether a cookie may be for that domain; for the host itself, in any case."""
        return _is_host(cookie.domain, request) or super().set_ok_domain(cookie, request)

    def domain_return_ok(self, domain: str, request: Request) -> bool:
        """Tell whether cookies of a domain may go to this host at all."""
        return _is_host(domain, request) or super().domain_return_ok(domain, request)

    def return_ok_domain(self, cookie: StoredCookie, request: Request) -> bool:
        """Tell whether a cookie may go to this host."""
        return _is_host(cookie.domain, request) or super().return_ok_domain(cookie, request)

    def return_ok_secure(self, cookie: StoredCookie, request: Request) -> bool:
        """Tell whether a cookie may go where it has to go over a safe connection."""
        return not cookie.secure or is_trustworthy(request.full_url)


def is_trustworthy(url: str) -> bool:
    """Tell whether nobody can listen: over TLS, or on this machine (Secure Contexts, 3.1)."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "https" or host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_host(domain: str, request: Request) -> bool:
    return domain.removeprefix(".") == urlsplit(request.full_url).hostname


def _may_be_kept(cookie: StoredCookie, url: str) -> bool:
    name, value = cookie.name or "", cookie.value or ""
    too_large = len(f"{name}{value}".encode()) > LARGEST
    if too_large or not _CONTROL.isdisjoint(name + value):
        return False
    if not cookie.secure:
        return not _asks_for_security(cookie)
    bound = cookie.path == "/" and cookie.path_specified and not cookie.domain_specified
    return is_trustworthy(url) and (bound or not name.lower().startswith("__host-"))


def _asks_for_security(cookie: StoredCookie) -> bool:
    """Tell whether a cookie is worth nothing without `Secure`: by its name, or for other sites."""
    attributes = {name.casefold(): value for name, value in vars(cookie)["_rest"].items()}
    cross_site = (attributes.get("samesite") or "").casefold() == "none"
    return cross_site or (cookie.name or "").lower().startswith(("__host-", "__secure-"))


def reaches(domain: str, host: str) -> bool:
    """Tell whether a host gets the cookies of a domain; a leading dot means those below it, too."""
    return domain == host or (domain.startswith(".") and f".{host}".endswith(domain))
