"""How does a person use the pages of the mock REKONO?"""

from __future__ import annotations

from harness.agents.locator import Locator
from harness.checks.application.identity_provider import Window
from harness.pages.rekono import SMS, SignIn
from harness.person import Person
from harness.processes.control import Rekono
from harness.redaction.redactor import Redactor

SIGN_IN = "Prijava"
"""The button of REKONO's first page."""
SIGN_OUT = "Odjava"
"""The button of REKONO's question whether its own session is to end."""
STAY = Locator(role="button", name="Ostani prijavljen")
"""The other button of that question, which no application has."""
GO_ON = "Nazaj v aplikacijo"
"""The link of the page after it, which a browser follows by itself."""
CANCEL = "Prekliči"
"""The button by which a person gives up."""
REKONO = Locator(text="REKONO")
"""What stands on every page of REKONO."""


class RekonoPages:
    """The pages of the mock, which tells what came by SMS."""

    landmarks: tuple[Locator, ...] = (REKONO,)
    staying: tuple[Locator, ...] = (STAY,)

    def __init__(self, rekono: Rekono, redactor: Redactor) -> None:
        self._rekono, self._redactor = rekono, redactor

    def sign_in(self, window: Window) -> None:
        """Give the password, and the one-time password that comes by SMS."""
        agent, pages = window.agent, SignIn(window.agent)
        if self.ask_for_password(window):
            pages.credentials_of(window.person)
        if window.is_at_rekono and agent.offers(SMS):
            pages.choose(SMS)
            pages.one_time_password(SMS, self.text_message(window.person))
        if window.is_at_rekono and agent.offers(GO_ON):  # the answer goes by a form
            agent.wait_or_press(GO_ON)

    def ask_for_password(self, window: Window) -> bool:
        """Look for the button of the first page."""
        return window.is_at_rekono and window.agent.offers(SIGN_IN)

    def sign_out(self, window: Window) -> None:
        """Confirm, and let the page tell others first."""
        if window.is_at_rekono and window.agent.offers(SIGN_OUT):
            window.agent.press(SIGN_OUT)
        if window.agent.offers(GO_ON):  # it tells others first
            window.agent.wait_or_press(GO_ON)

    def give_up(self, window: Window) -> bool:
        """Press the button for it."""
        if not window.agent.offers(CANCEL):
            return False
        SignIn(window.agent).cancel()
        return True

    def text_message(self, person: Person) -> str:
        """Read the one-time password that came by SMS."""
        code = str(self._rekono.messages(person.phone, "sms")[-1]["code"])
        self._redactor.register(code)
        return code
