"""What if a sign-out is only half done, or a page says more than it should?"""

from __future__ import annotations

import html as markup
from typing import TYPE_CHECKING

from . import Defect, Title

if TYPE_CHECKING:
    from flask import Response

    from ..sessions.server_session import ServerSession
    from ..sessions.store import Sessions


class HalfDoneSignOut(Defect):
    """The session ends only when the person comes back from REKONO."""

    breaks = "OUT-01"
    title = Title(
        sl="Seja se konča šele, ko se oseba z odjave pri REKONO vrne",
        en="The session ends only when the person comes back from REKONO's sign-out",
    )

    def sign_out_here(self, sessions: Sessions, session: ServerSession) -> None:
        """Leave it as it is."""

    def greeted(self, person: dict[str, str] | None) -> dict[str, str] | None:
        """End the session of whoever comes back."""
        from flask import request

        from ..sessions.server_session import current

        state = request.args.get("state")
        if person is None or state is None or state != current().get("signing_out"):
            return person
        current().sign_out()
        current()["signing_out"] = state
        return None


class TokenInPage(Defect):
    """The page carries the ID token, for its script."""

    breaks = "RP-36"
    title = Title(sl="Žeton ID je v izvorni kodi strani", en="The page's source has the ID token")

    def drawn(self, template: str, html: str) -> str:
        """Put it there."""
        from ..sessions.server_session import current

        token = markup.escape(str(current().get("id_token", "")))
        shown = template == "data.html" and token
        return html.replace("<main", f'<main data-token="{token}"', 1) if shown else html


class ContentBeforeSignIn(Defect):
    """Whoever is led to the sign-in gets the page as well, which browsers do not show."""

    breaks = "WEB-19"
    title = Title(
        sl="Preusmeritev na prijavo ima v telesu stran za prijavljene",
        en="The redirect to the sign-in carries the page for who is signed in",
    )

    def answered(self, response: Response) -> None:
        """Send it along."""
        from flask import request

        if request.path == "/podatki" and response.status_code == 303:
            response.set_data("<!doctype html><h1>Podatki</h1><button>Odjava</button>")
