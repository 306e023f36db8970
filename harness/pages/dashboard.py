"""How does a signed-in person change the ways to sign in, at the mock REKONO?"""

from __future__ import annotations

from urllib.parse import urljoin

from harness.agents import Agent

HEADING = "Nadzorna plošča"


class Dashboard:
    """The page of the own account."""

    def __init__(self, agent: Agent, issuer: str) -> None:
        self._agent = agent
        self._address = urljoin(issuer, "/IdP-RM-Front/dashboard.htm")

    def open(self) -> None:
        """Go to the page."""
        self._agent.open(self._address)

    def add(self, mechanism: str) -> None:
        """Add a way to sign in, by its name; it may ask for more."""
        self._agent.press(f"Dodaj: {mechanism}")

    def remove(self, mechanism: str) -> None:
        """Remove a way to sign in, by its name."""
        self._agent.press(f"Odstrani: {mechanism}")
