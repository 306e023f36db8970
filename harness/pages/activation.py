"""What does a person do at the activation service?"""

from __future__ import annotations

from harness.agents import Agent

CODE = "Aktivacijska koda"
CONFIRM = "Potrditev aktivacijske kode"
SIGN_IN, REGISTER = "PRIJAVA", "REGISTRACIJA"


class Activation:
    """The pages of the activation service at one address."""

    def __init__(self, agent: Agent, address: str) -> None:
        self._agent = agent
        self.address = address

    def open(self, path: str = "") -> None:
        """Open the start page, or another page by its path."""
        self._agent.open(self.address + path)

    def type_code(self, code: str) -> None:
        """Type the activation code."""
        self._agent.fill(CODE, code)

    def sign_in(self) -> None:
        """Go to REKONO with an existing account."""
        self._agent.press(SIGN_IN)

    def register(self) -> None:
        """Go to REKONO for a new account."""
        self._agent.press(REGISTER)

    def code(self) -> str:
        """Read the code that stands in the field."""
        return self._agent.value(CODE)

    def confirm(self, code: str | None = None) -> None:
        """Press the documented button, typing the code first where it does not stand there."""
        if code is not None and self.code() != code:
            self.type_code(code)
        self._agent.press(CONFIRM)

    def sign_out(self) -> None:
        """Sign out."""
        self._agent.press("Odjava")
