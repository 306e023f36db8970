"""What if one of the errors that REKONO can answer with has no page?"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ..rules import Rules
from . import Defect, Title

if TYPE_CHECKING:
    from flask import Response

ACTIVATION = "activation"
"""The service where people activate themselves."""


class _NotExplained(Rules):
    """The error ``missing`` leads to a crash in place of a page, at applications.

    Other requirements speak of the activation service: who cancels there, who finds REKONO out of
    order (ACT-25, ACT-26).
    """

    missing: ClassVar[str]

    def error_means(self, error: str, outcome: Exception) -> Exception:
        """Break at the one error that nobody has thought of."""
        from ..web.pages import frame

        known = error != self.missing or frame().service == ACTIVATION
        return outcome if known else LookupError(error)


class RefusalGoesRound(Defect):
    """Whoever comes back with an error that REKONO seldom has is sent in circles."""

    breaks = "RP-24"
    title = Title(
        sl="Po redki napaki REKONA aplikacija osebo preusmerja v krogu",
        en="After a rare error of REKONO the application redirects in circles",
    )

    def answered(self, response: Response) -> None:
        """Lead to the same address again."""
        from flask import request

        if request.args.get("error") == "registration_not_supported":
            response.status_code = 302
            response.headers["Location"] = request.url


class AccessDeniedBreaks(_NotExplained, Defect):
    """Cancelling at REKONO ends in a crash."""

    breaks = "RP-24"
    title = Title(
        sl="Ob napaki access_denied ni jasne strani",
        en="There is no clear page for access_denied",
    )
    missing = "access_denied"


class LoginRequiredBreaks(_NotExplained, Defect):
    """The need for another round ends in a crash."""

    breaks = "RP-24"
    title = Title(
        sl="Ob napaki login_required ni jasne strani",
        en="There is no clear page for login_required",
    )
    missing = "login_required"


class InteractionRequiredBreaks(_NotExplained, Defect):
    """The need for another page ends in a crash."""

    breaks = "RP-24"
    title = Title(
        sl="Ob napaki interaction_required ni jasne strani",
        en="There is no clear page for interaction_required",
    )
    missing = "interaction_required"


class ServerErrorBreaks(_NotExplained, Defect):
    """REKONO's crash becomes ours."""

    breaks = "RP-24"
    title = Title(
        sl="Ob napaki server_error ni jasne strani",
        en="There is no clear page for server_error",
    )
    missing = "server_error"


class TemporarilyUnavailableBreaks(_NotExplained, Defect):
    """REKONO's break becomes a crash."""

    breaks = "RP-24"
    title = Title(
        sl="Ob napaki temporarily_unavailable ni jasne strani",
        en="There is no clear page for temporarily_unavailable",
    )
    missing = "temporarily_unavailable"


class UnknownErrorBreaks(Defect):
    """An error that the specifications do not name ends in a crash."""

    breaks = "RP-24"
    title = Title(
        sl="Ob neznani napaki ni jasne strani",
        en="There is no clear page for an unknown error",
    )

    def error_means(self, error: str, outcome: Exception) -> Exception:
        """Errors of the specifications are lower case words; markup is another matter (RP-25)."""
        named = error in SPECIFIED or not error.replace("_", "").isalpha()
        return outcome if named else LookupError(error)


SPECIFIED = frozenset(
    (
        *("invalid_request", "unauthorized_client", "access_denied", "unsupported_response_type"),
        *("invalid_scope", "server_error", "temporarily_unavailable", "interaction_required"),
        *("login_required", "account_selection_required", "consent_required"),
        *("invalid_request_uri", "invalid_request_object", "request_not_supported"),
        *("request_uri_not_supported", "registration_not_supported"),
        "unmet_authentication_requirements",
    )
)
"""RFC 6749 4.1.2.1, OpenID Connect Core 3.1.2.6 and its addition on unmet requirements."""
