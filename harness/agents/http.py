"""How does a person without a browser use web pages? By requests over parsed forms."""

from __future__ import annotations

import time
from http.cookiejar import Cookie as StoredCookie
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from urllib.request import Request

from urllib3 import HTTPHeaderDict

from harness.agents import Cookie, Leaving, Offload, Seen, Sent, deadlines, run_inline
from harness.agents.certificates import ClientCertificate
from harness.agents.connections import FORM, USUAL_PORTS, Answer
from harness.agents.cookie_rules import reaches
from harness.agents.document import Document, Submission
from harness.agents.jar import CROSS_SITE, FETCHED_FROM, Jar
from harness.agents.leading import led_to
from harness.agents.locator import Locator, What
from harness.agents.media_types import Shown, as_page, shown_as
from harness.agents.traffic import Traffic
from harness.errors import TargetUnreachable

REDIRECTS = 20
"""Redirects in a row that a browser follows (Fetch standard, 4.5: HTTP-redirect fetch)."""
REDIRECTING = frozenset({301, 302, 303, 307, 308})


class HttpAgent:
    """An `Agent` over plain HTTP; what needs a screen is not there (`picture()` is None).

    With `same_site`, cookies go along with requests from other sites as their SameSite says;
    without, an attack has all of them. With an `address` (`own_address`), requests come from there.
    """

    kind = "http"
    leaving: Leaving | None = None

    def __init__(
        self,
        headers: dict[str, str] | None = None,
        *,
        offload: Offload = run_inline,
        ca: Path | None = None,
        certificate: ClientCertificate | None = None,
        same_site: bool = False,
        address: str | None = None,
        jar: Jar | None = None,
    ) -> None:
        self._jar = jar or Jar(headers or {}, ca, certificate, same_site=same_site, address=address)
        self._offload = offload
        self._history: list[Document] = []
        self._stop_before: tuple[str, ...] = ()
        self.touched = False

    @property
    def address(self) -> str | None:  # noqa: D102
        return self._jar.address

    def open(self, url: str) -> None:  # noqa: D102
        self._go(Submission("GET", url, []), referer=None)

    def open_short_of(self, url: str, beginning: str) -> None:  # noqa: D102
        kept = self._stop_before
        self._stop_before = (*kept, beginning)
        try:
            self.open(url)
        finally:
            self._stop_before = kept

    def fill(self, label: What, value: str) -> None:  # noqa: D102
        self._page.fill(label, value)
        self.touched = True

    def value(self, label: str) -> str:  # noqa: D102
        return self._page.value(label)

    def offers(self, name: str) -> bool:  # noqa: D102
        return self._page.offers(name)

    def offered(self) -> list[str]:  # noqa: D102
        return self._page.offered()

    def press(self, name: What) -> None:  # noqa: D102
        self._go(self._page.follow(name), referer=self._page.url)

    def press_and_stay(self, name: What) -> None:  # noqa: D102
        self.press(name)

    def wait_or_press(self, name: str) -> None:  # noqa: D102
        self.press(name)

    def press_and_await(self, name: What, shown: object = (), hidden: object = ()) -> None:  # noqa: ARG002
        """Nothing changes a page by itself: there is the next one, or none."""
        self.press(name)

    def await_page_or(self, *shown: What) -> bool:  # noqa: ARG002
        """Nothing moves by itself on a page without scripts."""
        return False

    def press_twice(self, name: str) -> None:  # noqa: D102
        submission, page = self._page.follow(name), self._page
        before = [*self._jar.cookies]
        self._go(submission, referer=page.url)
        self._jar.put_back(before)  # the second click is sent before the first is answered
        self._go(submission, referer=page.url)

    def seen(self) -> Seen:  # noqa: D102
        return self._page.seen()

    def shown(self, what: Locator) -> str | None:  # noqa: D102
        return self._page.shown(what)

    def await_any(self, *awaited: Locator) -> None:
        """Nothing moves by itself on a page without scripts."""

    def await_address(self, beginning: str) -> None:
        """Nothing moves by itself on a page without scripts."""

    def read(self, css: str) -> str:  # noqa: D102
        return self._page.read(css)

    def attribute(self, css: str, name: str) -> str:  # noqa: D102
        return self._page.attribute(css, name)

    def source(self) -> str:  # noqa: D102
        return self._page.html

    def reload(self) -> None:  # noqa: D102
        self.open(self._page.url)

    def back(self) -> None:  # noqa: D102
        self._history.pop()
        self.open(self._history.pop().url)

    def tab(self) -> HttpAgent:  # noqa: D102
        return HttpAgent(offload=self._offload, jar=self._jar)

    def post_from(self, site: str, url: str, fields: dict[str, str]) -> None:  # noqa: D102
        self._go(Submission("POST", url, [*fields.items()]), referer=site)

    def follow_from(self, site: str, url: str) -> None:  # noqa: D102
        self._go(Submission("GET", url, []), referer=site)

    def cookies(self, url: str) -> list[Cookie]:  # noqa: D102
        host = urlsplit(url).hostname or ""
        return [cookie for cookie in map(kept, self._jar.cookies) if reaches(cookie.domain, host)]

    def add_cookie(self, url: str, name: str, value: str) -> None:  # noqa: D102
        planted = HTTPHeaderDict({"Set-Cookie": f"{name}={value}; Path=/"})
        self._jar.keep(Answer(url, 200, planted, ""), Request(url))  # noqa: S310 - nothing is sent

    def forget(self, url: str) -> None:  # noqa: D102
        for cookie in self.cookies(url):
            stored = cookie.domain if "." in cookie.domain else f"{cookie.domain}.local"
            self._jar.cookies.clear(stored, cookie.path, cookie.name)

    def stored(self) -> dict[str, str]:
        """Without scripts there is nothing."""
        return {}

    def sent(self) -> list[Sent]:  # noqa: D102
        return list(self._jar.sent)

    def traffic(self) -> Traffic:  # noqa: D102
        return self._jar.traffic

    def complaints(self, mask: object) -> str:  # noqa: ARG002
        """Without scripts there are none."""
        return ""

    def stop_before(self, *beginnings: str) -> None:
        """Follow no redirect to an address that begins so; the page seen then has that address."""
        self._stop_before = beginnings

    def picture(self, find: object = None) -> bytes | None:  # noqa: ARG002, D102
        return None

    def close(self) -> None:  # noqa: D102
        self._jar.closed = True
        self._jar.connections.close()

    @property
    def _page(self) -> Document:
        return self._history[-1] if self._history else Document("about:blank", 0, "")

    def _go(self, submission: Submission, *, referer: str | None) -> None:
        if self._jar.closed:
            raise TargetUnreachable(f"the window was closed before it reached {submission.url}")
        try:
            page: Document = self._offload(lambda: self._fetch(submission, referer))
        except ValueError as problem:  # an address that is none
            raise TargetUnreachable(f"{submission.url} leads nowhere: {problem}") from problem
        self._history.append(page)
        self.touched = True

    def _fetch(self, submission: Submission, referer: str | None) -> Document:
        method, url, pairs = submission.method, submission.url, submission.pairs
        until = time.monotonic() + deadlines.ANSWER
        for _ in range(REDIRECTS):
            if time.monotonic() > until:
                raise TargetUnreachable(
                    f"{submission.url} did not return a page within {deadlines.ANSWER:.0f} s"
                )
            answer = self._send(method, url, pairs, referer)
            location = answer.headers.get("location")
            if answer.status not in REDIRECTING or location is None:
                page = page_of(url, answer)
                onward = page.goes_on_to
                if onward is None:
                    return page
                method, pairs, location = "GET", [], onward
            elif answer.status in (301, 302, 303):
                method, pairs = "GET", []
            url = led_to(url, location)
            if url.startswith(self._stop_before):
                return Document(url=url, status=answer.status, html="")
        raise TargetUnreachable(f"{submission.url} redirects more than {REDIRECTS} times in a row")

    def _send(
        self, method: str, url: str, pairs: list[tuple[str, str]], referer: str | None
    ) -> Answer:
        headers, body = browser_headers(method, url, referer), b""
        if method == "POST":
            headers["Content-Type"], body = FORM, urlencode(pairs).encode()
        elif pairs:
            url = urlsplit(url)._replace(query=urlencode(pairs), fragment="").geturl()
        return self._jar.send(method, url, headers, body)


def page_of(url: str, answer: Answer) -> Document:
    """Give the page that a browser shows. Raises TargetUnreachable where that is none."""
    shown = shown_as(answer.status, answer.headers, answer.source)
    if shown is Shown.NOTHING:
        kind = answer.headers.get("content-type", "nothing")
        raise TargetUnreachable(f"{url} did not return a page: {kind} (status {answer.status})")
    html = answer.source if shown is Shown.PAGE else as_page(answer.source)
    return Document(url=url, status=answer.status, html=html, is_text=shown is Shown.TEXT)


def kept(cookie: StoredCookie) -> Cookie:
    """Give a cookie of the jar as ours; names of attributes may be written in any case."""
    more = {name.casefold(): value for name, value in vars(cookie)["_rest"].items()}
    return Cookie(
        name=cookie.name,
        value=cookie.value or "",
        domain=cookie.domain.removesuffix(".local"),
        path=cookie.path,
        http_only="httponly" in more,
        same_site=(more.get("samesite") or "").capitalize(),
        secure=cookie.secure,
        expires=cookie.expires,
    )


def browser_headers(method: str, url: str, referer: str | None) -> dict[str, str]:
    """Give the headers by which a browser tells where a request comes from (Fetch standard)."""
    if referer is None:
        return {FETCHED_FROM: "none"}
    origin, target = origin_of(referer), origin_of(url)
    headers = {"Referer": referer if origin == target else f"{origin}/"}
    headers[FETCHED_FROM] = "same-origin" if origin == target else site_of(referer, url)
    if method == "POST":
        headers["Origin"] = origin
    return headers


def site_of(referer: str, url: str) -> str:
    """Tell whether two addresses are of one site: here of one host, whatever its public suffix."""
    one, other = urlsplit(referer), urlsplit(url)
    same = (one.scheme, one.hostname) == (other.scheme, other.hostname)
    return "same-site" if same else CROSS_SITE


def origin_of(url: str) -> str:
    """Give scheme, host and port of an address, as browsers compare them (RFC 6454, 4)."""
    return f"{urlsplit(url).scheme}://{host_of(url)}"


def host_of(url: str) -> str:
    """Give host and port of an address, as browsers write them: a usual port goes without saying.

    Of an address that is none, such as one with a port that is no number, all that stands there.
    """
    parts = urlsplit(url)
    try:
        name, port = parts.hostname or "", parts.port
    except ValueError:
        return parts.netloc
    name = f"[{name}]" if ":" in name else name
    return name if port in (None, USUAL_PORTS.get(parts.scheme)) else f"{name}:{port}"
