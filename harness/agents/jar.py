"""What do the windows of a person without a browser share: cookies, connections, what was sent?"""

from __future__ import annotations

import threading
from http.cookiejar import Cookie as StoredCookie
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.request import Request

from harness.agents import Sent
from harness.agents.certificates import ClientCertificate
from harness.agents.connections import Answer, Connections
from harness.agents.cookie_rules import BrowserPolicy
from harness.agents.identity import navigation
from harness.agents.traffic import Passed, Traffic, now
from harness.errors import TargetUnreachable

COOKIES = 180
"""Cookies that a person keeps (Chromium: 180 of one site)."""
FETCHED_FROM, CROSS_SITE = "Sec-Fetch-Site", "cross-site"


class Jar:
    """What the tabs of one person share: cookies, connections and the list of requests."""

    def __init__(
        self,
        headers: dict[str, str],
        ca: Path | None = None,
        certificate: ClientCertificate | None = None,
        *,
        same_site: bool = False,
        address: str | None = None,
    ) -> None:
        self._same_site = same_site
        self.headers, self.address = headers, address
        self.connections = Connections(ca, certificate, address)
        self.cookies = CookieJar(BrowserPolicy())
        self.sent: list[Sent] = []
        self.traffic = Traffic()
        self.lock = threading.Lock()
        self.closed = False

    def send(self, method: str, url: str, headers: dict[str, str], body: bytes) -> Answer:
        """Send a request with the cookies that belong to it, and keep those of the answer."""
        request = Request(url, method=method)  # noqa: S310 - it only carries what the jar reads
        self._going_along(method, headers).add_cookie_header(request)
        headers = navigation(url, {**self.headers, **headers, **dict(request.header_items())})
        with self.lock:
            self.sent.append(Sent(method, url, headers, body.decode("utf-8", "replace")))
        answer = self._answer(method, url, headers, body)
        self.keep(answer, request)
        return answer

    def _answer(self, method: str, url: str, headers: dict[str, str], body: bytes) -> Answer:
        at, asked = now(), (method, url, headers, body)
        try:
            answer = self.connections.send(*asked)
        except TargetUnreachable as problem:
            self._note(Passed(at, *asked, problem=str(problem)))
            raise
        took = (now() - at).total_seconds() * 1000
        self._note(Passed(at, *asked, answer.status, "", dict(answer.headers), milliseconds=took))
        return answer

    def _note(self, passed: Passed) -> None:
        with self.lock:
            self.traffic.add(passed)

    def put_back(self, cookies: list[StoredCookie]) -> None:
        """Have these cookies again, and no others."""
        self.cookies.clear()
        for cookie in cookies:
            self.cookies.set_cookie(cookie)

    def _going_along(self, method: str, headers: dict[str, str]) -> CookieJar:
        """Give the cookies that may go along, by their SameSite where that counts (RFC 6265bis)."""
        if not self._same_site or headers.get(FETCHED_FROM) != CROSS_SITE:
            return self.cookies
        withheld = ("strict",) if method == "GET" else ("strict", "lax")
        kept = CookieJar(BrowserPolicy())
        for cookie in self.cookies:
            if (cookie.get_nonstandard_attr("SameSite") or "").lower() not in withheld:
                kept.set_cookie(cookie)
        return kept

    def keep(self, answer: Answer, request: Request) -> None:
        """Keep the cookies that an answer sets, as many as a browser; more put older ones out."""
        self.cookies.extract_cookies(answer, request)  # type: ignore[arg-type]  # info() is enough
        for cookie in [*self.cookies][:-COOKIES]:
            self.cookies.clear(cookie.domain, cookie.path, cookie.name)
