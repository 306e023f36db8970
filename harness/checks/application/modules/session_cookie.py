"""Is the cookie of a session out of reach of scripts, of other sites and of other hosts?

A cookie without which the person is still signed in is none of a session, and is not looked at.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import urlsplit

from harness.agents import Cookie
from harness.checks.application.application import Application
from harness.checks.application.registry import check
from harness.checks.application.session_cookies import session_cookies
from harness.record.verdict import NotApplicable
from harness.web.cookies import STRICT_ENOUGH, host_only, reaches_beyond

DAY, YEAR = 86_400, 366
"""Seconds of a day; days that a person may stay signed in at a browser of theirs."""


@check(
    "session-cookie-http-only",
    "WEB-01",
    sl="Piškotka seje skripti ne morejo prebrati.",
    en="Scripts cannot read the session's cookie.",
)
def http_only(application: Application) -> None:
    """HttpOnly (RFC 6265, 4.1.2.6)."""
    for cookie in _cookies(application):
        application.findings.expect(f"{cookie.name}: HttpOnly", True, cookie.http_only)


@check(
    "session-cookie-same-site",
    "WEB-01",
    sl="Piškotek seje ne spremlja zahtev tujih spletnih mest.",
    en="The session's cookie is not sent with requests from other sites.",
)
def same_site(application: Application) -> None:
    """Said in so many words: not every browser takes silence for Lax."""
    for cookie in _cookies(application):
        site = cookie.same_site
        actual = site or "nothing said"
        holds = site in STRICT_ENOUGH
        application.findings.require(f"{cookie.name}: SameSite", holds, "Lax or Strict", actual)


@check(
    "session-cookie-secure",
    "WEB-01",
    sl="Piškotek seje potuje samo prek TLS.",
    en="The session's cookie is sent only over TLS.",
)
def secure(application: Application) -> None:
    """Where the application is reached over TLS."""
    if urlsplit(application.target.target.start).scheme != "https":
        raise NotApplicable("the application is examined without TLS (target.start)")
    for cookie in _cookies(application):
        application.findings.expect(f"{cookie.name}: Secure", True, cookie.secure)


@check(
    "session-cookie-domain",
    "WEB-01",
    sl="Piškotka seje ne dobijo drugi gostitelji.",
    en="Other hosts do not get the session's cookie.",
)
def domain(application: Application) -> None:
    """Warn of a Domain that reaches beyond the application's own name: it is wider than needed."""
    host = urlsplit(application.target.target.start).hostname or ""
    for cookie in _cookies(application):
        title, beyond = f"{cookie.name}: hosts that get it", reaches_beyond(cookie.domain, host)
        application.findings.require(title, not beyond, host, cookie.domain)
        narrow = host_only(cookie.domain)
        application.findings.recommend(title, narrow, f"{host} only", cookie.domain)


@check(
    "session-cookie-lifetime",
    "WEB-13",
    sl="Piškotek seje ne ostane v brskalniku več let.",
    en="The session's cookie does not stay in the browser for years.",
)
def lifetime(application: Application) -> None:
    """Chromium itself ends each after 400 days, so that what it was told cannot be seen there."""
    for cookie in _cookies(application):
        days = 0.0 if cookie.expires is None else (cookie.expires - time.time()) / DAY
        actual = f"{days:,.0f} days" if days else "until the browser is closed"
        title = f"{cookie.name}: how long it is kept"
        application.findings.require(title, days <= YEAR, f"at most {YEAR} days", actual)


def _cookies(application: Application) -> Iterator[Cookie]:
    visitor = application.control(application.person())
    yield from session_cookies(application, visitor)
