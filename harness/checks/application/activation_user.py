"""How does a person with an activation code get on, by the published instruction?"""

from __future__ import annotations

from harness.agents import Agent, Seen
from harness.checks.application.application import Application
from harness.checks.application.visitor import Visitor
from harness.pages.activation import CODE, CONFIRM, Activation
from harness.person import Person
from harness.record.verdict import NotApplicable
from harness.web.page_words import page_words

SUPPORT = "podpora@mpv.si"
REKONO_SUPPORT = "support@rekono.si"
FAILURE = "wrong_nonce"
"""A fault for which any application refuses the sign-in."""
SERVER_ERROR = 500
ACTIVE = "the page of an active person"
NEVER_ISSUED = "2345-6789-ABCD-EFGH"


class ActivationUser:
    """A person at the activation service, in a window of their own."""

    def __init__(
        self, application: Application, person: Person, visitor: Visitor | None = None
    ) -> None:
        if application.target.activated is None:
            raise NotApplicable("the target file does not say what an active person sees")
        self.application, self.person = application, person
        self.visitor: Visitor = visitor or application.visitor(person)
        self.turn_to(self.visitor.agent)
        self._activated = application.target.activated.shows.locator

    def turn_to(self, agent: Agent) -> None:
        """Turn to this window, or to another tab of it."""
        self.agent = self.visitor.agent = agent
        self.pages = Activation(agent, self.application.target.target.start)

    def sign_in(self, code: str = "") -> None:
        """Go from the start page to REKONO and back, with a code typed before, or without."""
        self.pages.open()
        if code:
            self.pages.type_code(code)
        self.pages.sign_in()
        self.visitor.pass_rekono()

    def activate(self, code: str, title: str) -> None:
        """Go the whole way with a code, which has to succeed."""
        self.sign_in(code)
        self.confirm(code)
        self.require_active(title)

    def confirm(self, code: str) -> None:
        """Confirm a code with the documented button, typed where it does not stand ready."""
        self.pages.confirm(code)

    def confirm_instead(self, code: str) -> None:
        """Confirm this code, whatever stands in the field."""
        self.pages.type_code(code)
        self.pages.confirm()

    @property
    def asks_for_code(self) -> bool:
        """Whether the page has the documented field and button."""
        return self.agent.offers(CODE) and self.agent.offers(CONFIRM)

    @property
    def sees_applications(self) -> bool:
        """Whether the page is one that only an active person sees."""
        return self.agent.shown(self._activated) is not None

    def require_active(self, title: str) -> None:
        """Require the page that only an active person sees."""
        self._require(title, self.sees_applications, ACTIVE)

    def recommend_active(self, title: str) -> None:
        """Recommend the page that only an active person sees: without it there is a warning."""
        there = self.sees_applications
        self.application.findings.recommend(title, there, ACTIVE, self._shown(title))

    def require_refused(self, title: str) -> None:
        """Require that the confirmation was refused, with a page and not with a server error."""
        seen = self.agent.seen()
        fine = not self.sees_applications and seen.status < SERVER_ERROR
        self._require(title, fine, "a refusal, by a page that is no server error")

    def require_words(self, title: str, *words: str) -> None:
        """Require words on the page, small letters and capitals alike."""
        text = self.agent.seen().text.casefold()
        missing = [word for word in words if word.casefold() not in text]
        self._require(title, not missing, f"“{'”, “'.join(words)}” on the page")

    def _require(self, title: str, holds: bool, expected: str) -> None:
        self.application.findings.require(title, holds, expected, self._shown(title))

    def _shown(self, title: str) -> str:
        """Keep a picture of the page, and say what it shows."""
        seen = self.agent.seen()
        self.visitor.picture(title)
        return f"{seen}; {seen.text[:300]}"


def with_code(application: Application) -> tuple[ActivationUser, str]:
    """Give a person who has not been here yet, and the code that was issued to them."""
    person = application.person()
    return ActivationUser(application, person), application.rig.issue(person)


def at_start(application: Application) -> ActivationUser:
    """Give a person who has just opened the start page."""
    newcomer = ActivationUser(application, application.person())
    newcomer.pages.open()
    return newcomer


def activate(application: Application, person: Person, title: str = "activation") -> ActivationUser:
    """Let a person activate themselves with a code of their own; they have to succeed."""
    newcomer = ActivationUser(application, person)
    newcomer.activate(application.rig.issue(person), title)
    return newcomer


def require_active(application: Application, person: Person, title: str) -> None:
    """Require, in a fresh window, that a person is active without a code."""
    again = ActivationUser(application, person)
    again.sign_in()
    again.require_active(title)


def require_told_apart(application: Application, title: str, seen: Seen) -> None:
    """Require that a page says something else than the one after a sign-in that has failed."""
    person = application.person()
    newcomer = ActivationUser(application, person)
    with application.fault(FAILURE, person):
        newcomer.sign_in()
    failed = newcomer.agent.seen()
    differs = page_words(seen.text) != page_words(failed.text)
    expected = f"other words than on the page of a failed sign-in: {failed}"
    application.findings.require(title, differs, expected, str(seen))


def require_inactive(application: Application, person: Person) -> None:
    """Require, in a fresh window, that a person is still asked for a code."""
    newcomer = ActivationUser(application, person)
    newcomer.sign_in()
    expected, seen = "asked for a code", newcomer.agent.seen()
    inactive = newcomer.asks_for_code and not newcomer.sees_applications
    application.findings.require("after signing in again", inactive, expected, str(seen))


def bare(code: str) -> str:
    """Leave out of a code what only divides it."""
    return "".join(one for one in code.upper() if one.isalnum())
