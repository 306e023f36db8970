"""A provider of somebody else on this machine, which only notes that it was asked for something."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ENDPOINTS = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")


class ForeignProvider(ThreadingHTTPServer):
    """Answers everything with its metadata (OpenID Connect Discovery 1.0, 4)."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.paths: list[str] = []
        """What it was asked for, oldest first."""

    @property
    def issuer(self) -> str:
        """Its issuer."""
        return f"http://127.0.0.1:{self.server_port}/"

    def metadata(self) -> bytes:
        """Write its metadata."""
        endpoints = {name: f"{self.issuer}{name}" for name in ENDPOINTS}
        return json.dumps({"issuer": self.issuer, **endpoints}).encode()


class _Answer(BaseHTTPRequestHandler):
    server: ForeignProvider

    def do_GET(self) -> None:
        self.server.paths.append(self.path.partition("?")[0])
        body = self.server.metadata()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Write nothing: `paths` is what counts."""


@contextmanager
def foreign_provider() -> Iterator[ForeignProvider]:
    """Serve one until the end."""
    with ForeignProvider() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
