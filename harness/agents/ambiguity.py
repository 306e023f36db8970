"""What if several things on a page have the name of the one that is to be pressed?

Copies of one are one: a link in the head and in the foot. What does different things is told apart
by whoever wrote the step, never by chance.
"""

from __future__ import annotations

from collections.abc import Iterable

from harness.record.verdict import Mismatch


def link_to(address: str | None) -> str:
    """Say what a link does."""
    return f"a link to {address or 'this page'}"


def button_of(action: str | None, name: str | None, value: str | None) -> str:
    """Say what a button does: the address of its form, and what the button adds."""
    more = f" with {name}={value or ''}" if name else ""
    return f"a button of a form to {action}{more}" if action else f"a button{more}"


def require_alike(name: str, told: Iterable[str]) -> None:
    """Raise Mismatch where things of one name do different things."""
    different = sorted(set(told))
    if len(different) > 1:
        raise Mismatch(
            f"one button or link named “{name}”",
            f"{len(different)}: {'; '.join(different)}; say which one by a table, such as "
            f'{{ role = "link", name = "{name}" }} or {{ css = "..." }}',
        )
