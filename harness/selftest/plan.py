"""Which targets does a self-test examine, by whom, and against which requirements?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar

from harness.catalogue import Requirement
from harness.engine.suite import BROWSER_ONLY, Scenario
from harness.errors import ConfigurationError
from harness.record.rerun import Carried, repeated
from harness.words import Words

SCOPES = ("all", "area", "own")
"""What a known-bad target is held against: all that binds it, its area, or what it breaks."""
CONFORMING = "honest"
"""The conforming reference, by the word that names its folder and its key in the table."""
FLOW, APPLICATION = "activation", "application"
"""Profiles of targets: the reference as a whole, or one of its applications."""


@dataclass(frozen=True)
class KnownBad:
    """The reference with one defect, and the one requirement that has to notice it."""

    id: str
    breaks: str
    title: Words


@dataclass(frozen=True)
class Plan:
    """What every target of one self-test is put to; it travels as one object."""

    COMMAND: ClassVar[str] = "vodomer selftest"
    LEFT_OUT: ClassVar[Mapping[str, str]] = {
        "--out": "each self-test has a folder of its own",
        "--only": "it names the one defect",
        "--plain": "changes only what the terminal shows",
        "--json": "changes only what the terminal shows",
    }

    folder: Path
    requirements: dict[str, Requirement]
    scenarios: Sequence[Scenario]
    """What is examined in the documented flow."""
    checked: frozenset[str] = frozenset()
    """Requirements that `vodomer certify` has checks for, of an application."""
    agent: Annotated[str, Carried("--agent")] = "http"
    scope: Annotated[str, Carried("--scope")] = "all"
    browser: Annotated[str | None, Carried("--browser")] = None

    @property
    def rerun(self) -> str:
        """Give the command that examines a defect again once `with_only` names it."""
        return repeated(self)

    def profiles_of(self, bad: KnownBad) -> list[str]:
        """Tell what kinds of target show this defect: those of which the requirement is proved.

        Raises ConfigurationError for a defect of a requirement that is proved of neither kind.
        """
        requirement = self.requirements.get(bad.breaks)
        bound: tuple[str, ...] = requirement.profiles if requirement else ()
        proved = {FLOW: bool(self.proofs(bad.breaks)), APPLICATION: bad.breaks in self.checked}
        if found := [kind for kind, proves in proved.items() if proves and kind in bound]:
            return found
        raise ConfigurationError(f"{bad.id} breaks {bad.breaks}, which no scenario or check proves")

    def proofs(self, requirement: str) -> list[Scenario]:
        """List the scenarios that prove a requirement."""
        return [scenario for scenario in self.scenarios if requirement in scenario.requirements]

    def needs_screen(self, requirement: str) -> bool:
        """Tell whether plain HTTP can prove nothing of a requirement."""
        proofs = self.proofs(requirement)
        return bool(proofs) and all(BROWSER_ONLY in proof.tags for proof in proofs)

    def bound(self, profile: str, broken: Iterable[str]) -> list[str]:
        """List the requirements that targets with these broken ones are held against."""
        wanted = set(broken)
        areas = {requirement.partition("-")[0] for requirement in wanted}
        held = {
            "all": lambda _: True,
            "area": lambda id: id.partition("-")[0] in areas,
            "own": wanted.__contains__,
        }[self.scope]
        return [
            id
            for id, requirement in self.requirements.items()
            if profile in requirement.profiles and held(id)
        ]
