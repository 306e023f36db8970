"""What is kept of what a visitor sees, and what keeps nothing of it?"""

from __future__ import annotations

from typing import Protocol


class Kept(Protocol):
    """What is kept of what a visitor sees."""

    def page(self, title: str, markup: str) -> None:
        """Keep the text of a page."""

    def picture(self, jpeg_bytes: bytes, title: str) -> None:
        """Keep a picture of a page."""

    def note(self, title: str, text: str) -> None:
        """Keep a remark."""


class Nothing:
    """Keeps nothing: what is done here is no evidence of anything."""

    def page(self, title: str, markup: str) -> None:
        """Let it go."""

    def picture(self, jpeg_bytes: bytes, title: str) -> None:
        """Let it go."""

    def note(self, title: str, text: str) -> None:
        """Let it go."""
