"""Which of the provider's answers end in a sign-in, and what is made of the others?

A part of the rules: the conforming answers about authorization, token and UserInfo
responses.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any


class AnswerRules:
    """The conforming answers about what comes back."""

    def authorization_response(self, parameters: dict[str, str]) -> dict[str, str]:
        """Return the parameters at the callback: what is unknown is ignored (RFC 6749 4.1.2)."""
        return parameters

    def takes_form_post(self) -> bool:
        """Whether the callback takes an answer that the browser posts (response_mode form_post)."""
        return False

    def issuer_parameter_is_right(self, given: str | None, announced: bool, issuer: str) -> bool:
        """Whether ``iss`` is the issuer's, where it is there or announced (RFC 9207 2.4)."""
        return given == issuer if announced or given is not None else True

    def error_means(self, error: str, outcome: Exception) -> Exception:  # noqa: ARG002
        """Return what an error answer comes to: each has its page (Core 3.1.2.6)."""
        return outcome

    def note_on_error(self, parameters: dict[str, str]) -> str:  # noqa: ARG002
        """Return what a problem page repeats of the provider's words: they are nobody's text."""
        return ""

    def token_answer(self, token: dict[str, Any]) -> dict[str, Any]:
        """Return the token response as it is judged: as it came; unknown members are ignored."""
        return token

    def claims(
        self,
        token: dict[str, Any],  # noqa: ARG002
        verify: Callable[[], dict[str, Any]],
    ) -> dict[str, Any]:
        """Return the claims to go by: those of the ID token, once verified (Core 3.1.3.5)."""
        return verify()

    def userinfo(
        self,
        fetch: Callable[[], dict[str, Any]],
        claims: dict[str, Any],  # noqa: ARG002
    ) -> dict[str, Any]:
        """Fetch the personal data: nobody is signed in before they are there."""
        return fetch()

    def subject(self, claimed: object, told: object) -> object:
        """Who it is, given the ID token's ``sub`` and UserInfo's: None if they differ (5.3.2)."""
        return claimed if told == claimed else None

    def shown_name(self, name: str) -> str:
        """How the person is called on the pages."""
        return name

    def one_more_sign_in(self) -> AbstractContextManager[object]:
        """Around the judging of one answer: any number goes on side by side."""
        return nullcontext()
