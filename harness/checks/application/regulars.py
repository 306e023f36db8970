"""Who has signed in often before? People who come again, so that not only newcomers are checked.

An application that looks closely only at somebody's first sign-ins would refuse whatever is wrong
for everybody who is made up for one check.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from harness.person import Person

OFTEN = 4
"""Sign-ins with nothing wrong, after which somebody has signed in often."""
MOST = 4
"""Regulars of a run: each costs the sign-ins that make one."""


@dataclass
class Regular:
    """Somebody who comes again."""

    person: Person
    signed_in: int = 0


@dataclass
class Regulars:
    """The regulars of a run; each is in the hands of one check at a time."""

    _known: int = 0
    _free: list[Regular] = field(default_factory=list)

    def take(self, anybody: Callable[[], Person]) -> Regular | None:
        """Give whoever has come most often and has time, else somebody who may become one.

        None where all are in the hands of other checks.
        """
        if self._free:
            return self._free.pop()
        if self._known == MOST:
            return None
        self._known += 1
        return Regular(anybody())

    def give_back(self, regular: Regular) -> None:
        """Let another check have them."""
        self._free.append(regular)
        self._free.sort(key=lambda one: one.signed_in)
