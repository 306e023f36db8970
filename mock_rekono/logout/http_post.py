"""How is a form posted to an application's server, within a bounded time, wherever it leads?"""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlencode, urlsplit

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """What came back: the status, 0 where nothing did, and whether the answer may be kept."""

    status: int = 0
    cache_control: str | None = None


def post_form(address: str, form: dict[str, str], seconds: float) -> Answer:
    """Post a form, and give what comes back in time.

    No redirect is followed and no proxy used. Certificates are verified against the system's
    issuers, or those in the file that `SSL_CERT_FILE` names.
    """
    parts = urlsplit(address)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=seconds)
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
