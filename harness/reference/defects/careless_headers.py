"""What if the headers of an answer leave the browser too much freedom?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import Defect, Title

if TYPE_CHECKING:
    from flask import Response

_POLICY = "Content-Security-Policy"


class Clickjacking(Defect):
    """An attacker can lay the page under their own buttons."""

    formerly = "pages_can_be_framed"
    breaks = "WEB-03"
    title = Title(
        sl="Stran je mogoče vdelati v okvir na tujem mestu",
        en="A page can be framed by a foreign site",
    )

    def answered(self, response: Response) -> None:
        """Take out what forbids it."""
        response.headers.pop("X-Frame-Options", None)
        policy = response.headers[_POLICY]
        response.headers[_POLICY] = policy.replace("frame-ancestors 'none'; ", "")


class InlineScriptsAllowed(Defect):
    """A script that got into the page runs."""

    breaks = "WEB-04"
    title = Title(
        sl="Politika varnosti vsebine (CSP) dovoli vrinjene skripte",
        en="The content security policy allows inline scripts",
    )

    def answered(self, response: Response) -> None:
        """Allow them."""
        policy = response.headers[_POLICY]
        response.headers[_POLICY] = policy.replace(
            "script-src 'self'", "script-src 'self' 'unsafe-inline'"
        )


class NoStoreMissing(Defect):
    """The next person at the computer can read on."""

    formerly = "pages_stored"
    breaks = "WEB-06"
    title = Title(
        sl="Strani prijavljene osebe se smejo shraniti",
        en="Pages of a signed-in person may be stored",
    )

    def answered(self, response: Response) -> None:
        """Say nothing of storing."""
        response.headers.pop("Cache-Control", None)


class SessionCached(Defect):
    """Whoever asks a cache for the same address gets the session of who was there first."""

    breaks = "WEB-06"
    title = Title(
        sl="Odgovor, ki začne sejo, sme shraniti skupni predpomnilnik",
        en="The answer that begins a session may be kept by a shared cache",
    )

    def answered(self, response: Response) -> None:
        """Let it be kept for ten minutes."""
        from flask import request

        if request.path == "/callback":
            response.headers["Cache-Control"] = "public, max-age=600"


class VersionTold(Defect):
    """Whoever looks for a hole need not try."""

    breaks = "WEB-07"
    title = Title(
        sl="Strani z napakami povedo različico programa",
        en="Error pages show the version of the software",
    )

    def answered(self, response: Response) -> None:
        """Tell it where something went wrong."""
        if response.status_code >= 400:
            response.headers["X-Powered-By"] = "Flask/3.0 Python/3.11"


class ReferrerPolicyMissing(Defect):
    """Another site learns the address that the person came from."""

    formerly = "addresses_leave"
    breaks = "WEB-10"
    title = Title(
        sl="Glava Referrer-Policy dovoli, da naslovi odtekajo",
        en="Referrer-Policy lets addresses leak",
    )

    def answered(self, response: Response) -> None:
        """Send the whole address everywhere."""
        response.headers["Referrer-Policy"] = "unsafe-url"


class NosniffMissing(Defect):
    """A browser may take text for a program."""

    formerly = "types_guessed"
    breaks = "WEB-10"
    title = Title(
        sl="Glave X-Content-Type-Options ni", en="The header X-Content-Type-Options is missing"
    )

    def answered(self, response: Response) -> None:
        """Let browsers guess."""
        response.headers.pop("X-Content-Type-Options", None)


class AnyOriginMayRead(Defect):
    """A page of anybody's reads what the application shows to whoever visits it."""

    breaks = "WEB-20"
    title = Title(
        sl="Odgovor dovoli branje vsakemu izvoru, ki ga zahteva navede (CORS)",
        en="Answers let every origin read that the request names (CORS)",
    )

    def answered(self, response: Response) -> None:
        """Name who asks as allowed."""
        from flask import request

        _let_read(response, request.headers.get("Origin"))


class OriginComparedByEnd(Defect):
    """Who registers a name that ends so reads along."""

    breaks = "WEB-20"
    title = Title(
        sl="Izvor se primerja le po koncu imena (CORS)",
        en="An origin is compared by the end of its name only (CORS)",
    )

    def answered(self, response: Response) -> None:
        """Forget the dot."""
        from flask import request

        origin = request.headers.get("Origin", "")
        _let_read(response, origin if origin.endswith(request.host) else None)


class NullMayRead(Defect):
    """A page in a frame that is fenced off reads along: anybody can make one."""

    breaks = "WEB-20"
    title = Title(
        sl="Branje je dovoljeno izvoru null (CORS)",
        en="The origin null may read (CORS)",
    )

    def answered(self, response: Response) -> None:
        """Take it for a page on the disk of a developer."""
        from flask import request

        origin = request.headers.get("Origin", "")
        _let_read(response, origin if origin == "null" else None)


def _let_read(response: Response, origin: str | None) -> None:
    if origin:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Credentials"] = "true"
