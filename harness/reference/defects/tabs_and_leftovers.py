"""What if an application reckons with one tab, and with people who end what they begin?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..clock import opaque
from . import Defect, Title

if TYPE_CHECKING:
    from flask import Response

    from ..openid.pending import AuthorizationRequest, PendingRequests
    from ..rules.people import Wsgi

ROOM = 8190
"""Octets of a header that many servers take."""
_COOKIE = 300


class OtherTabBreaks(Defect):
    """Of two sign-ins in one browser, that of the earlier tab ends in a crash."""

    breaks = "RP-42"
    title = Title(
        sl="Prijava iz prejšnjega zavihka se konča z napako strežnika",
        en="The sign-in of an earlier tab ends in a server error",
    )

    def __init__(self) -> None:
        self._overtaken: set[str] = set()

    def request_answered(
        self, requests: PendingRequests, browser: str, state: str
    ) -> AuthorizationRequest | None:
        """Be sure that there is one request, whichever tab has ended first."""
        newest, known = (
            requests.newest(browser=browser),
            requests.newest(browser=browser, state=state),
        )
        if state in self._overtaken or (known and known != newest):
            raise LookupError(state)
        found = super().request_answered(requests, browser, state)
        left = requests.newest(browser=browser)
        if found and left:
            self._overtaken.add(left.state)
        return found


class LeftSignInSpoilsNext(Defect):
    """Whoever has left a sign-in is refused at the next one."""

    breaks = "RP-42"
    title = Title(
        sl="Opuščena prijava pokvari naslednjo v istem brskalniku",
        en="A sign-in that was left spoils the next one in the same browser",
    )

    def request_answered(
        self, requests: PendingRequests, browser: str, state: str
    ) -> AuthorizationRequest | None:
        """Find the older ones in the way, and clear them away for another time."""
        found = super().request_answered(requests, browser, state)
        in_the_way = False
        while found and (left := requests.newest(browser=browser)):
            in_the_way = requests.take(browser=browser, state=left.state) is not None
        return None if in_the_way else found


class BegunCookiesPileUp(Defect):
    """Each sign-in that is begun leaves a cookie, until the server takes no more of them."""

    breaks = "RP-43"
    title = Title(
        sl="Piškotki začetih prijav se nabirajo, dokler strežnik ne zavrne vsega",
        en="Cookies of begun sign-ins pile up until the server refuses everything",
    )

    def served(self, wsgi: Wsgi) -> Wsgi:
        """Take none away."""

        def piling(environ: dict[str, Any], start_response: Any) -> Any:
            if len(environ.get("HTTP_COOKIE", "")) > ROOM:
                start_response("431 Request Header Fields Too Large", [])
                return [b""]

            def begin(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
                if environ["PATH_INFO"] == "/sign-in":
                    kept = f"begun_{opaque()[:8]}={'0' * _COOKIE}; HttpOnly; SameSite=Lax; Path=/"
                    headers = [*headers, ("Set-Cookie", kept)]
                return start_response(status, headers, *more)

            return wsgi(environ, begin)

        return piling


class OldTabBreaks(Defect):
    """Whoever signs out on a page from before another tab did so meets a crash."""

    breaks = "OUT-09"
    title = Title(
        sl="Odjava v starem zavihku, ko seje ni več, je napaka strežnika",
        en="Signing out in an old tab, when the session is gone, is a server error",
    )

    def answered(self, response: Response) -> None:
        """Be sure that somebody is signed in who signs out."""
        from flask import request

        from ..sessions.server_session import current

        told = {"signing_out", "notice"} & set(current())
        if request.path == "/sign-out" and response.location == "/" and not told:
            response.status_code = 500
            response.set_data("Internal Server Error")
