"""How much may come over a connection, is the other end still there, and how is it cut off?

WSGI has no word for either, so each server's connection is put into the environment of a request.
"""

from __future__ import annotations

import os
import select
import socket
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mock_rekono import log

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


def equip_cheroot(server: Any) -> None:
    """Bound what a cheroot server reads, and let it tell of its connections."""
    server.error_log = _tell
    server.max_request_header_size = LARGEST_HEADER
    server.max_request_body_size = LARGEST_REQUEST
    server.gateway = _cheroot_gateway()


def _tell(said: str = "", level: int = 0, traceback: bool = False) -> None:  # noqa: ARG001
    """Tell in a line what a server meets; a connection that was cut off is nothing to mend."""
    problem = sys.exception()
    if problem is None or isinstance(problem, OSError):
        log.info("connection", said=said)
    else:
        log.error("connection", problem=problem, said=said)


def _cheroot_gateway() -> type[Any]:
    from cheroot.wsgi import Gateway_10

    known: Any = Gateway_10

    class Gateway(known):  # type: ignore[misc]
        def get_environ(self) -> Any:
            """Add the connection."""
            held = self.req.conn.socket
            return {**super().get_environ(), KEY: Connection(held, lambda: _shut(held))}

    return Gateway


def _shut(held: Any) -> None:
    """Shut the connection below TLS, which would say good-bye first."""
    with socket.socket(fileno=os.dup(held.fileno())) as same:
        same.shutdown(socket.SHUT_RDWR)
