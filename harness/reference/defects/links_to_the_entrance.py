"""What if a link to the first page decides what happens at the sign-in?"""

from __future__ import annotations

import html as markup
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..rules import Rules
from . import Defect, Title

if TYPE_CHECKING:
    from ..openid.client import Client


class _LinkKept(Rules):
    """What the link to the first page brought is kept until the sign-in begins."""

    def greeted(self, person: dict[str, str] | None) -> dict[str, str] | None:
        """Keep it."""
        from flask import request

        from ..sessions.server_session import current

        current()["brought"] = request.args.to_dict()
        return super().greeted(person)

    def brought(self, name: str) -> str:
        """Return a parameter of that link."""
        from ..sessions.server_session import current

        return str(current().get("brought", {}).get(name, ""))


class LinkNamesScope(_LinkKept, Defect):
    """Whoever makes a link asks for more than the application wants."""

    breaks = "WEB-15"
    title = Title(
        sl="Povezava na prvo stran določi doseg (scope) zahteve za prijavo",
        en="A link to the first page sets the scope of the authorization request",
    )

    def authorization_parameters(
        self,
        parameters: dict[str, str],
        client: Client,  # noqa: ARG002
    ) -> dict[str, str]:
        """Ask for what the link names, if anything."""
        scope = self.brought("scope")
        return {**parameters, "scope": scope} if scope else parameters


class LinkNamesIssuer(_LinkKept, Defect):
    """Whoever makes a link chooses who signs people in."""

    breaks = "WEB-15"
    title = Title(
        sl="Povezava na prvo stran določi izdajatelja, pri katerem se oseba prijavi",
        en="A link to the first page sets the issuer at which people sign in",
    )

    def endpoint(self, metadata: dict[str, Any], name: str) -> object:
        """Lead to the one that the link names, if any."""
        issuer = self.brought("iss") if name == "authorization_endpoint" else ""
        return f"{issuer}authorize" if issuer else super().endpoint(metadata, name)


class RubbishGoalBreaks(Defect):
    """A way back that cannot be read is an error that nobody catches."""

    breaks = "WEB-08"
    title = Title(
        sl="Neberljiv naslov callbackUrl na prvi strani sproži napako strežnika",
        en="An unreadable callbackUrl at the first page causes a server error",
    )

    def greeted(self, person: dict[str, str] | None) -> dict[str, str] | None:
        """Read it, whatever it is; ValueError where that cannot be."""
        from flask import request

        urlsplit(request.args.get("callbackUrl", ""))
        return person


class WordsOfLinkShown(Defect):
    """Anybody may say something in our name."""

    breaks = "WEB-16"
    title = Title(
        sl="Prva stran pokaže sporočilo, ki ga prinese povezava",
        en="The first page shows a message that a link brings",
    )

    def drawn(self, template: str, html: str) -> str:
        """Show it as text."""
        from flask import request

        said = request.args.get("message", "") if template == "home.html" else ""
        note = f"<p>{markup.escape(said)}</p></main>"
        return html.replace("</main>", note) if said else html
