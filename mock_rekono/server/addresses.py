"""At which addresses do requests come in, where the settings name others than MITREid's?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mock_rekono.settings import CONTEXT, Settings

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

NOWHERE = "/no-such-address"


class Moved:
    """WSGI middleware: leads from the addresses that the settings name to those of the routes."""

    def __init__(self, application: WSGIApplication, settings: Settings) -> None:
        self._application = application
        self._context = settings.context_path
        self._paths = {settings.jwk_path: "/jwk", settings.end_session_path: "/endsession"}
        self._left = set(self._paths.values()) - self._paths.keys()

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        environ["PATH_INFO"] = self._route(environ.get("PATH_INFO", ""))
        return self._application(environ, start)

    def _route(self, path: str) -> str:
        if not f"{path}/".startswith(self._context + "/"):
            return NOWHERE if f"{path}/".startswith(CONTEXT + "/") else path
        rest = path.removeprefix(self._context)
        return NOWHERE if rest in self._left else CONTEXT + self._paths.get(rest, rest)


def moved(application: WSGIApplication, settings: Settings) -> WSGIApplication:
    """Return the application at the addresses of the settings; itself where none is moved."""
    usual = Settings()
    names = ("context_path", "jwk_path", "end_session_path")
    if all(getattr(settings, name) == getattr(usual, name) for name in names):
        return application
    return Moved(application, settings)
