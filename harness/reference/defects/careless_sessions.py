"""What if the session's cookie is handed out without care?"""

from __future__ import annotations

import re
from itertools import count
from secrets import randbelow
from typing import TYPE_CHECKING, Any

from . import Defect, Title

if TYPE_CHECKING:
    from ..rules.people import Wsgi

_MADE_UP = re.compile(r"_session=[0-9a-f]{32}(?:;|$)")
"""What is no id that a session here has ever had."""


class CookieReadableByScripts(Defect):
    """A script in the page can take the session away."""

    breaks = "WEB-01"
    title = Title(sl="Piškotek seje nima HttpOnly", en="The session's cookie is not HttpOnly")

    def cookie(self, flags: dict[str, Any]) -> dict[str, Any]:
        """Let scripts read it."""
        return flags | {"httponly": False}


class CookieWithoutSameSite(Defect):
    """The cookie goes along with whatever another site sends."""

    breaks = "WEB-01"
    title = Title(sl="Piškotek seje nima SameSite", en="The session's cookie has no SameSite")

    def cookie(self, flags: dict[str, Any]) -> dict[str, Any]:
        """Say nothing of other sites."""
        return flags | {"samesite": None}


class MadeUpCookieLocksOut(Defect):
    """Whoever has a cookie that somebody made up is refused for good."""

    breaks = "WEB-02"
    title = Title(
        sl="Izmišljen piškotek seje osebi za vselej zapre vrata",
        en="A made-up session cookie locks the person out for good",
    )

    def served(self, wsgi: Wsgi) -> Wsgi:
        """Answer who comes with one with an error, and leave it where it is."""

        def guarded(environ: dict[str, Any], start_response: Any) -> Any:
            if _MADE_UP.search(environ.get("HTTP_COOKIE", "")):
                start_response("400 Bad Request", [("Content-Type", "text/plain")])
                return [b"?"]
            return wsgi(environ, start_response)

        return guarded


class SessionIdKept(Defect):
    """Whoever knew the id before the sign-in is signed in, too."""

    breaks = "WEB-02"
    title = Title(
        sl="Oznaka seje ostane ob prijavi ista",
        en="The session's id stays the same at sign-in",
    )

    def renews_session_id(self) -> bool:
        """Keep it."""
        return False


class SessionIdsCounted(Defect):
    """Whoever has one id has all of them."""

    breaks = "WEB-17"
    title = Title(
        sl="Oznake sej so zaporedna števila", en="The ids of sessions are consecutive numbers"
    )

    def __init__(self) -> None:
        self._numbers = count(randbelow(10**6) * 10**10)

    def session_id(self, made: str) -> str:  # noqa: ARG002
        """Give the next one."""
        return f"{next(self._numbers):032d}"


class SessionCookieForTenYears(Defect):
    """Whoever finds the computer years later finds the person signed in."""

    breaks = "WEB-13"
    title = Title(sl="Piškotek seje velja deset let", en="The session's cookie lasts for ten years")

    def cookie(self, flags: dict[str, Any]) -> dict[str, Any]:
        """Let it last."""
        return flags | {"max_age": 10 * 365 * 86_400}
