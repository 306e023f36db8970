"""What is a check of an application, and under which names have they been written down?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from harness.catalogue import Text
from harness.checks.application.application import Application

Examine = Callable[[Application], None]


@dataclass(frozen=True)
class Check:
    """One thing that is looked at: a name, what looks, and the row of the catalogue it proves."""

    id: str
    requirement: str
    title: Text
    examine: Examine
    waits: bool = False
    """Whether it lets much time pass, so that others may be done meanwhile."""
    alone: bool = False
    """Whether it changes what all sign-ins rest on, so that nothing else may run beside it."""
    last: bool = False
    """Whether it may lock people out for a while, so that only its like may come after it."""


REGISTERED: dict[str, Check] = {}


def register(check: Check) -> None:
    """Write a check down; a twin is refused."""
    if check.id in REGISTERED:
        raise TypeError(f"two checks are called {check.id}")
    REGISTERED[check.id] = check


def check(
    name: str, proves: str, *, sl: str, en: str, **when: bool
) -> Callable[[Examine], Examine]:
    """Register a function as the check of this name; `sl` and `en` say what must be.

    `when` are `waits`, `alone` and `last` of `Check`.
    """

    def registered(examine: Examine) -> Examine:
        register(Check(name, proves, Text(sl=sl, en=en), examine, **when))
        return examine

    return registered
