"""How does a person without a browser use web pages? By requests over parsed forms."""

from __future__ import annotations

import ssl
import threading
from functools import cache
from urllib.parse import urlsplit

import httpx2

from harness.agents import Aside, Cookie, Seen, Sent, straight
from harness.agents.document import Document, Submission
from harness.errors import TargetUnreachable

REDIRECTS = 20
TIMEOUT = 30.0
SIZE = 5_000_000
"""A page is read up to this many bytes; a target that streams for ever does not stop the run."""


@cache
def trusted() -> ssl.SSLContext:
    """Read the authorities that answers are checked by; once, as it takes longer than a page."""
    return httpx2.create_ssl_context(trust_env=False)


class Jar:
    """What the tabs of one person share: cookies, connections and the list of requests."""

    def __init__(self, headers: dict[str, str]) -> None:
        self.client = httpx2.Client(
            headers={"Accept": "text/html", "Accept-Language": "sl-SI,sl;q=0.9", **headers},
            timeout=TIMEOUT,
            trust_env=False,
            verify=trusted(),
        )
        self.sent: list[Sent] = []
        self.lock = threading.Lock()


class HttpAgent:
    """An `Agent` over plain HTTP; what needs a screen is not there (`picture()` is None)."""

    kind = "http"

    def __init__(self, headers: dict[str, str] | None = None, *, aside: Aside = straight) -> None:
        self._jar = Jar(headers or {})
        self._aside = aside
        self._history: list[Document] = []
        self._stop_before: str | None = None
        self.touched = False

    def open(self, url: str) -> None:  # noqa: D102
        self._go(Submission("GET", url, []), referer=None)

    def fill(self, label: str, value: str) -> None:  # noqa: D102
        self._page.fill(label, value)
        self.touched = True

    def value(self, label: str) -> str:  # noqa: D102
        return self._page.value(label)

    def offers(self, name: str) -> bool:  # noqa: D102
        return self._page.offers(name)

    def press(self, name: str) -> None:  # noqa: D102
        self._go(self._page.follow(name), referer=self._page.url)

    def press_twice(self, name: str) -> None:  # noqa: D102
        submission, page = self._page.follow(name), self._page
        self._go(submission, referer=page.url)
        self._go(submission, referer=page.url)

    def seen(self) -> Seen:  # noqa: D102
        return self._page.seen()

    def read(self, css: str) -> str:  # noqa: D102
        return self._page.read(css)

    def attribute(self, css: str, name: str) -> str:  # noqa: D102
        return self._page.attribute(css, name)

    def reload(self) -> None:  # noqa: D102
        self.open(self._page.url)

    def back(self) -> None:  # noqa: D102
        self._history.pop()
        self.open(self._history.pop().url)

    def tab(self) -> HttpAgent:  # noqa: D102
        other = HttpAgent(aside=self._aside)
        other._jar = self._jar
        return other

    def post_from(self, site: str, url: str, fields: dict[str, str]) -> None:  # noqa: D102
        self._go(Submission("POST", url, [*fields.items()]), referer=site)

    def cookies(self, url: str) -> list[Cookie]:  # noqa: D102
        host = urlsplit(url).hostname or ""
        return [
            Cookie(
                name=cookie.name,
                value=cookie.value or "",
                domain=cookie.domain.removesuffix(".local"),
                path=cookie.path,
                http_only=cookie.has_nonstandard_attr("HttpOnly"),
                same_site=cookie.get_nonstandard_attr("SameSite") or "",
            )
            for cookie in self._jar.client.cookies.jar
            if cookie.domain.removesuffix(".local") == host
        ]

    def add_cookie(self, url: str, name: str, value: str) -> None:  # noqa: D102
        host = urlsplit(url).hostname or ""
        self._jar.client.cookies.set(name, value, domain=host if "." in host else f"{host}.local")

    def forget(self, url: str) -> None:  # noqa: D102
        jar = self._jar.client.cookies.jar
        for cookie in self.cookies(url):
            stored = cookie.domain if "." in cookie.domain else f"{cookie.domain}.local"
            jar.clear(stored, cookie.path, cookie.name)

    def sent(self) -> list[Sent]:  # noqa: D102
        return list(self._jar.sent)

    def stop_before(self, address: str | None) -> None:
        """Follow no redirect to an address that begins so; the page seen then has that address."""
        self._stop_before = address

    def picture(self) -> bytes | None:  # noqa: D102
        return None

    def close(self) -> None:  # noqa: D102
        self._jar.client.close()

    @property
    def _page(self) -> Document:
        return self._history[-1]

    def _go(self, submission: Submission, *, referer: str | None) -> None:
        self._history.append(self._aside(lambda: self._fetch(submission, referer)))
        self.touched = True

    def _fetch(self, submission: Submission, referer: str | None) -> Document:
        method, url, pairs = submission.method, submission.url, submission.pairs
        for _ in range(REDIRECTS):
            response, body = self._send(method, url, pairs, referer)
            location = response.headers.get("location")
            if not response.is_redirect or location is None:
                return Document(url=url, status=response.status_code, html=body)
            if response.status_code in (301, 302, 303):
                method, pairs = "GET", []
            url = str(httpx2.URL(url).join(location))
            if self._stop_before is not None and url.startswith(self._stop_before):
                return Document(url=url, status=response.status_code, html="")
        raise TargetUnreachable(f"{submission.url} redirects more than {REDIRECTS} times in a row")

    def _send(
        self, method: str, url: str, pairs: list[tuple[str, str]], referer: str | None
    ) -> tuple[httpx2.Response, str]:
        headers = browser_headers(method, url, referer)
        request = self._jar.client.build_request(
            method,
            url,
            headers=headers,
            params=httpx2.QueryParams(tuple(pairs)) if method == "GET" and pairs else None,
            data=form_data(pairs) if method == "POST" else None,
        )
        self._note(request)
        try:
            response = self._jar.client.send(request, stream=True)
            try:
                return response, read_bounded(response)
            finally:
                response.close()
        except httpx2.HTTPError as problem:
            raise TargetUnreachable(f"{url} gave no answer: {problem}") from problem

    def _note(self, request: httpx2.Request) -> None:
        body = request.content.decode("utf-8", "replace")
        with self._jar.lock:
            self._jar.sent.append(
                Sent(request.method, str(request.url), dict(request.headers), body)
            )


def form_data(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    """Group pairs by name, as the client library takes them."""
    grouped: dict[str, list[str]] = {}
    for name, value in pairs:
        grouped.setdefault(name, []).append(value)
    return grouped


def browser_headers(method: str, url: str, referer: str | None) -> dict[str, str]:
    """Give the headers by which a browser tells where a request comes from (Fetch standard)."""
    if referer is None:
        return {"Sec-Fetch-Site": "none"}
    origin, target = origin_of(referer), origin_of(url)
    headers = {"Referer": referer if origin == target else f"{origin}/"}
    headers["Sec-Fetch-Site"] = "same-origin" if origin == target else "cross-site"
    if method == "POST":
        headers["Origin"] = origin
    return headers


def origin_of(url: str) -> str:
    """Give scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def read_bounded(response: httpx2.Response) -> str:
    """Read a body up to `SIZE` bytes as text."""
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > SIZE:
            break
    return body.decode(response.encoding or "utf-8", "replace")
