"""What is a check, and under which names have they been written down?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from harness.checks.findings import Findings
from harness.checks.provider.provider import Provider

PREFIX = "OP-"
Examine = Callable[[Provider, Findings], None]


@dataclass(frozen=True)
class Check:
    """One module: its name, and what looks at a provider and says what must be and what is."""

    id: str
    examine: Examine
    requirement: str
    """The row of the catalogue that it proves."""
    waits: bool = False
    """Whether it lets much time pass, so that others may be done meanwhile."""
    alone: bool = False
    """Whether nothing else may run beside it; no provider check changes what others rest on."""

    @property
    def is_whole_proof(self) -> bool:
        """Whether nothing else proves that row."""
        return self.requirement == PREFIX + self.id


REGISTERED: dict[str, Check] = {}


def check(name: str, *, proves: str = "", waits: bool = False) -> Callable[[Examine], Examine]:
    """Register a function as the check of this name, which by itself names a row, too."""

    def register(examine: Examine) -> Examine:
        if name in REGISTERED:
            raise TypeError(f"two checks are called {name}")
        REGISTERED[name] = Check(name, examine, proves or PREFIX + name, waits)
        return examine

    return register
