"""What if the authorization response is read too closely, or not closely enough?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from ..errors import SignInRefused
from ..openid.signed_in import SignedIn
from . import Defect, Title

if TYPE_CHECKING:
    from flask import Response

KNOWN = frozenset(("code", "state", "iss", "error", "error_description", "error_uri"))


class UnknownParameterRefused(Defect):
    """A parameter that is not known spoils the answer."""

    breaks = "RP-31"
    title = Title(
        sl="Odgovor z neznanim parametrom je zavrnjen",
        en="An authorization response with an unknown parameter is refused",
    )

    def authorization_response(self, parameters: dict[str, str]) -> dict[str, str]:
        """Refuse it."""
        if set(parameters) - KNOWN:
            raise SignInRefused("unknown parameter")
        return parameters


class MissingIssInAnswerAccepted(Defect):
    """The announcement in discovery is not looked at."""

    breaks = "RP-28"
    title = Title(
        sl="Sprejet je odgovor brez napovedanega parametra iss",
        en="An authorization response without the announced iss is accepted",
    )

    def issuer_parameter_is_right(
        self,
        given: str | None,
        announced: bool,  # noqa: ARG002
        issuer: str,
    ) -> bool:
        """Only one that is there is compared."""
        return given in (None, issuer)


class WrongIssInAnswerAccepted(Defect):
    """It has to be there, but may say anything."""

    breaks = "RP-28"
    title = Title(
        sl="Sprejet je odgovor s tujim parametrom iss",
        en="An authorization response with a foreign iss is accepted",
    )

    def issuer_parameter_is_right(
        self,
        given: str | None,
        announced: bool,
        issuer: str,  # noqa: ARG002
    ) -> bool:
        """Nobody compares it."""
        return given is not None or not announced


class DescriptionAsMarkup(Defect):
    """What REKONO says of an error is put into the page as it is."""

    breaks = "RP-25"
    title = Title(
        sl="Opis napake je na strani prikazan kot koda HTML",
        en="The description of an error is shown as markup",
    )

    def note_on_error(self, parameters: dict[str, str]) -> str:
        """Return what the template takes for markup of our own."""
        return Markup(parameters.get("error_description", ""))  # noqa: S704 - the defect


class AnswerAsMarkup(Defect):
    """Where REKONO says more of an error, its address is made a part of the page."""

    breaks = "WEB-09"
    title = Title(
        sl="Naslov z opisom napake (error_uri) je na strani prikazan kot koda HTML",
        en="The address that describes an error (error_uri) is shown as markup",
    )

    def note_on_error(self, parameters: dict[str, str]) -> str:
        """Return what the template takes for markup of our own."""
        return Markup(parameters.get("error_uri", ""))  # noqa: S704 - the defect


class StateInScript(Defect):
    """A script on the page that tells of an error has the state in it."""

    breaks = "WEB-09"
    title = Title(
        sl="State iz povezave pride v skript na strani z napako",
        en="The state of a link gets into a script on the page that tells of an error",
    )

    def drawn(self, template: str, html: str) -> str:
        """Quote it, as if it had no end of a script in it."""
        from flask import request

        state = request.args.get("state", "").replace('"', "")
        script = f'<script>const state = "{state}";</script>'
        return html.replace("</main>", f"{script}</main>") if template == "problem.html" else html


class CodeNotNeeded(Defect):
    """Whoever comes back from REKONO with a state counts as signed in."""

    breaks = "RP-41"
    title = Title(
        sl="Povratni klic brez kode prijavi, kdor ga pošlje",
        en="A callback without a code signs in whoever sends it",
    )

    def answered(self, response: Response) -> None:  # noqa: ARG002
        """Sign in a person of whom nothing is known."""
        from flask import request

        from ..sessions.server_session import current

        came = request.path == "/callback" and {"code", "error"}.isdisjoint(request.args)
        if came and request.args.get("state"):
            guest = SignedIn(sub="guest", name="Gost", email="", id_token="", sid="")
            current().sign_in(guest)


class SecondCallbackAnError(Defect):
    """That an answer has signed this browser in already is forgotten."""

    breaks = "RP-26"
    title = Title(
        sl="Ponovljen povratni klic pokaže stran z napako",
        en="Replaying the same callback shows an error page",
    )

    def answered_before(self, known: bool) -> bool:  # noqa: ARG002
        """Reload and Back are judged like an attack."""
        return False
