"""Where on a page is something, as a target file names it?"""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from harness.agents.locator import Locator, What
from harness.checks.target_file import Frozen, Word

KINDS = ("role", "label", "text", "css")


class Place(Frozen):
    """Where something is on a page: exactly one of role, label, text and css.

    `name` is an accessible name and goes with a role; `frame` is the CSS selector of a frame.
    """

    role: str = ""
    name: str = ""
    label: str = ""
    text: str = ""
    css: str = ""
    frame: str = ""

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        given = [kind for kind in KINDS if getattr(self, kind)]
        if len(given) != 1:
            raise ValueError(f"give exactly one of {', '.join(KINDS)}, not {len(given)}")
        if self.name and not self.role:
            raise ValueError("a name goes with a role")
        return self

    @property
    def locator(self) -> Locator:
        """The same for an agent."""
        return Locator(**self.model_dump())


Control = Word | Place
"""The name of a button, link or field, or a place."""


def locator_of(control: Control) -> What:
    """Give what a step names in the agent's terms."""
    return control.locator if isinstance(control, Place) else control
