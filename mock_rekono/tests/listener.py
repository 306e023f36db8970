"""Where does an application take logout tokens (Back-Channel Logout 1.0, 2.5)?"""

from __future__ import annotations

import queue
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs


@dataclass
class Listener:
    """An application's server that takes logout tokens."""

    received: queue.Queue[str] = field(default_factory=queue.Queue)
    holding: threading.Event = field(default_factory=threading.Event)
    slow: bool = False

    def __post_init__(self) -> None:
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                if listener.slow:
                    listener.holding.wait(30)
                listener.received.put(parse_qs(body)["logout_token"][0])
                self.send_response(200)
                self.send_header("Cache-Control", "no-store")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        class Quiet(ThreadingHTTPServer):
            def handle_error(self, *_: Any) -> None:
                """Whoever hangs up has their reasons."""

        self.server = Quiet(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server.server_port}/logged-out"

    def close(self) -> None:
        """Stop it."""
        self.holding.set()
        self.server.shutdown()
        self.server.server_close()
