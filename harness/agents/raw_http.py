"""What does an answer look like on the wire, headers and source included?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import TypeVar
from urllib.parse import urlencode

from harness.agents import Cookie, Offload, run_inline
from harness.agents.connections import FORM, Answer, Connections
from harness.agents.http import REDIRECTING, REDIRECTS, browser_headers, origin_of
from harness.agents.identity import navigation
from harness.agents.leading import led_to

_Came = TypeVar("_Came")
BY_FOREIGN_SCRIPT = {
    "Sec-Fetch-Site": "cross-site",
    "Sec-Fetch-Mode": "cors",
    "Sec-Fetch-Dest": "empty",
}


class Wire:
    """Single requests with somebody's cookies, as sent by a page of the same site."""

    def __init__(
        self,
        cookies: list[Cookie],
        headers: dict[str, str],
        offload: Offload = run_inline,
        ca: Path | None = None,
        address: str | None = None,
    ) -> None:
        sent = "; ".join(f"{cookie.name}={cookie.value}" for cookie in cookies)
        self._headers = {**headers, **({"Cookie": sent} if sent else {})}
        self._ca, self._address = ca, address
        self._connections = Connections(ca, address=address)
        self._offload = offload

    def get(self, url: str) -> Answer:
        """Fetch an address."""
        return self.send("GET", url)

    def arrive(self, url: str) -> Answer:
        """Fetch an address and go where it leads, as long as that is on the same origin."""
        answer = self.get(url)
        for _ in range(REDIRECTS):
            onwards = led_to(answer.url, answer.headers.get("location", ""))
            elsewhere = origin_of(onwards) != origin_of(url)
            if answer.status not in REDIRECTING or elsewhere or onwards == answer.url:
                break
            answer = self.get(onwards)
        return answer

    def post(self, url: str, pairs: list[tuple[str, str]]) -> Answer:
        """Submit a form."""
        return self.send("POST", url, urlencode(pairs).encode())

    def fetch_from(self, origin: str, url: str) -> Answer:
        """Fetch an address as a script of a foreign origin does (Fetch standard, 3.2)."""
        return self.ask("GET", url, {"Origin": origin, **BY_FOREIGN_SCRIPT}, b"")

    def send(self, method: str, url: str, body: bytes = b"") -> Answer:
        """Send any request; raises TargetUnreachable where no answer comes."""
        headers = browser_headers(method, url, url) | ({"Content-Type": FORM} if body else {})
        return self.ask(method, url, headers, body)

    def ask(self, method: str, url: str, headers: dict[str, str], body: bytes) -> Answer:
        """Send any request with exactly these headers beside the window's own.

        Raises TargetUnreachable where no answer comes.
        """
        whole = navigation(url, {**self._headers, **headers})
        answer: Answer = self._offload(lambda: self._connections.send(method, url, whole, body))
        return answer

    def alone(self, method: str, url: str, headers: dict[str, str], body: bytes) -> Answer:
        """Send any request as `ask`, by a connection that nothing else goes by."""
        self._connections.close()
        try:
            return self.ask(method, url, headers, body)
        finally:
            self._connections.close()

    def at_once(self, sendings: Sequence[Callable[[Wire], _Came]]) -> list[_Came]:
        """Send several requests at the same instant, each by a connection of its own."""
        door = Barrier(len(sendings))

        def send(sending: Callable[[Wire], _Came]) -> _Came:
            wire = Wire([], self._headers, ca=self._ca)
            try:
                door.wait()
                return sending(wire)
            finally:
                wire.close()

        def send_all() -> list[_Came]:
            with ThreadPoolExecutor(len(sendings)) as pool:
                return [*pool.map(send, sendings)]

        came: list[_Came] = self._offload(send_all)
        return came

    def close(self) -> None:
        """Close the connections."""
        self._connections.close()
