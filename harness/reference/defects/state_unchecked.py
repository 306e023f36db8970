"""What if the callback's ``state`` is not compared with the one that was sent?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import Defect, Title

if TYPE_CHECKING:
    from ..openid.pending import AuthorizationRequest, PendingRequests


class StateUnchecked(Defect):
    """Whoever brings a code is signed in, whichever browser asked for it (login CSRF)."""

    breaks = "RP-04"
    title = Title(
        sl="Parameter state v odgovoru se ne preverja",
        en="The state parameter of the authorization response is not checked",
    )

    def request_answered(
        self, requests: PendingRequests, browser: str, state: str
    ) -> AuthorizationRequest | None:
        """Any request will do: of that state, else this browser's newest, else anybody's.

        Those of others are only looked at, not used up, so that their owners' sign-ins go on.
        """
        return (
            requests.take(browser=browser, state=state)
            or requests.newest(state=state)
            or requests.newest(browser=browser)
            or requests.newest()
        )
