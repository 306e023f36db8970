"""How does a person sign in at the mock REKONO?"""

from __future__ import annotations

from harness.agents import Agent
from harness.person import Person

SMS = "SMS geslo"
ONEPASS = "OnePass geslo"
PUSH = "OnePass potrditev"


class SignIn:
    """The pages between an application's sign-in button and the way back to it."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent

    def password(self, address: str, password: str) -> None:
        """Give e-mail address and password."""
        self._agent.fill("E-naslov", address)
        self._agent.fill("Geslo", password)
        self._agent.press("Prijava")

    def credentials_of(self, person: Person) -> None:
        """Give the person's own e-mail address and password."""
        self.password(person.email, person.password)

    def choose(self, mechanism: str) -> None:
        """Choose the second factor by its button."""
        self._agent.press(mechanism)

    def one_time_password(self, mechanism: str, code: str) -> None:
        """Type a one-time password and confirm."""
        self._agent.fill(mechanism, code)
        self._agent.press("Potrdi")

    def go_on_after_push(self) -> None:
        """See the page go on once the phone has answered."""
        self._agent.wait_or_press("Preveri znova")

    def choose_another_way(self) -> None:
        """Leave a mechanism for the choice page."""
        self._agent.press("Izberi drug način")

    def send_again(self) -> None:
        """Ask for a new SMS one-time password."""
        self._agent.press("Pošlji novo geslo")

    def register(self) -> None:
        """Go for a new account."""
        self._agent.press("REGISTRACIJA")

    def forgot(self) -> None:
        """Go for a new password."""
        self._agent.press("Pozabljeno geslo")

    def cancel(self) -> None:
        """Give up and go back to the application."""
        self._agent.press("Prekliči")


class SignOut:
    """REKONO's question whether to end its own session, too."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent

    def confirm(self) -> None:
        """Sign out of REKONO."""
        self._agent.press("Odjava")

    def stay(self) -> None:
        """Stay signed in at REKONO."""
        self._agent.press("Ostani prijavljen")
