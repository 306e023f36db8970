"""How is something on a page named, by whoever does not know the page's source?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import FrameLocator, Page
    from playwright.sync_api import Locator as Found


@dataclass(frozen=True)
class Locator:
    """One of: a role with or without an accessible name, a label, a text, a CSS selector.

    `frame` is the CSS selector of the frame (`iframe`) that it is in.
    """

    role: str = ""
    name: str = ""
    label: str = ""
    text: str = ""
    css: str = ""
    frame: str = ""

    def __str__(self) -> str:
        name = f"{self.role} “{self.name}”" if self.name else self.role
        label, text = (f"{word} “{it}”" if it else "" for word, it in self._quoted())
        where = f" in the frame {self.frame}" if self.frame else ""
        return (name or label or text or self.css) + where

    def _quoted(self) -> tuple[tuple[str, str], ...]:
        return (("field", self.label), ("text", self.text))

    def on(self, page: Page) -> Found:
        """Find it on a page in a browser: the first that can be seen counts."""
        place: Page | FrameLocator = page.frame_locator(self.frame) if self.frame else page
        if self.role:
            named = {"name": self.name, "exact": True} if self.name else {}
            found = place.get_by_role(self.role, **named)  # type: ignore[arg-type]
        elif self.label:
            found = place.get_by_label(self.label, exact=True)
        elif self.text:
            found = place.get_by_text(self.text)
        else:
            found = place.locator(self.css)
        return found.filter(visible=True).first


What = str | Locator
"""What a person means: the name of a button, link or field, or where else it is."""
