"""Count things in words: ``1 scenario``, ``2 scenarios``."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """Put a number before a regular English noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
