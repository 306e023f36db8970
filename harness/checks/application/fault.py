"""What can go wrong at REKONO, where does it show, and what must an application do then?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from harness.checks.application.parameter_changes import ParameterChange, changes_of
from harness.processes import registries

SIGN_IN = "sign_in"
KEYS_ANEW = "keys_fetched_anew"
"""Where that is expected, whether the keys were asked for is what the check finds out."""


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong, where it shows, and what a conforming application does then.

    All of it is data of the provider's list (`mock_rekono/faults/`); nothing is read off the id.
    """

    id: str
    title: dict[str, str]
    proves: tuple[str, ...]
    must: str
    exclusive: bool
    shows_at: tuple[str, ...]
    met_by: str
    """What has to happen before it is met: a sign-in, or something after one."""
    slow: bool
    """Whether answers take long."""
    concerns: str
    """What the application has to ask for, or REKONO to announce, before it matters; or nothing."""
    expected: str
    """What a conforming application does in particular, beside what `must` says; or nothing."""
    variants: tuple[str, ...] = ()
    """How other values differ that are wrong in the same way: who refuses one may take the next."""
    answer: tuple[ParameterChange, ...] = ()
    """By which other answer, at the redirect URI or after signing out, the same comes about."""
    request: tuple[ParameterChange, ...] = ()
    """By which other authorization request the same comes about."""

    @classmethod
    def from_dict(cls, fault: dict[str, Any]) -> Fault:
        """Read it from the provider's list."""
        rest = {name: tuple(fault[name]) for name in ("proves", "shows_at", "variants")}
        changes = {name: changes_of(fault[name]) for name in ("answer", "request")}
        return cls(**{**fault, **rest, **changes})

    def numbered(self, variant: str) -> str:
        """Give the id by which the provider knows one of the variants."""
        return f"{self.id}#{self.variants.index(variant) + 1}"

    @property
    def is_made_by_browser(self) -> bool:
        """Whether who stands between application and provider brings it about, with no mock."""
        return bool(self.answer or self.request)

    @property
    def needs(self) -> set[str]:
        """The endpoints that have to be asked, or nothing was met."""
        if self.expected == KEYS_ANEW:
            return {"token"}
        return set(self.shows_at)


@cache
def all_faults() -> dict[str, Fault]:
    """Return every fault by its id."""
    return {fault.id: fault for fault in map(Fault.from_dict, registries.faults())}


def faults_met_by(occasion: str) -> Iterator[Fault]:
    """Return the faults that something other than a plain sign-in brings about, or a sign-in."""
    return (fault for fault in all_faults().values() if fault.met_by == occasion)
