"""How does a cheroot server tell of its connections, and what does it read at most?"""

from __future__ import annotations

import os
import socket
import sys
from typing import Any

from cheroot.wsgi import Gateway_10

from mock_rekono import log
from mock_rekono.connections import KEY, LARGEST_HEADER, LARGEST_REQUEST, Connection


def equip_cheroot(server: Any) -> None:
    """Bound what a cheroot server reads, and let it tell of its connections."""
    server.error_log = _tell
    server.server_name = ""  # an empty one given to it becomes its own name and version
    server.max_request_header_size = LARGEST_HEADER
    server.max_request_body_size = LARGEST_REQUEST
    server.gateway = Gateway


def _tell(said: str = "", level: int = 0, traceback: bool = False) -> None:  # noqa: ARG001
    """Tell in a line what a server meets; a connection that was cut off is nothing to mend."""
    problem = sys.exception()
    if problem is None or isinstance(problem, OSError):
        log.info("connection", said=said)
    else:
        log.error("connection", problem=problem, said=said)


class Gateway(Gateway_10):
    """Hands a request to the application, and its connection with it."""

    def get_environ(self) -> Any:
        """Add the connection."""
        held = self.req.conn.socket
        known: dict[str, Any] = super().get_environ()  # type: ignore[no-untyped-call]
        return {**known, KEY: Connection(held, lambda: _shut(held))}


def _shut(held: Any) -> None:
    """Shut the connection below TLS, which would say good-bye first."""
    with socket.socket(fileno=os.dup(held.fileno())) as same:
        same.shutdown(socket.SHUT_RDWR)
