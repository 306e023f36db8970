"""How does a request go out, and how does a bounded answer come back? Nothing is followed."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import urllib3
from urllib3.exceptions import HTTPError, ProtocolError
from urllib3.util import parse_url

from harness.agents import deadlines
from harness.agents.certificates import ClientCertificate
from harness.agents.charsets import decoded_page
from harness.agents.deadlines import PATIENT, cut_off
from harness.agents.identity import user_agent
from harness.agents.names import spot_of
from harness.errors import TargetUnreachable

SIZE = 5_000_000
"""Bytes read of an answer, more than any page for people has; the rest is left where it is."""
FORM = "application/x-www-form-urlencoded"
USUAL_PORTS = {"http": 80, "https": 443}
_PIECE = 65_536


@dataclass(frozen=True)
class Answer:
    """One answer as it came; names of headers in any case, repeated ones joined by commas."""

    url: str
    status: int
    headers: urllib3.HTTPHeaderDict
    source: str

    def info(self) -> urllib3.HTTPHeaderDict:
        """Give the headers under the name that `http.cookiejar` asks for them by."""
        return self.headers


@cache
def trusted(ca: Path | None = None) -> ssl.SSLContext:
    """Read the authorities that answers are checked by; once, as it takes longer than a page.

    `ca` is a PEM file of one more authority. Raises OSError where it holds none.
    """
    context = ssl.create_default_context()
    if ca is not None:
        context.load_verify_locations(ca)
    return context


class Connections:
    """Connections that stay open between requests; the machine's proxy settings do not count.

    With a certificate they reach the place that asks for it, and no other over TLS. With an
    address they come from there, where they can.
    """

    def __init__(
        self,
        ca: Path | None = None,
        certificate: ClientCertificate | None = None,
        address: str | None = None,
    ) -> None:
        source = (address, 0) if address else None
        self._pool = urllib3.PoolManager(
            maxsize=4, retries=False, timeout=deadlines.ANSWER, source_address=source
        )
        if ca or certificate:
            self._check_by(certificate.context() if certificate else trusted(ca))
        self._pool.pool_classes_by_scheme = PATIENT

    def send(self, method: str, url: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
        """Send a request and read its answer. Raises TargetUnreachable where none comes.

        Where the headers do not say who asks, it is a browser.
        """
        headers = headers if "User-Agent" in headers else {**headers, "User-Agent": user_agent()}
        try:
            response = self._head(method, url, headers, body)
            try:
                return Answer(url, response.status, response.headers, _read(url, response))
            finally:
                response.release_conn()
        except (HTTPError, OSError, ValueError) as problem:
            raise TargetUnreachable(f"{url} did not answer: {problem}") from problem

    def _check_by(self, context: ssl.SSLContext) -> None:
        self._pool.connection_pool_kw.setdefault("ssl_context", context)

    def _head(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes
    ) -> urllib3.BaseHTTPResponse:
        """Give the answer's head; a GET goes out again if a kept connection has just been closed.

        A server may close one at any time (RFC 9112, 9.3.1), which no browser troubles people with.
        """
        if url.lower().startswith("https:"):
            self._check_by(trusted())
        ask = partial(self._request, method, url, headers, body)
        try:
            return ask()
        except ProtocolError as problem:
            if method != "GET" or not isinstance(problem.args[-1], ConnectionResetError):
                raise
            return ask()

    def _request(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes
    ) -> urllib3.BaseHTTPResponse:
        """Send a request once, to where its name is found."""
        how: dict[str, Any] = {"redirect": False, "preload_content": False, "body": body or None}
        parts = parse_url(url)
        name, usual = (parts.host or "").strip("[]"), USUAL_PORTS.get(parts.scheme or "", 0)
        spot = spot_of(name, parts.port or usual)
        if spot is None:
            return self._pool.request(method, url, headers=headers, **how)
        pool = self._pool.connection_from_host(*spot, parts.scheme, {"server_hostname": name})
        if not any(header.lower() == "host" for header in headers):
            headers = {"Host": parts.netloc or name, **headers}
        how |= {"assert_same_host": False, "headers": headers}
        return pool.request(method, parts.request_uri, **how)

    def close(self) -> None:
        """Close the connections."""
        self._pool.clear()


def _read(url: str, response: urllib3.BaseHTTPResponse) -> str:
    """Read a body as text, up to `SIZE` bytes; TargetUnreachable where it takes too long."""
    body = bytearray()
    with cut_off(deadlines.ANSWER, response.shutdown) as is_cut:
        for piece in response.stream(_PIECE):
            body += piece
            if len(body) > SIZE or is_cut():
                response.close()
                break
    if is_cut():
        raise TargetUnreachable(f"{url} did not finish its answer within {deadlines.ANSWER:.0f} s")
    return decoded_page(bytes(body[:SIZE]), response.headers.get("content-type", ""))
