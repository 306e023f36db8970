"""What if the authorization answer is an error (RFC 6749, 4.1.2.1; OpenID Connect Core 3.1.2.6)?"""

from __future__ import annotations

from dataclasses import dataclass

from mock_rekono.errors import ProtocolError
from mock_rekono.faults import REFUSED, Fault
from mock_rekono.parameter_changes import MADE, ParameterChange
from mock_rekono.text import Text

MARKUP = "<img src=x onerror=alert(1)><script>alert(2)</script>\"'><b>krepko</b>"


@dataclass(frozen=True, kw_only=True)
class AuthorizationError(Fault):
    """Who did everything right is sent back with this error."""

    error: str
    description: str = ""

    @property
    def answer(self) -> tuple[ParameterChange, ...]:
        """An error in place of the code."""
        described = ParameterChange("put", "error_description", self.description)
        said = (ParameterChange("drop", "code"), self._put())
        return (*said, described) if self.description else said

    def authorization_error(self) -> ProtocolError | None:
        """Answer so."""
        return ProtocolError(MADE[self._put().made](self.error), self.description)

    def _put(self) -> ParameterChange:
        return ParameterChange("put", "error", self.error)


@dataclass(frozen=True, kw_only=True)
class UnknownError(AuthorizationError):
    """The error is one that nobody knows."""

    def _put(self) -> ParameterChange:
        return ParameterChange("put", "error", self.error, made="member")


def _error(code: str, sl: str, en: str, fault_id: str = "") -> AuthorizationError:
    named = fault_id or f"error_{code}"
    title = Text(sl, en)
    return AuthorizationError(named, title, ("RP-24",), REFUSED, expected="explanation", error=code)


FAULTS = (
    _error(
        "access_denied",
        "REKONO zavrne osebo",
        "REKONO refuses the person",
        "access_denied_by_provider",
    ),
    _error(
        "temporarily_unavailable",
        "REKONO začasno ni na voljo",
        "REKONO is temporarily unavailable",
        "temporarily_unavailable",
    ),
    _error("login_required", "REKONO zahteva prijavo", "REKONO answers login_required"),
    _error(
        "interaction_required",
        "REKONO zahteva sodelovanje osebe",
        "REKONO answers interaction_required",
    ),
    _error("consent_required", "REKONO zahteva privolitev", "REKONO answers consent_required"),
    _error(
        "account_selection_required",
        "REKONO zahteva izbiro računa",
        "REKONO answers account_selection_required",
    ),
    _error("server_error", "V REKONO pride do napake", "REKONO answers server_error"),
    _error("invalid_request", "REKONO ne razume zahteve", "REKONO answers invalid_request"),
    _error("invalid_scope", "REKONO ne pozna obsega", "REKONO answers invalid_scope"),
    _error(
        "unauthorized_client",
        "Aplikacija za to ni pooblaščena",
        "REKONO answers unauthorized_client",
    ),
    _error(
        "unsupported_response_type",
        "REKONO ne pozna vrste odgovora",
        "REKONO answers unsupported_response_type",
    ),
    _error(
        "request_not_supported",
        "REKONO ne podpira parametra request",
        "REKONO answers request_not_supported",
    ),
    _error(
        "request_uri_not_supported",
        "REKONO ne podpira parametra request_uri",
        "REKONO answers request_uri_not_supported",
    ),
    _error(
        "registration_not_supported",
        "REKONO ne podpira parametra registration",
        "REKONO answers registration_not_supported",
    ),
    _error(
        "invalid_request_uri",
        "REKONO ne more prebrati naslova request_uri",
        "REKONO answers invalid_request_uri",
    ),
    _error(
        "invalid_request_object",
        "REKONO ne more prebrati podpisane zahteve",
        "REKONO answers invalid_request_object",
    ),
    UnknownError(
        "error_unknown",
        Text("REKONO vrne neznano napako", "REKONO answers an unknown error"),
        ("RP-24",),
        REFUSED,
        expected="explanation",
        error="vodomer_made_this_up",
    ),
    AuthorizationError(
        "markup_in_error_description",
        Text("V opisu napake je koda HTML", "The error description contains markup"),
        ("RP-25",),
        REFUSED,
        expected="shown_as_text",
        error="access_denied",
        description=MARKUP,
    ),
    AuthorizationError(
        "markup_in_error",
        Text("V oznaki napake je koda HTML", "The error code contains markup"),
        ("RP-25", "RP-24"),
        REFUSED,
        expected="shown_as_text",
        error=MARKUP,
    ),
)
