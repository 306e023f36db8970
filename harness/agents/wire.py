"""What does an answer look like on the wire, headers and source included?"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

import httpx2

from harness.agents import Aside, Cookie, straight
from harness.agents.http import TIMEOUT, browser_headers, read_bounded, trusted
from harness.errors import TargetUnreachable

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """One answer as it came; names of headers in small letters, redirects not followed."""

    url: str
    status: int
    headers: dict[str, str]
    source: str


class Wire:
    """Single requests with somebody's cookies, as sent by a page of the same site."""

    def __init__(self, cookies: list[Cookie], headers: dict[str, str], aside: Aside = straight):
        sent = "; ".join(f"{cookie.name}={cookie.value}" for cookie in cookies)
        self._client = httpx2.Client(
            headers={"Accept": "text/html", **headers, **({"Cookie": sent} if sent else {})},
            timeout=TIMEOUT,
            trust_env=False,
            verify=trusted(),
        )
        self._aside = aside

    def get(self, url: str) -> Answer:
        """Fetch an address."""
        return self.send("GET", url)

    def post(self, url: str, pairs: list[tuple[str, str]]) -> Answer:
        """Submit a form."""
        return self.send("POST", url, urlencode(pairs).encode())

    def send(self, method: str, url: str, body: bytes = b"") -> Answer:
        """Send any request; raises TargetUnreachable where no answer comes."""
        answer: Answer = self._aside(lambda: self._exchange(method, url, body))
        return answer

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _exchange(self, method: str, url: str, body: bytes) -> Answer:
        headers = {**browser_headers(method, url, url), **({"Content-Type": FORM} if body else {})}
        try:
            with self._client.stream(method, url, headers=headers, content=body) as response:
                found = {name.lower(): value for name, value in response.headers.items()}
                return Answer(url, response.status_code, found, read_bounded(response))
        except httpx2.HTTPError as problem:
            raise TargetUnreachable(f"{url} gave no answer: {problem}") from problem
        finally:
            self._client.cookies.clear()  # what an answer sets must not change the next request
