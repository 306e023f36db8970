"""How is a form posted to an application's server, within a bounded time, wherever it leads?"""

from __future__ import annotations

import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlencode, urlsplit

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """What came back: the status, 0 where nothing did, and whether the answer may be kept."""

    status: int = 0
    cache_control: str | None = None


@cache
def trusted(ca: str = "") -> ssl.SSLContext:
    """Read the authorities that applications are checked by; once, as it takes its time.

    Raises OSError where the file with one more authority holds none.
    """
    trusts = ssl.create_default_context()
    if ca:
        trusts.load_verify_locations(ca)
    return trusts


@dataclass(frozen=True)
class Way:
    """How applications are reached that the system does not know how to reach."""

    ca: str = ""
    """The PEM file of one more authority; empty for none."""
    hosts: str = ""
    """`NAME=ADDRESS`, separated by spaces."""

    def connection(self, host: str, port: int | None, seconds: float) -> HTTPConnection:
        """Return a connection over plain HTTP."""
        opened = HTTPConnection(host, port, timeout=seconds)
        if place := self._place(host):
            opened.sock = socket.create_connection((place, opened.port), seconds)
        return opened

    def secure_connection(self, host: str, port: int | None, seconds: float) -> HTTPConnection:
        """Return a connection over TLS."""
        trusts = trusted(self.ca)
        opened = HTTPSConnection(host, port, timeout=seconds, context=trusts)
        if place := self._place(host):
            plain = socket.create_connection((place, opened.port), seconds)
            opened.sock = trusts.wrap_socket(plain, server_hostname=host)
        return opened

    def _place(self, host: str) -> str:
        return dict(pair.split("=", 1) for pair in self.hosts.lower().split()).get(host, "")


def post_form(address: str, form: dict[str, str], seconds: float, way: Way = Way()) -> Answer:
    """Post a form, and give what comes back in time.

    No redirect is followed and no proxy used. Certificates are verified against the system's
    issuers, or those in the file that `SSL_CERT_FILE` names, and what the way adds to them.
    """
    parts = urlsplit(address)
    open_connection = way.secure_connection if parts.scheme == "https" else way.connection
    try:
        connection = open_connection(parts.hostname or "", parts.port, seconds)
    except (OSError, ValueError):
        return Answer()
    limit = threading.Timer(seconds, _break_off, [connection])  # whoever answers drop by drop
    limit.daemon = True
    limit.start()
    try:
        target = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
        connection.request("POST", target, urlencode(form), {"Content-Type": FORM})
        answer = connection.getresponse()
        return Answer(answer.status, answer.getheader("Cache-Control"))
    except (OSError, HTTPException, ValueError):
        return Answer()
    finally:
        limit.cancel()
        connection.close()


def _break_off(connection: HTTPConnection) -> None:
    held = connection.sock
    if held is not None:
        with suppress(OSError):
            held.shutdown(socket.SHUT_RDWR)
