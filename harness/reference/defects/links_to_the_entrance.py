"""What if a link to the first page decides what happens at the sign-in?"""

from __future__ import annotations

import html as markup
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from ..rules import Rules
from . import Defect, Title

if TYPE_CHECKING:
    from flask import Response

    from ..openid.client import Client
    from ..rules.people import Wsgi


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


class WayInGoalFollowed(Defect):
    """A link begins the sign-in and names the way back; one that begins as ours is taken."""

    breaks = "WEB-05"
    title = Title(
        sl="Prijava sprejme naslov za vrnitev, ki se le začne kot lastni (http://gostitelj@tuje)",
        en="The sign-in takes a return address that only begins as its own (http://host@foreign)",
    )

    def drawn(self, template: str, html: str) -> str:
        """Begin by a link."""
        form = r'<form method="post" action="/sign-in".*?<button[^>]*>(.*?)</button>\s*</form>'
        link = r'<a href="/enter?returnTo=%2F">\1</a>'
        return re.sub(form, link, html, flags=re.DOTALL) if template == "home.html" else html

    def served(self, wsgi: Wsgi) -> Wsgi:
        """Keep where the person comes from, one page before the sign-in."""

        def keeping(environ: dict[str, Any], start_response: Any) -> Any:
            if environ["PATH_INFO"] != "/enter":
                return wsgi(environ, start_response)
            goal = parse_qs(environ.get("QUERY_STRING", "")).get("returnTo", ["/"])[0]
            kept = ("Set-Cookie", f"goal={quote(goal, safe='')}; Path=/; HttpOnly; SameSite=Lax")
            start_response("303 See Other", [("Location", "/sign-in"), kept])
            return [b""]

        return keeping

    def answered(self, response: Response) -> None:
        """Lead to REKONO, and back to a goal that looks like ours."""
        from flask import current_app, request

        from ..sessions.server_session import current

        service = current_app.extensions.get("application")
        if service and request.method == "GET" and request.path == "/sign-in":
            response.location = service.relying_party().begin(current().browser(), language="sl")
        goal, own = unquote(request.cookies.get("goal", "")), request.host_url.rstrip("/")
        if request.path == "/callback" and response.status_code == 303 and goal.startswith(own):
            response.location = goal


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
