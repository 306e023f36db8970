"""How long is an answer waited for? One that comes drop by drop is cut off from another thread.

Agents read these bounds when they wait, so that a test that waits for what never comes can set
shorter ones, once for all of them.
"""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError

from harness.agents.alarms import ALARMS

logging.getLogger("urllib3").setLevel(logging.CRITICAL)
"""Its warnings about odd answers would go to the terminal: with the target's words, and codes."""
ANSWER = 30.0
"""Seconds for the head of an answer, for its body and for a page: a person waits no longer
(RES-01), and a socket's own time-out begins anew with each byte."""
STEP = 10.0
"""Seconds for something that must come of a step in a browser."""
WINDOW = 45.0
"""Seconds after which a window is closed whose page holds us by a script that never ends, as only
the whole window lets go then; no verb waits so long by itself (`ANSWER`)."""

OVER = 10.0
"""Seconds more, after which the watchdog ends the browser: the window could not even be closed."""


@contextmanager
def cut_off(seconds: float, cut: Callable[[], object]) -> Iterator[Callable[[], bool]]:
    """Cut a connection if what is done meanwhile takes longer; gives what tells whether it was."""
    done = threading.Event()

    def over() -> None:
        done.set()
        with suppress(Exception):  # it may have ended at the same instant
            cut()

    call_off = ALARMS.after(seconds, over)
    try:
        yield done.is_set
    finally:
        call_off()


class _Patient:
    """A connection whose answers have to begin in time, from an address where that can be used."""

    sock: socket.socket
    source_address: tuple[str, int] | None

    def _new_conn(self) -> socket.socket:
        """Connect; where that cannot be done from the address of its own, from any."""
        connect = super()._new_conn  # type: ignore[misc]  # what it is mixed into has it
        try:
            return connect()  # type: ignore[no-any-return]
        except NewConnectionError:
            if self.source_address is None:
                raise
            self.source_address = None
            return connect()  # type: ignore[no-any-return]

    def getresponse(self) -> Any:
        """Read the head of an answer."""
        with cut_off(ANSWER, lambda: socket.socket.shutdown(self.sock, socket.SHUT_RDWR)) as is_cut:
            answer = super().getresponse()  # type: ignore[misc]  # what it is mixed into has it
        if is_cut():
            answer.close()
            raise TimeoutError(f"no answer within {ANSWER:.0f} s")
        return answer


class _Plain(_Patient, HTTPConnection):
    pass


class _Secure(_Patient, HTTPSConnection):
    pass


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


PATIENT: dict[str, type[HTTPConnectionPool]] = {"http": _PlainPool, "https": _SecurePool}
"""Pools of connections by the scheme of an address."""
