# ruff: noqa: N818 - these are outcomes a person may meet, named as such
"""How can a start or a sign-in go wrong, and what does the person have to know about it?"""

from __future__ import annotations


class ConfigurationError(Exception):
    """An option or setting is wrong; the text is one line for the person who started us."""


class SignInCancelled(Exception):
    """The person pressed cancel at the provider (``access_denied``)."""


class SignInRefused(Exception):
    """The provider's answer must not be believed; ``why`` is a word for the log, never a secret."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class TokenRefused(SignInRefused):
    """The token endpoint does not take the code or the refresh token."""


class SignInUnfinished(SignInRefused):
    """The provider asks for another round with the person (``login_required`` and its kin)."""


class LevelTooLow(SignInRefused):
    """The provider is not as sure of the person as the service has to be."""


class LogoutRefused(Exception):
    """A logout token must not be believed; ``why`` is a word for the log."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class ProviderUnavailable(Exception):
    """The provider does not answer, or answers nonsense; ``status`` is the HTTP status to show."""

    def __init__(self, why: str, status: int = 502) -> None:
        super().__init__(why)
        self.why = why
        self.status = status


class ProviderContradicts(ProviderUnavailable):
    """What the provider publishes about itself is not of the provider that we know."""


_UNFINISHED = (
    "login_required",
    "interaction_required",
    "consent_required",
    "account_selection_required",
)
_UNAVAILABLE = ("server_error", "temporarily_unavailable")


def outcome_of(error: str) -> Exception:
    """Return what an error code of the authorization response comes to (Core 3.1.2.6)."""
    if error == "access_denied":
        return SignInCancelled()
    if error == "unmet_authentication_requirements":
        return LevelTooLow(error)
    if error in _UNAVAILABLE:
        return ProviderUnavailable(error, 503)
    return SignInUnfinished(error) if error in _UNFINISHED else SignInRefused("error answer")
