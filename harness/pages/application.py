"""What does a person do at an application that signs in with REKONO?"""

from __future__ import annotations

from harness.agents import Agent

SIGN_IN = "Prijava z računom REKONO"
SIGN_OUT = "Odjava"
PERSON = "#uporabnik"
OTHER_BUTTONS = {"Aktivacija uporabnika": "PRIJAVA"}
"""Sign-in buttons of services that call theirs otherwise, by the service's name."""


class Application:
    """The pages of one application, or of the activation service as one, at one address."""

    def __init__(self, agent: Agent, address: str, name: str) -> None:
        self._agent = agent
        self.address = address
        self.name = name

    def open(self, path: str = "") -> None:
        """Open the application, or another page of it by its path."""
        self._agent.open(self.address + path)

    @property
    def sign_in_button(self) -> str:
        """Give the name of the sign-in button."""
        return OTHER_BUTTONS.get(self.name, SIGN_IN)

    def sign_in(self) -> None:
        """Press the sign-in button."""
        self._agent.press(self.sign_in_button)

    def go_to_rekono(self) -> None:
        """Open the application and press its sign-in button."""
        self.open()
        self.sign_in()

    def sign_out(self) -> None:
        """Press the sign-out button."""
        self._agent.press(SIGN_OUT)

    def person(self) -> str:
        """Read who is signed in; empty when nobody is."""
        return self._agent.read(PERSON)

    def person_now(self) -> str:
        """Open the application and read who is signed in; empty when nobody is."""
        self.open()
        return self.person()
