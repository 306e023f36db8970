"""What if a session does not end, or a token lies where it must not?"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from . import Defect, Title

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from ..openid.pending import AuthorizationRequest, PendingRequests
    from ..openid.signed_in import SignedIn
    from ..sessions.server_session import ServerSession
    from ..sessions.store import Sessions


class SessionLivesOn(Defect):
    """Signing out gives the browser a new cookie, and forgets the old one's session."""

    breaks = "OUT-01"
    title = Title(
        sl="Stari piškotek po odjavi še velja",
        en="The old cookie still works after signing out",
    )

    def sign_out_here(self, sessions: Sessions, session: ServerSession) -> None:
        """On the server it lives on, whatever REKONO tells of the sign-out later."""
        sessions.at_provider.forget(session.get("sign_in", ""))
        session.sign_out()
        session.replaced = None


class LogoutWithoutHint(Defect):
    """REKONO is not told who signs out."""

    breaks = "OUT-02"
    title = Title(
        sl="Odjava pri REKONO je brez id_token_hint",
        en="The logout request has no id_token_hint",
    )

    def logout_parameters(self, parameters: dict[str, str]) -> dict[str, str]:
        """Leave it out."""
        return {name: value for name, value in parameters.items() if name != "id_token_hint"}


class LogoutWithoutReturn(Defect):
    """REKONO is not told where to send the person."""

    breaks = "OUT-02"
    title = Title(
        sl="Oseba se po odjavi ne vrne v aplikacijo",
        en="After signing out, the person does not come back",
    )

    def logout_parameters(self, parameters: dict[str, str]) -> dict[str, str]:
        """Leave it out."""
        left_out = ("post_logout_redirect_uri", "state")
        return {name: value for name, value in parameters.items() if name not in left_out}


class LogoutStateDemanded(Defect):
    """Who comes back from signing out with another state, or with none, meets an error page."""

    breaks = "OUT-03"
    title = Title(
        sl="Vrnitev z odjave brez pravega state pokaže napako",
        en="Returning from sign-out without the right state shows an error",
    )

    def back_from_sign_out(self, sent: str, came: str | None) -> bool:
        """Crash."""
        if sent != came:
            raise LookupError("state")
        return True


class SignOutByLink(Defect):
    """A link is enough to sign out, and anybody can lay one."""

    breaks = "OUT-07"
    title = Title(
        sl="Tuje spletno mesto lahko osebo odjavi s povezavo",
        en="A foreign site can sign a person out by a link",
    )

    def looking_signs_out(self) -> bool:
        """GET does it."""
        return True


class RefusedAnswerSignsOut(Defect):
    """An answer of REKONO that nobody asked for ends the session, and anybody can bring one."""

    breaks = "OUT-07"
    title = Title(
        sl="Odgovor na naslovu za vrnitev, ki ga ni nihče zahteval, osebo odjavi",
        en="An answer at the callback that nobody asked for signs the person out",
    )

    def request_answered(
        self, requests: PendingRequests, browser: str, state: str
    ) -> AuthorizationRequest | None:
        """Be on the safe side."""
        from ..sessions.server_session import current

        answered = super().request_answered(requests, browser, state)
        if answered is None:
            current().sign_out()
        return answered


class TokenInReadableCookie(Defect):
    """The ID token lies in a cookie that scripts can read."""

    breaks = "RP-36"
    title = Title(
        sl="Žeton ID je v piškotku, ki ga lahko bere skript",
        en="The ID token is in a cookie that a script can read",
    )

    def landed(self, answer: Response, who: SignedIn) -> Response:
        """Hand it out."""
        answer.set_cookie("id_token", who.id_token, samesite="Lax")
        return answer


class TokenInAddress(Defect):
    """The ID token stands in the address of the first page."""

    breaks = "RP-36"
    title = Title(
        sl="Žeton ID je v naslovu strani",
        en="The ID token is in the address of a page",
    )

    def landed(self, answer: Response, who: SignedIn) -> Response:
        """Hand it out."""
        answer.location = f"{answer.location}?{urlencode({'id_token': who.id_token})}"
        return answer


class DeepLinkLost(Defect):
    """Each sign-in ends at the first page, wherever the person wanted to go."""

    breaks = "RP-45"
    title = Title(
        sl="Po prijavi oseba ne pride na stran, ki jo je želela",
        en="After the sign-in a person does not come to the page that they wanted",
    )

    def way_back(self, wanted: str) -> str:  # noqa: ARG002
        """Forget it."""
        return "/"


class OthersHaveToWait(Defect):
    """While one person waits for REKONO, all others wait with them."""

    breaks = "RES-01"
    title = Title(
        sl="Aplikacija med čakanjem na ponudnika ne streže drugim",
        en="While it waits for the provider, the application serves nobody else",
    )

    def served(self, wsgi: Callable[..., Any]) -> Callable[..., Any]:
        """One after the other."""
        turn = threading.Lock()

        def one_by_one(*request: Any) -> Any:
            with turn:
                return wsgi(*request)

        return one_by_one
