"""How does a line say what a target file names, and what the application does instead?"""

from __future__ import annotations

from dataclasses import dataclass

from harness.agents import Seen
from harness.checks.application import target_remedies as remedies
from harness.checks.application.places import Place
from harness.checks.application.target import Step
from harness.record.verdict import Mismatch


@dataclass(frozen=True)
class Line:
    """One thing of the target file that was tried; what does not fit says what to do about it."""

    title: str
    fits: bool
    looked_for: str = ""
    instead: str = ""
    remedy: str = ""
    exit_code: int = 0
    picture: bytes | None = None


def kept_page(name: str) -> Line:
    """Say that the first page of somebody who has signed out is the one that their browser kept."""
    title, looked_for = "the first page after signing out", "the first page as nobody sees it"
    instead = f"that of “{name}”, until it is loaded again"
    return Line(title, False, looked_for, instead, remedies.KEPT, exit_code=6)


def where(seen: Seen) -> str:
    """Say what page it is, and where, without what stands in its address."""
    return f"{seen} at {seen.url.partition('?')[0]}"


def same(expected: str, actual: str, holds: bool | None = None) -> None:
    """Require that the application sends what the file says; Mismatch."""
    if not (expected == actual if holds is None else holds):
        raise Mismatch(expected, f"the application sends {actual}")


def words(step: Step) -> str:
    """Say what a step does."""
    deed = next(name for name in ("go", "press", "fill", "wait", "ask") if getattr(step, name))
    what = getattr(step, deed)
    return f"{deed} {what.locator if isinstance(what, Place) else f'“{what}”'}"
