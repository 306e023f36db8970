"""What does a person do at an application that signs in with REKONO?"""

from __future__ import annotations

from harness.agents import Agent

SIGN_IN = "Prijava z računom REKONO"
SIGN_OUT = "Odjava"
PERSON = "#uporabnik"


class Application:
    """The pages of one application at one address."""

    def __init__(self, agent: Agent, address: str, name: str) -> None:
        self._agent = agent
        self.address = address
        self.name = name

    def open(self) -> None:
        """Open the application."""
        self._agent.open(self.address)

    def sign_in(self) -> None:
        """Press the sign-in button."""
        self._agent.press(SIGN_IN)

    def sign_out(self) -> None:
        """Press the sign-out button."""
        self._agent.press(SIGN_OUT)

    def person(self) -> str:
        """Read who is signed in; empty when nobody is."""
        return self._agent.read(PERSON)
