"""What does an answer look like on the wire, headers and source included?"""

from __future__ import annotations

from urllib.parse import urlencode

from harness.agents import Aside, Cookie, straight
from harness.agents.connections import FORM, Answer, Connections
from harness.agents.http import browser_headers


class Wire:
    """Single requests with somebody's cookies, as sent by a page of the same site."""

    def __init__(self, cookies: list[Cookie], headers: dict[str, str], aside: Aside = straight):
        sent = "; ".join(f"{cookie.name}={cookie.value}" for cookie in cookies)
        self._headers = {"Accept": "text/html", **headers, **({"Cookie": sent} if sent else {})}
        self._connections = Connections()
        self._aside = aside

    def get(self, url: str) -> Answer:
        """Fetch an address."""
        return self.send("GET", url)

    def post(self, url: str, pairs: list[tuple[str, str]]) -> Answer:
        """Submit a form."""
        return self.send("POST", url, urlencode(pairs).encode())

    def send(self, method: str, url: str, body: bytes = b"") -> Answer:
        """Send any request; raises TargetUnreachable where no answer comes."""
        headers = {**self._headers, **browser_headers(method, url, url)}
        headers |= {"Content-Type": FORM} if body else {}
        answer: Answer = self._aside(lambda: self._connections.send(method, url, headers, body))
        return answer

    def close(self) -> None:
        """Close the connections."""
        self._connections.close()
