"""What was asked for when the run was started?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, ClassVar

from harness.record.rerun import Carried, repeated
from harness.record.run_folder import new_invocation
from harness.record.shards import Shard

AGENTS = ("browser", "http")
DATABASE = "VODOMER_DATABASE"
"""Environment variable that `--database` is read from."""
PROFILES = ("activation",)
"""Profiles of the documented flow; a vendor's `application` is examined by target file."""


@dataclass(frozen=True)
class RunOptions:
    """One frozen object that travels; nobody spells its fields again as parameters."""

    COMMAND: ClassVar[str] = "vodomer run"
    LEFT_OUT: ClassVar[Mapping[str, str]] = {
        "--out": "each run has a folder of its own",
        "--only": "it names the one scenario",
        "--shard": "the one scenario is named",
        "--durations": "only beside --shard",
        "--lanes": "one scenario fills one lane",
        "--plain": "changes only what the terminal shows",
        "--json": "changes only what the terminal shows",
        "--target": "begins a run of somebody's own scenarios",
        "--features": "only beside --target",
        "--steps": "only beside --target",
        "--baseline": "only beside --target",
    }

    out: Path
    agent: Annotated[str, Carried("--agent")] = "browser"
    profile: Annotated[str, Carried("--profile")] = "activation"
    lanes: int = 1
    defect: Annotated[str | None, Carried("--defect")] = None
    database: Annotated[str | None, Carried("--database", DATABASE)] = None
    """SQLAlchemy URL of a PostgreSQL server for provider and reference; None keeps SQLite."""
    only: tuple[str, ...] = ()
    browser: Annotated[str | None, Carried("--browser")] = None
    headed: Annotated[bool, Carried("--headed")] = False
    slow_mo: Annotated[int, Carried("--slow-mo")] = 0
    """Milliseconds between actions of the browser, for watching."""
    seed: Annotated[str, Carried("--seed")] = "0"
    """Seeds the people of the run; the same seed gives the same people."""
    command: str = "vodomer run"
    invocation: str = field(default_factory=new_invocation)
    """Tells this run from all others, whatever folder it writes to."""
    deselected: bool = False
    """Whether pytest was told to leave scenarios out."""

    shard: Shard | None = None
    """Which part of the plan this run is; None for all of it."""

    @property
    def filtered(self) -> bool:
        """Tell whether only a part was asked for."""
        return bool(self.only) or self.deselected or self.shard is not None

    @property
    def rerun(self) -> str:
        """Give the command that runs a scenario of this run again once `with_only` names it."""
        return repeated(self)
