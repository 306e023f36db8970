"""How is the careless application served, over TLS and to who speaks plain HTTP?"""

from __future__ import annotations

import socket
import ssl
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer


class Server(ThreadingMixIn, WSGIServer):
    """Serves on loopback; with a certificate over TLS, and who speaks plain HTTP is heard, too."""

    daemon_threads = True
    tls: ssl.SSLContext | None = None

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Tell TLS by its first byte."""
        if self.tls and request.recv(1, socket.MSG_PEEK) == b"\x16":
            request = self.tls.wrap_socket(request, server_side=True)
        super().finish_request(request, client_address)


class Handler(WSGIRequestHandler):
    """Says nothing of its version, and how it was reached."""

    server_version = "vzorec"
    sys_version = ""

    def get_environ(self) -> dict[str, Any]:
        """Add what tells TLS."""
        over_tls = {"HTTPS": "on"} if isinstance(self.connection, ssl.SSLSocket) else {}
        return {**super().get_environ(), **over_tls}

    def log_message(self, *_args: object) -> None:
        """Say nothing."""
