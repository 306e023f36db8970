"""How does the control interface stay on this machine while the provider is seen from elsewhere?

With `--control-port`, control API and desk answer on a port of their own at 127.0.0.1, over plain
HTTP, and nowhere else: behind a tunnel or a reverse proxy everybody seems to come from this
machine, so that the address of who asks tells nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mock_rekono.server.addresses import NOWHERE

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

HOST = "127.0.0.1"
WITHHELD = ("/control", "/desk")


class WithoutControl:
    """WSGI middleware: knows no control interface and no desk."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        if environ.get("PATH_INFO", "").startswith(WITHHELD):
            environ["PATH_INFO"] = NOWHERE
        return self._application(environ, start)
