"""What holds for the pages and sessions of a service? A defect answers one of these wrongly."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Response

    from ..sessions.store import Sealing
    from ..text import Text


class PageRules:
    """What holds for the pages of every service: their words, their source, their headers."""

    def words(self, key: str, text: Text, language: str) -> str:  # noqa: ARG002
        """Return the words of the text ``key`` in a language, with their blanks."""
        return text.in_language(language)

    def drawn(self, template: str, html: str) -> str:  # noqa: ARG002
        """Return the source of a page as it leaves, drawn from ``template``."""
        return html

    def answered(self, response: Response) -> None:
        """Change an answer, headers and status included, before it leaves."""

    def language(self, chosen: str) -> str:
        """Return the language of the pages, given the one that the person has chosen."""
        return chosen

    def leads_on(self) -> bool:
        """Whether the first page leads who is not signed in to REKONO at once."""
        return False

    def told_problem(self, kind: str) -> str:
        """Return the kind of problem that the person is told of, given the one there is."""
        return kind

    def cookie(self, flags: dict[str, Any]) -> dict[str, Any]:
        """How the session's cookie is set (names as in ``Response.set_cookie``)."""
        return flags

    def sealing(self) -> Sealing | None:
        """Return what seals the data that travel in the session's cookie; None: none do."""
        return None

    def session_id(self, made: str) -> str:
        """Return the id of a new session: as it was made, at random."""
        return made

    def renews_session_id(self) -> bool:
        """Whether sign-in, activation and sign-out give the session a new id."""
        return True

    def grace(self, usual: timedelta) -> timedelta:
        """How long a second click may come with the cookie from before the first."""
        return usual

    def guards_forms(self) -> bool:
        """Whether a form has to be drawn by us for this browser, and sent by no foreign page."""
        return True

    def may_enter(self, active: bool) -> bool:
        """Whether a signed-in person may enter an application, given whether they are active."""
        return active
