"""What if a page believes what it is told, or tells too much?"""

from __future__ import annotations

import html as markup
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from . import Defect, Title

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as AnyResponse

    from ..openid.pending import AuthorizationRequest, PendingRequests
    from ..openid.signed_in import SignedIn
    from ..rules.people import Wsgi


class ForeignGoalFollowed(Defect):
    """A link to us leads to whoever made the link."""

    breaks = "WEB-05"
    title = Title(
        sl="Parameter next preusmeri na tuje spletno mesto",
        en="The parameter next redirects to a foreign site",
    )

    def answered(self, response: Response) -> None:
        """Go wherever the address says."""
        from flask import request

        if goal := request.args.get("next"):
            response.status_code = 303
            response.headers["Location"] = goal


class LookalikeGoalFollowed(Defect):
    """A goal is taken for one of ours whose host begins as ours."""

    breaks = "WEB-05"
    title = Title(
        sl="Preusmeritev next sprejme tudi gostitelja, ki se le začne kot lastni",
        en="The redirect next accepts a host that only begins as the own one",
    )

    def answered(self, response: Response) -> None:
        """Compare the beginning."""
        from flask import request

        own = urlsplit(request.host_url).hostname or ""
        goal = request.args.get("next", "")
        if (urlsplit(goal.partition("\\")[0]).hostname or "").startswith(own):
            response.status_code, response.location = 303, goal


class CallbackGoalFollowed(Defect):
    """The callback takes a link that begins a sign-in, and leads on to where it says."""

    breaks = "WEB-05"
    title = Title(
        sl="Povratni klic preusmeri na target_link_uri, kamorkoli ta kaže",
        en="The callback redirects to target_link_uri, wherever that is",
    )

    def answered(self, response: Response) -> None:
        """Lead there."""
        from flask import request

        goal = request.args.get("target_link_uri")
        if goal and request.path == "/callback":
            response.status_code, response.location = 303, goal


class PathTakenForGoal(Defect):
    """What is no page of ours is written more neatly, and becomes another host."""

    breaks = "WEB-05"
    title = Title(
        sl="Pot, ki se začne z dvema poševnicama, preusmeri na gostitelja v njej",
        en="A path that begins with two slashes redirects to the host in it",
    )

    def served(self, wsgi: Wsgi) -> Wsgi:
        """Lead to the path without its last slash."""

        def tidying(environ: dict[str, Any], start_response: Any) -> Any:
            path = environ.get("REQUEST_URI", "")
            if path.startswith("//") and path.endswith("/"):
                start_response("301 Moved Permanently", [("Location", path.rstrip("/"))])
                return [b""]
            return wsgi(environ, start_response)

        return tidying


class SignOutGoalFollowed(Defect):
    """Whoever signs out is led to where the request says."""

    breaks = "WEB-05"
    title = Title(
        sl="Odjava preusmeri na naslov iz parametra returnTo, kamorkoli ta kaže",
        en="The sign-out redirects to the address in returnTo, wherever that is",
    )

    def answered(self, response: Response) -> None:
        """Lead there."""
        from flask import request

        goal = request.values.get("returnTo")
        if goal and request.path == "/sign-out":
            response.status_code, response.location = 303, goal


class TraceShown(Defect):
    """An error page tells where the program lies."""

    breaks = "WEB-07"
    title = Title(sl="Stran z napako pokaže sled klicev", en="An error page shows a stack trace")

    def drawn(self, template: str, html: str) -> str:
        """Put a trace on it."""
        trace = f'<pre>File "{markup.escape(__file__)}", line 1</pre>'
        return html.replace("</main>", f"{trace}</main>") if template == "problem.html" else html


class LongStateBreaks(Defect):
    """A state longer than ours stops the service."""

    breaks = "WEB-08"
    title = Title(
        sl="Predolg state sproži napako strežnika", en="An overlong state causes a server error"
    )

    def request_answered(
        self, requests: PendingRequests, browser: str, state: str
    ) -> AuthorizationRequest | None:
        """Be sure that it is not."""
        if len(state) > 1000:
            raise ValueError("state")
        return super().request_answered(requests, browser, state)


class StoredXss(Defect):
    """Markup in a name becomes part of the page."""

    formerly = "name_not_escaped"
    breaks = "WEB-09"
    title = Title(
        sl="Ime osebe se izpiše kot oznake, ne kot besedilo",
        en="The person's name is shown as markup, not as text",
    )

    def drawn(self, template: str, html: str) -> str:  # noqa: ARG002
        """Take the name as it came."""
        return re.sub("<bdi>.*?</bdi>", lambda name: markup.unescape(name[0]), html)


class TypedCodeNotEscaped(Defect):
    """Markup in the field becomes part of the page."""

    breaks = "WEB-09"
    title = Title(
        sl="Vpisana koda se izpiše kot oznake, ne kot besedilo",
        en="What was typed is shown as markup, not as text",
    )

    def drawn(self, template: str, html: str) -> str:  # noqa: ARG002
        """Take what was typed as it came."""
        return re.sub('(name="code" value=")([^"]*)', lambda field: markup.unescape(field[0]), html)


class LandsSignedOut(Defect):
    """The page to which a sign-in leads asks to sign in, and knows the person only later."""

    breaks = "RP-01"
    title = Title(
        sl="Stran po prijavi znova ponudi prijavo",
        en="The page after the sign-in asks to sign in again",
    )

    def __init__(self) -> None:
        self._new: set[str] = set()

    def landed(self, answer: AnyResponse, who: SignedIn) -> AnyResponse:
        """Remember who has just come."""
        self._new.add(who.sub)
        return answer

    def greeted(self, person: dict[str, str] | None) -> dict[str, str] | None:
        """Show nobody once."""
        if person is None or person["sub"] not in self._new:
            return person
        self._new.discard(person["sub"])
        return None
