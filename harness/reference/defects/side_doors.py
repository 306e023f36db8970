"""What if something else than a sign-in makes somebody signed in?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from ..clock import opaque
from ..openid.signed_in import SignedIn
from . import Defect, Title

if TYPE_CHECKING:
    from flask import Response

    from ..openid.client import Client
    from ..rules.people import Wsgi

_HEADER = "X-Forwarded-User"


def _signed_in_as(name: str) -> dict[str, str] | None:
    """Begin a session as somebody of whom REKONO knows nothing."""
    from ..sessions.server_session import current

    current().sign_in(SignedIn(name, name, name, id_token=""))
    return current().person


class IdentityHeaderBelieved(Defect):
    """A header that a proxy may set is believed, whoever sends it."""

    breaks = "WEB-12"
    title = Title(
        sl="Glava X-Forwarded-User prijavi, kogar imenuje",
        en="The header X-Forwarded-User signs in whom it names",
    )

    def greeted(self, person: dict[str, str] | None) -> dict[str, str] | None:
        """Greet whom it names."""
        from flask import request

        named = request.headers.get(_HEADER)
        return _signed_in_as(named) if named and person is None else person


class SessionByAddress(Defect):
    """The session's id is also taken from the address, which others read and may make."""

    breaks = "WEB-12"
    title = Title(sl="Oznaka seje v naslovu prijavi", en="A session id in the address signs in")

    def served(self, wsgi: Wsgi) -> Wsgi:
        """Take it for a cookie."""

        def reading(environ: dict[str, Any], start_response: Any) -> Any:
            for name, values in parse_qs(environ.get("QUERY_STRING", "")).items():
                if name.endswith("_session"):
                    environ["HTTP_COOKIE"] = f"{name}={values[0]}"
            return wsgi(environ, start_response)

        return reading


class BegunCookieSignsIn(Defect):
    """A cookie that everybody gets who begins a sign-in is good for the session's, too."""

    breaks = "WEB-12"
    title = Title(
        sl="Piškotek začete prijave na mestu piškotka seje prijavi",
        en="The cookie of a begun sign-in, in place of the session's, signs in",
    )

    def __init__(self) -> None:
        self._begun = opaque()

    def greeted(self, person: dict[str, str] | None) -> dict[str, str] | None:
        """Hand it out where the way in is shown, and greet who has it as somebody."""
        from flask import after_this_request, request

        if person is not None:
            return person
        if self._begun in [value for name, value in request.cookies.items() if name != "begun"]:
            return _signed_in_as("nobody@example.com")
        after_this_request(self._handing_out)
        return None

    def _handing_out(self, response: Response) -> Response:
        response.set_cookie("begun", self._begun, httponly=True, samesite="Lax")
        return response


class SignInByLink(Defect):
    """A sign-in also begins by its address alone, which any page may link to."""

    breaks = "SSO-08"
    title = Title(
        sl="Prijava se začne tudi s povezavo s tujega mesta, sredi seje druge osebe",
        en="A sign-in also begins by a link of a foreign site, amid another person's session",
    )

    def answered(self, response: Response) -> None:
        """Lead to REKONO whoever opens it."""
        from flask import current_app, request

        from ..sessions.server_session import current

        service = current_app.extensions.get("application")
        if service and request.method == "GET" and request.path == "/sign-in":
            response.location = service.relying_party().begin(current().browser(), language="sl")


class HealthCheckLetIn(Defect):
    """Whoever calls themselves a health check need not sign in."""

    breaks = "WEB-12"
    title = Title(
        sl="Kdor se predstavi kot preverjanje delovanja, se mu ni treba prijaviti",
        en="Whoever says to be a health check need not sign in",
    )

    def greeted(self, person: dict[str, str] | None) -> dict[str, str] | None:
        """Greet it as somebody."""
        from flask import request

        is_one = request.headers.get("User-Agent", "").startswith("kube-probe/")
        return _signed_in_as("kube-probe") if is_one and person is None else person


class FreePathByHeader(Defect):
    """A header that a proxy may set tells which page is asked for, and some are free to all."""

    breaks = "WEB-12"
    title = Title(
        sl="Komur glava X-Forwarded-Uri imenuje prosto pot, se ni treba prijaviti",
        en="Whoever names a free path in X-Forwarded-Uri need not sign in",
    )

    def greeted(self, person: dict[str, str] | None) -> dict[str, str] | None:
        """Greet as somebody who asks for what needs no sign-in."""
        from flask import request

        is_free = request.headers.get("X-Forwarded-Uri") in ("/health", "/robots.txt", "/ping")
        return _signed_in_as("nobody") if is_free and person is None else person


class _TokensBelieved:
    """Asks REKONO whom a token is about, and not for whom it was made."""

    def __init__(self) -> None:
        self._issuer = ""

    def authorization_parameters(self, parameters: dict[str, Any], client: Client) -> Any:
        """Learn where REKONO is."""
        self._issuer = client.issuer
        return parameters

    def _whom(self, token: str | None) -> str | None:
        import requests

        where, headers = f"{self._issuer}userinfo", {"Authorization": f"Bearer {token}"}
        if not (self._issuer and token):
            return None
        answer = requests.get(where, headers=headers, timeout=10)
        return str(answer.json()["name"]) if answer.ok else None


class BearerOfAnybodyBelieved(_TokensBelieved, Defect):
    """A token of whatever application opens the pages to whoever shows it."""

    breaks = "WEB-12"
    title = Title(
        sl="Žeton, izdan drugi aplikaciji, v glavi Authorization prijavi",
        en="A token that was issued to another application signs in by the Authorization header",
    )

    def greeted(self, person: dict[str, str] | None) -> dict[str, str] | None:
        """Greet whom it is about."""
        from flask import request

        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        named = self._whom(token) if scheme == "Bearer" and person is None else None
        return _signed_in_as(named) if named else person


class TokenAtCallbackBelieved(_TokensBelieved, Defect):
    """What the browser brings need not have been fetched for a code."""

    breaks = "WEB-12"
    title = Title(
        sl="Žeton, ki ga brskalnik prinese na povratni klic, prijavi",
        en="A token that the browser brings to the callback signs in",
    )

    def answered(self, response: Response) -> None:  # noqa: ARG002
        """Sign in whom it is about."""
        from flask import request

        token = request.args.get("access_token") if request.path == "/callback" else None
        if named := self._whom(token):
            _signed_in_as(named)
