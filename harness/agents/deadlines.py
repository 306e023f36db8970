"""How does an answer that comes drop by drop end? Its connection is cut, from another thread."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

logging.getLogger("urllib3").setLevel(logging.CRITICAL)
"""Its warnings about odd answers would go to the terminal: with the target's words, and codes."""
HEAD = 30.0
"""Seconds for the head of an answer; a time-out of the socket begins anew with each byte."""


@contextmanager
def cut_off(seconds: float, cut: Callable[[], object]) -> Iterator[Callable[[], bool]]:
    """Cut a connection if what is done meanwhile takes longer; gives what tells whether it was."""
    done = threading.Event()

    def over() -> None:
        done.set()
        with suppress(Exception):  # it may have ended at the same instant
            cut()

    timer = threading.Timer(seconds, over)
    timer.daemon = True
    timer.start()
    try:
        yield done.is_set
    finally:
        timer.cancel()


class _Patient:
    """A connection whose answers have to begin in time."""

    sock: socket.socket

    def getresponse(self) -> Any:
        """Read the head of an answer."""
        with cut_off(HEAD, lambda: socket.socket.shutdown(self.sock, socket.SHUT_RDWR)) as is_cut:
            answer = super().getresponse()  # type: ignore[misc]  # what it is mixed into has it
        if is_cut():
            answer.close()
            raise TimeoutError(f"it did not begin to answer within {HEAD:.0f} s")
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
