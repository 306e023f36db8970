"""What was asked for when the run was started?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

AGENTS = ("browser", "http")
PROFILES = ("activation",)
"""Profiles of the documented flow; a vendor's `application` is examined by target file."""


@dataclass(frozen=True)
class RunOptions:
    """One frozen object that travels; nobody spells its fields again as parameters."""

    out: Path
    agent: str = "browser"
    profile: str = "activation"
    lanes: int = 1
    defect: str | None = None
    database: str | None = None
    """SQLAlchemy URL of a PostgreSQL server for provider and reference; None keeps SQLite."""
    only: tuple[str, ...] = ()
    browser: str | None = None
    headed: bool = False
    slow_mo: int = 0
    """Milliseconds between actions of the browser, for watching."""
    seed: str = "0"
    """Seeds the people of the run; the same seed gives the same people."""
    command: str = "vodomer run"

    @property
    def filtered(self) -> bool:
        """Tell whether only a part was asked for."""
        return bool(self.only)
