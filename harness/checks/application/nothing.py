"""What keeps nothing of what a visitor sees?"""

from __future__ import annotations


class Nothing:
    """Keeps nothing: what is done here is no evidence of anything."""

    def page(self, title: str, markup: str) -> None:
        """Let it go."""

    def picture(self, jpeg_bytes: bytes, title: str) -> None:
        """Let it go."""

    def note(self, title: str, text: str) -> None:
        """Let it go."""
