"""Which targets does a self-test examine, by whom, and against which demands?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from harness.catalogue import Requirement
from harness.errors import ConfigurationError
from harness.record import Words
from harness.suite import BROWSER_ONLY, Scenario

SCOPES = ("all", "area")
"""Against what a known-bad target is held: all that binds it, or the area of what it breaks."""
FLOW, APPLICATION = "activation", "application"
"""Profiles of targets: the reference as a whole, or one of its applications."""


@dataclass(frozen=True)
class KnownBad:
    """The reference with one defect, and the one demand that has to notice it."""

    id: str
    breaks: str
    title: Words


@dataclass(frozen=True)
class Plan:
    """What every target of one self-test is put to; it travels as one object."""

    folder: Path
    demands: dict[str, Requirement]
    scenarios: Sequence[Scenario]
    agent: str = "http"
    scope: str = "all"
    browser: str | None = None

    def profile_of(self, bad: KnownBad) -> str:
        """Tell what kind of target shows this defect: one that scenarios prove the demand of.

        Raises ConfigurationError for a defect of a demand that binds neither kind.
        """
        if bad.breaks not in self.demands:
            raise ConfigurationError(f"{bad.id} breaks {bad.breaks}, which nobody demands")
        profiles = self.demands[bad.breaks].profiles
        if FLOW in profiles and self.proofs(bad.breaks):
            return FLOW
        if APPLICATION in profiles:
            return APPLICATION
        raise ConfigurationError(f"{bad.id} breaks {bad.breaks}: nothing proves it of an {FLOW}")

    def proofs(self, demand: str) -> list[Scenario]:
        """List the scenarios that prove a demand."""
        return [scenario for scenario in self.scenarios if demand in scenario.requirements]

    def needs_screen(self, demand: str) -> bool:
        """Tell whether plain HTTP can prove nothing of a demand."""
        proofs = self.proofs(demand)
        return bool(proofs) and all(BROWSER_ONLY in proof.tags for proof in proofs)

    def rows(self, profile: str, broken: Iterable[str]) -> list[str]:
        """List the demands that targets with these broken ones are held against."""
        areas = {demand.partition("-")[0] for demand in broken}
        return [
            id
            for id, row in self.demands.items()
            if profile in row.profiles and (self.scope == "all" or id.partition("-")[0] in areas)
        ]
