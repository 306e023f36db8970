"""Which other applications that are in order are there? They differ from the reference, rightly.

A variant answers rules otherwise, as a defect does, and is no less conforming: what takes it for
wrong gives a false alarm.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from .errors import SignInRefused
from .rules import Rules

if TYPE_CHECKING:
    from flask import Response

    from .openid.client import Client
    from .openid.pending import AuthorizationRequest, PendingRequests
    from .openid.signed_in import SignedIn
    from .openid.signed_token import SignedToken
    from .sessions.store import Sealing
    from .text import Text

_REGISTRY: dict[str, type[Variant]] = {}
ERROR = 400


class Variant(Rules):
    """Rules answered otherwise, and rightly; the id is the class's name in small letters."""

    id: ClassVar[str]

    def __init_subclass__(cls) -> None:
        cls.id = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", cls.__name__).lower()
        _REGISTRY[cls.id] = cls


def all_variants() -> dict[str, type[Variant]]:
    """Return every variant by its name."""
    return dict(_REGISTRY)


def variant_named(name: str) -> Variant:
    """Return a variant. Raises ``ValueError`` in one clear line when none has that name."""
    if name not in _REGISTRY:
        raise ValueError(f"unknown variant {name!r}; there are {', '.join(sorted(_REGISTRY))}")
    return _REGISTRY[name]()


class RedirectsAtOnce(Variant):
    """Every page is behind the sign-in: the first one leads to REKONO."""

    def leads_on(self) -> bool:
        """Lead there."""
        return True


class PlainTextErrors(Variant):
    """Errors are told as plain text, with REKONO's own words."""

    def answered(self, response: Response) -> None:
        """Write a page of an error as text that no browser takes for markup."""
        from flask import request  # a list of variants needs no web framework

        if response.status_code < ERROR or response.mimetype != "text/html":
            return
        words = request.args.get("error_description", "")
        reference = response.headers.get("X-Event-Reference", "")
        response.set_data(f"Prijava ni uspela. {words}\nOznaka dogodka: {reference}\n")
        response.content_type = "text/plain; charset=utf-8"


class RefusesInWords(Variant):
    """Each refusal is one and the same page, which says so in plain words, of whatever status."""

    def answered(self, response: Response) -> None:
        """Write that page, in place of one for each reason."""
        if response.status_code >= ERROR and response.mimetype == "text/html":
            reference = response.headers.get("X-Event-Reference", "")
            words = f"<p>Prijava ni uspela. Poskusite znova.</p><p>Oznaka: {reference}</p>"
            response.set_data(f"<!doctype html><html lang=sl><title>Prijava</title>{words}</html>")
            response.status_code = 500


class RefusesCurtly(Variant):
    """Whoever is refused is at the page where one signs in, with a word, and of status 200."""

    def answered(self, response: Response) -> None:
        """Write that page, in place of one for each reason."""
        if response.status_code >= ERROR and response.mimetype == "text/html":
            button = "<button>Prijava z računom REKONO</button>"
            words = f"<h1>Prijava</h1><p>Neveljavno.</p><form action='/'>{button}</form>"
            response.set_data(f"<!doctype html><html lang=sl><title>Prijava</title>{words}</html>")
            response.status_code = 200


class SessionElsewhere(Variant):
    """The first page is the same for everybody: another one tells who is signed in."""

    def greeted(self, person: dict[str, str] | None) -> dict[str, str] | None:  # noqa: ARG002
        """Greet nobody."""
        return None


class TermsFirst(Variant):
    """Whoever has signed in agrees to the terms of use before any page opens."""

    def answered(self, response: Response) -> None:
        """Show them in place of each page until then."""
        from flask import request

        from .sessions.server_session import current

        shown = response.mimetype == "text/html" and response.status_code < ERROR
        if not shown or current().person is None or current().get("agreed"):
            return
        if "strinjam-se" in request.args:
            current()["agreed"] = True
            return
        terms = '<h1>Pogoji uporabe</h1><p><a href="/?strinjam-se=1">Strinjam se</a></p>'
        response.set_data(f"<!doctype html><html lang=sl><title>Pogoji</title>{terms}</html>")


class CrashesOnBadToken(Variant):
    """An ID token that does not verify is an exception that nobody catches.

    So the framework answers with its own page, which explains nothing.
    """

    def id_token_signed(self, token: SignedToken) -> dict[str, Any]:
        """Let nobody catch it."""
        try:
            return super().id_token_signed(token)
        except SignInRefused as problem:
            raise RuntimeError(problem.why) from problem

    def answered(self, response: Response) -> None:
        """Write the framework's page in place of ours."""
        from werkzeug.exceptions import InternalServerError

        if response.status_code == InternalServerError.code:
            response.set_data(InternalServerError().get_body())


class CookieSession(Variant):
    """The session's data travel in its cookie, which is sealed and new with each answer.

    Here is only kept which sessions have not been ended. An ID token for which a cookie has no room
    is not kept: who signs out is then asked by REKONO.
    """

    ROOM = 1800

    def sealing(self) -> Sealing:
        """Seal them by a key of this process."""
        return _fernet()

    def account(self, who: SignedIn) -> SignedIn:
        """Leave out a long ID token."""
        return who if len(who.id_token) < self.ROOM else replace(who, id_token="")


@cache
def _fernet() -> Sealing:
    from cryptography.fernet import Fernet

    return Fernet(Fernet.generate_key())


class FormPost(Variant):
    """The answer is asked for as a form that REKONO's page posts."""

    def authorization_parameters(
        self,
        parameters: dict[str, str],
        client: Client,  # noqa: ARG002
    ) -> dict[str, str]:
        """Ask for it."""
        return {**parameters, "response_mode": "form_post"}

    def takes_form_post(self) -> bool:
        """Take it."""
        return True


class ShortCookies(Variant):
    """Cookies of a few characters, and of none, stand beside the session's."""

    def answered(self, response: Response) -> None:
        """Set them with each page."""
        for name, value in (("jezik", "sl"), ("tema", ""), ("a", "1")):
            response.set_cookie(name, value, samesite="Lax")


class WithoutState(Variant):
    """PKCE alone ties the answer to the browser that asked (RFC 9700, 2.1): no state is sent."""

    def authorization_parameters(
        self,
        parameters: dict[str, str],
        client: Client,  # noqa: ARG002
    ) -> dict[str, str]:
        """Leave it out."""
        return {name: value for name, value in parameters.items() if name != "state"}

    def request_answered(
        self,
        requests: PendingRequests,
        browser: str,
        state: str,  # noqa: ARG002
    ) -> AuthorizationRequest | None:
        """Take what this browser has asked last: its verifier fits no other's code."""
        asked = requests.newest(browser=browser)
        return asked and requests.take(browser=browser, state=asked.state)


class EnglishOnly(Variant):
    """All pages are in English."""

    def language(self, chosen: str) -> str:  # noqa: ARG002
        """Return English."""
        return "en"

    def words(self, key: str, text: Text, language: str) -> str:  # noqa: ARG002
        """Return the English words."""
        return text.en


class FewGuessesAnAddress(Variant):
    """The activation service bears fewer refused codes from one address than most."""

    def limits(self, limits: Any) -> Any:
        """Bear three."""
        return replace(limits, per_address=3)
