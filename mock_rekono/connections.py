"""How much may come over a connection, is the other end still there, and how is it cut off?

WSGI has no word for either, so each server's connection is put into the environment of a request.
"""

from __future__ import annotations

import select
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

KEY = "mock_rekono.connection"
AT_ONCE = struct.pack("ii", 1, 0)  # SO_LINGER on, zero seconds: closing sends a reset
LARGEST_HEADER = 64 * 1024  # bytes, the request line among them
LARGEST_REQUEST = 1024 * 1024  # bytes; the application itself takes less
HUNG_UP = getattr(select, "POLLRDHUP", select.POLLHUP) | select.POLLHUP | select.POLLERR

Wsgi = Callable[[dict[str, Any], Any], Any]


@dataclass(frozen=True)
class Connection:
    """What a request came over; `close` lets its server close it without an answer."""

    socket: socket.socket
    close: Callable[[], None]

    def is_gone(self) -> bool:
        """Tell whether the other end has closed it."""
        if self.socket.fileno() < 0:
            return True
        poll = select.poll()
        poll.register(self.socket, HUNG_UP)
        return bool(poll.poll(0))

    def cut(self, *, reset: bool) -> None:
        """Close it without an answer, in order or by a reset (RFC 9293, 3.10.5)."""
        if reset:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
        self.close()


def connection_of(environ: dict[str, Any]) -> Connection:
    """Return what a request came over."""
    found: Connection = environ[KEY]
    return found


def over_waitress(app: Wsgi) -> Wsgi:
    """Return the application, told of waitress's connections."""

    def served(environ: dict[str, Any], start_response: Any) -> Any:
        channel = environ["waitress.client_disconnected"].__self__

        def close() -> None:
            channel.cancel()
            channel.server.pull_trigger()

        environ[KEY] = Connection(channel.socket, close)
        return app(environ, start_response)

    return served
