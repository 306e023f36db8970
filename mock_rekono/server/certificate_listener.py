"""How do browsers show their certificates? On a second port, over TLS that asks for one.

TLS itself refuses nothing, because its alert would tell the person nothing: whatever certificate
comes, or none, the handshake succeeds once the browser has proven that it holds the key. The
application then judges (`certificate_check`) and says on a page what is wrong. The standard
library's ssl cannot be told so, therefore pyOpenSSL.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from cheroot.ssl.pyopenssl import pyOpenSSLAdapter
from cheroot.wsgi import Server
from cryptography.hazmat.primitives.serialization import Encoding
from flask import Flask
from OpenSSL import SSL

from mock_rekono.authority import Issued
from mock_rekono.client_certificate import ASKED, UNREADABLE
from mock_rekono.provider import Provider
from mock_rekono.server.cheroot_connections import equip_cheroot
from mock_rekono.settings import FRONT

THREADS = 4
CONNECTION = "mock_rekono.tls_connection"
PATHS = (f"{FRONT}/certlogin.htm", f"{FRONT}/certadd.htm", "/static/")
Answer = Callable[..., Any]


def certificate_server(app: Flask, provider: Provider, listening: socket.socket) -> Server:
    """Return what serves the sign-in by certificate, once started.

    Beside it stand there the endpoints that answer at other addresses, too: no application trusts
    the authority of this port.
    """
    names = ("127.0.0.1", "localhost", "::1", _host(provider.certificate_base))
    server = _Listener(listening, _only_certificates(app, provider))
    equip_cheroot(server)
    server.ssl_adapter = _Asking(_context(provider.authority.for_server(names)))
    return server


def _host(base: str) -> str:
    return urlsplit(base).hostname or "localhost"


def _context(own: Issued) -> SSL.Context:
    context = SSL.Context(SSL.TLS_SERVER_METHOD)
    context.set_min_proto_version(SSL.TLS1_2_VERSION)
    context.use_certificate(own.certificate)
    context.use_privatekey(own.key)
    context.set_verify(SSL.VERIFY_PEER, lambda *_known: True)
    # A session taken up again would bring the certificate of another time.
    context.set_session_cache_mode(SSL.SESS_CACHE_OFF)
    context.set_options(SSL.OP_NO_TICKET)
    return context


def _only_certificates(app: Flask, provider: Provider) -> Answer:
    """Hand the certificate over, and answer there and at the moved endpoints only."""
    paths = (*PATHS, f"{provider.settings.context_path}/elsewhere/")

    def answer(environ: dict[str, Any], start_response: Answer) -> Iterable[bytes]:
        environ[ASKED] = _shown(environ[CONNECTION])
        if not environ["PATH_INFO"].startswith(paths):
            environ["PATH_INFO"] = "/not-at-this-port"
        return app(environ, start_response)

    return answer


def _shown(connection: SSL.Connection) -> str:
    """Return the certificate as PEM, or nothing where the browser has shown none."""
    try:
        certificate = connection.get_peer_certificate(as_cryptography=True)
    except ValueError:
        return UNREADABLE
    return certificate.public_bytes(Encoding.PEM).decode() if certificate else ""


class _Listener(Server):
    """A server at a socket that listens already."""

    def __init__(self, listening: socket.socket, app: Answer) -> None:
        super().__init__(listening.getsockname()[:2], app, numthreads=THREADS, server_name="")
        self._listening = listening

    def bind(self, *_kind: Any) -> socket.socket:
        """Take the socket that was given."""
        self.socket = self._listening
        return self._listening


class _Asking(pyOpenSSLAdapter):
    """TLS that asks for a certificate; the handshake comes with the first reading, in a thread."""

    def __init__(self, context: SSL.Context) -> None:
        super().__init__(None, None)
        self.context = context

    def wrap(self, sock: socket.socket) -> tuple[SSL.Connection, dict[str, Any]]:
        """Begin TLS on a connection."""
        connection = SSL.Connection(self.context, sock)
        connection.set_accept_state()
        return connection, {"wsgi.url_scheme": "https", "HTTPS": "on", CONNECTION: connection}
