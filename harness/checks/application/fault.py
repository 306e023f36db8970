"""What can go wrong at REKONO, where does it show, and what does a right application do then?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from harness.processes import registries

ELSEWHERE = ("logout_", "refreshed_", "same_email", "name_with_markup", "markup_in_", "sms_lost")
"""Beginnings of the names of faults that need another way than a sign-in; modules look at them."""
AT_SIGN_OUT = "_after_logout"
KEYS_ANEW = "RP-20"
"""Where a fault of this row must be accepted, that the keys are fetched is the very demand."""


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong, where it shows, and what a right application does then."""

    id: str
    title: dict[str, str]
    proves: tuple[str, ...]
    must: str
    exclusive: bool
    shows_at: tuple[str, ...]

    @classmethod
    def of(cls, row: dict[str, Any]) -> Fault:
        """Read it from the provider's list."""
        rest = {"proves": tuple(row["proves"]), "shows_at": tuple(row["shows_at"])}
        return cls(**{**row, **rest})

    @property
    def is_met_at_sign_in(self) -> bool:
        """Whether a sign-in is all that is needed to meet it."""
        return not self.id.startswith(ELSEWHERE) and not self.id.endswith(AT_SIGN_OUT)

    @property
    def is_slow(self) -> bool:
        """Whether answers take long."""
        return self.id.endswith("_slow")

    @property
    def needs(self) -> set[str]:
        """The endpoints that have to be asked, or nothing was met."""
        if self.proves[0] == KEYS_ANEW and self.must == "accepted":
            return {"token"}
        return set(self.shows_at)


@cache
def all_faults() -> dict[str, Fault]:
    """Give every fault by its name."""
    return {fault.id: fault for fault in map(Fault.of, registries.faults())}
