"""What if somebody is led in circles, or kept out by what their browser has kept?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from . import Defect, Title

if TYPE_CHECKING:
    from flask import Response

    from ..rules.people import Wsgi

_OURS = re.compile(r"_session=[\w-]+(?:;|$)")
"""What a session's cookie here looks like."""


class RefusalBeginsAnew(Defect):
    """After an error that REKONO seldom has, the next sign-in begins by itself, for ever."""

    breaks = "RP-44"
    title = Title(
        sl="Po redki napaki REKONA aplikacija sama znova začne prijavo, brez konca",
        en="After a rare error of REKONO the application begins anew by itself, without end",
    )

    def answered(self, response: Response) -> None:
        """Lead straight back to REKONO."""
        from flask import current_app, request

        from ..sessions.server_session import current

        service = current_app.extensions.get("application")
        if service and request.args.get("error") == "unmet_authentication_requirements":
            again = service.relying_party().begin(current().browser(), language="sl")
            response.status_code, response.location = 303, again


class UnreadableCookieBreaks(Defect):
    """A cookie that says something else than ours do stops each page, and stays."""

    breaks = "WEB-14"
    title = Title(
        sl="Neberljiv piškotek seje je na vsaki strani napaka strežnika",
        en="A session cookie that cannot be read is a server error on each page",
    )

    def served(self, wsgi: Wsgi) -> Wsgi:
        """Be sure that it is one of ours."""

        def reading(environ: dict[str, Any], start_response: Any) -> Any:
            sent = environ.get("HTTP_COOKIE", "")
            if "_session=" in sent and not _OURS.search(sent):
                start_response("500 Internal Server Error", [("Content-Type", "text/plain")])
                return [b"?"]
            return wsgi(environ, start_response)

        return reading
