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
