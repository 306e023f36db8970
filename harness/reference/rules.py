"""Where can the honest reference be made to go wrong on purpose, one rule at a time?

The services ask these rules instead of deciding in place. A defect (``defects/``) is a subclass
that answers one of them wrongly; nothing else in the reference knows that defects exist.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from .answer_rules import AnswerRules
from .person_rules import PersonRules
from .request_rules import RequestRules
from .token_rules import TokenRules

if TYPE_CHECKING:
    from .pending import AuthorizationRequest, PendingRequests


class Rules(RequestRules, AnswerRules, TokenRules, PersonRules):
    """The honest answers."""

    def expired_before(self, now: datetime) -> datetime:
        """Instant at or before which an activation code's end means that it has expired."""
        return now

    def code_after_sign_in(self, typed: str) -> str:
        """The code that stands ready for confirmation, given the one typed before sign-in."""
        return typed

    def level_suffices(self, required: tuple[str, ...], told: object) -> bool:
        """Whether the level that the ID token tells is one of those required (Core 5.5.1.1)."""
        return not required or told in required

    def request_answered(
        self, requests: PendingRequests, browser: str, state: str
    ) -> AuthorizationRequest | None:
        """The authorization request of this very browser that a callback's ``state`` answers.

        RFC 6749 section 10.12: none for a state that is missing, foreign, used or of another
        browser. Taking it uses it up.
        """
        return requests.take(browser=browser, state=state)
