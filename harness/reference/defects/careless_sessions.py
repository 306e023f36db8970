"""What if the session's cookie is handed out without care?"""

from __future__ import annotations

from typing import Any

from . import Defect, Title


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
