"""What was asked for when the run was started?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, ClassVar

from harness.record.rerun import Carried, repeated
from harness.record.resume import InterruptedRun
from harness.record.run_folder import new_invocation
from harness.record.shards import Shard

AGENTS = ("browser", "http")
DATABASE = "VODOMER_DATABASE"
"""Environment variable that `--database` is read from."""
DATABASES = {True: "postgresql", False: "sqlite"}
"""What the record calls a database, by whether one was named."""
SMOKE = "smoke"
"""Tag of the ten scenarios that are the heart of the flow; as a profile, these alone."""
CHOOSING: Mapping[str, str] = {
    "--last-failed": "--only names the one",
    "--failed-in": "--only names the one",
    "--changed-since": "--only names the one",
    "--fail-fast": "there is nothing after the one",
    "--timeout": "it is the time for a whole run",
}
"""Options of all commands that choose what is run, and why `again:` does not repeat them."""
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
        "--resume": "a scenario that ended is run again from its beginning",
        "--durations": "only beside --shard",
        "--lanes": "one scenario fills one lane",
        "--plain": "changes only what the terminal shows",
        "--json": "changes only what the terminal shows",
        "--target": "begins a run of somebody's own scenarios",
        "--features": "only beside --target",
        "--steps": "only beside --target",
        "--baseline": "only beside --target",
        **CHOOSING,
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
    fail_fast: bool = False
    """Whether nothing begins any more once something has failed."""
    repeat: Annotated[int | None, Carried("--repeat")] = None
    retries: Annotated[int | None, Carried("--retries")] = None
    deselected: bool = False
    """Whether pytest was told to leave scenarios out."""

    shard: Shard | None = None
    """Which part of the plan this run is; None for all of it."""
    resumes: InterruptedRun | None = None
    """The run that goes on; None where one begins."""

    @property
    def filtered(self) -> bool:
        """Tell whether only a part was asked for."""
        return bool(self.only) or self.deselected or self.shard is not None

    @property
    def attempts(self) -> dict[str, int] | None:
        """Give what the record tells of the attempts that were asked for; None for nothing."""
        told = {"--repeat": self.repeat, "--retries": self.retries}
        return {name: value for name, value in told.items() if value} or None

    @property
    def rerun(self) -> str:
        """Give the command that runs a scenario of this run again once `with_only` names it."""
        return repeated(self)
