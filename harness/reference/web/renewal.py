"""Is the person still who they were, now that the access token ends? (OpenID Connect Core 12)"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import Response

from ..clock import now
from ..errors import ProviderUnavailable, SignInRefused, TokenRefused
from ..log import log
from ..sessions.server_session import current
from ..sessions.store import Sessions
from .pages import sign_in_problem

if TYPE_CHECKING:
    from ..relying_party.code_flow import RelyingParty

PAUSE = 60
"""Seconds until a provider that could not be reached is asked again."""


def renew(relying_party: Callable[[], RelyingParty], sessions: Sessions) -> Response | None:
    """Ask REKONO about the signed-in person again, where it is time; a page if it is not them.

    Without a refresh token, or with one that is not taken any more, the session goes on until it
    ends by itself.
    """
    person, due = current().person, current().get("renewal")
    if person is None or not due or now().timestamp() < due["at"]:
        return None
    try:
        current().renew(relying_party().refresh(due["token"], person["sub"]))
    except TokenRefused:
        current().pop("renewal")
    except SignInRefused as error:
        sessions.end(current())
        return sign_in_problem("sign_in_failed", 400, error.why)
    except ProviderUnavailable as error:
        log("renewal put off", why=error.why)
        current()["renewal"] = {**due, "at": now().timestamp() + PAUSE}
    return None
