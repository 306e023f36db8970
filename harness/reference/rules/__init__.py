"""Where can the conforming reference be made to go wrong on purpose, one rule at a time?

The services ask these rules instead of deciding in place. A defect (``defects/``) is a subclass
that answers one of them wrongly; nothing else in the reference knows that defects exist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .answers import AnswerRules
from .codes import CodeRules
from .pages import PageRules
from .people import PersonRules
from .requests import RequestRules
from .tokens import TokenRules

if TYPE_CHECKING:
    from ..openid.pending import AuthorizationRequest, PendingRequests


class Rules(RequestRules, AnswerRules, TokenRules, PersonRules, CodeRules, PageRules):
    """The conforming answers."""

    def level_suffices(self, required: tuple[str, ...], told: object) -> bool:
        """Whether the level that the ID token tells is one of those required (Core 5.5.1.1)."""
        return not required or told in required

    def request_answered(
        self, requests: PendingRequests, browser: str, state: str
    ) -> AuthorizationRequest | None:
        """Return this very browser's authorization request that a callback's ``state`` answers.

        RFC 6749 section 10.12: none for a state that is missing, foreign, used or of another
        browser. Taking it uses it up.
        """
        return requests.take(browser=browser, state=state)
