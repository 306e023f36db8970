"""What does a service make of a person who is signed in, and of those beside and after them?

A part of the rules: the conforming answers about sessions, people and serving.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from ..openid.signed_in import SignedIn
    from ..sessions.server_session import ServerSession
    from ..sessions.store import Sessions

Wsgi = Callable[..., Any]


class PersonRules:
    """The conforming answers about people."""

    def served(self, wsgi: Wsgi) -> Wsgi:
        """How requests are served: each beside the others."""
        return wsgi

    def account(self, who: SignedIn) -> SignedIn:
        """Whose account somebody enters: that of their own ``sub`` (Core 5.7)."""
        return who

    def greeted(self, person: dict[str, str] | None) -> dict[str, str] | None:
        """Whom the first page shows as signed in: whoever is."""
        return person

    def way_back(self, wanted: str) -> str:
        """Where a sign-in ends: at the page of ours that the person had asked for."""
        return wanted

    def landed(self, answer: Response, who: SignedIn) -> Response:  # noqa: ARG002
        """Return the answer that ends a sign-in: tokens stay on the server."""
        return answer

    def answered_before(self, known: bool) -> bool:
        """Whether a callback has signed this browser in already: so it only leads on."""
        return known

    def sign_out_here(self, sessions: Sessions, session: ServerSession) -> None:
        """End our own session on the server, so that the cookie is worth nothing."""
        sessions.end(session)

    def looking_signs_out(self) -> bool:
        """Whether the address of signing out does so when it is merely opened."""
        return False

    def logout_parameters(self, parameters: dict[str, str]) -> dict[str, str]:
        """Return what the browser carries to the provider's sign-out (RP-Initiated Logout 2)."""
        return parameters

    def back_from_sign_out(self, sent: str, came: str | None) -> bool:
        """Whether the person comes from the sign-out at the provider that we asked for.

        It only decides on the words of greeting: the session here has ended before.
        """
        return sent == came

    def sessions_told_of(self, sub: str, sid: str) -> tuple[str, str]:
        """Whose sessions a logout token ends: of ``sid``, where it names one (Back-Channel 2.6)."""
        return ("", sid) if sid else (sub, "")

    def session_framed(self, sid: str) -> str:
        """Which session a front-channel logout ends: the one it names (Front-Channel 2)."""
        return sid
