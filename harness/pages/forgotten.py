"""How does a person who forgot the password set a new one at the mock REKONO?"""

from __future__ import annotations

from harness.agents import Agent

PUK = "Koda PUK"


class Forgotten:
    """The page of a forgotten password."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent

    def reset(self, address: str, puk: str, password: str) -> None:
        """Give e-mail address, PUK and a new password."""
        self._agent.fill("E-naslov", address)
        self._agent.fill(PUK, puk)
        self._agent.fill("Novo geslo", password)
        self._agent.fill("Ponovite geslo", password)
        self._agent.press("Nastavi geslo")
