"""What do the commands of a target file print that do one thing and end?"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from harness.agents import Offload
from harness.checks.application.apart import Apart
from harness.checks.application.managed_application import ManagedApplication
from harness.checks.application.process import filled
from harness.checks.application.target import Audit, Codes
from harness.processes.commands import output_of
from harness.processes.forks import Forks
from harness.processes.inherited import inherited
from harness.record.verdict import PreconditionMissing

COMMAND_WITHIN = 60.0
"""Seconds that such a command may take."""


@dataclass(frozen=True)
class TargetCommands:
    """Runs `[codes]` and `[audit]` of a target file, as whoever the application runs."""

    application: ManagedApplication
    apart: Apart
    offload: Offload

    def are_ours(self, how: Codes | Audit) -> bool:
        """Tell whether it is a command of one of our own applications, which is forked."""
        return bool(self._forks and self._forks.holds(filled(how.command, self._places)))

    def printed(self, table: str, how: Codes | Audit, known: Mapping[str, str]) -> str:
        """Run a command; give what it prints. Raises PreconditionMissing where it fails."""
        command = filled(how.command, {**self._places, **known})
        try:
            return str(self.offload(lambda: self._output(command, how.folder)))
        except (OSError, subprocess.SubprocessError) as problem:
            said = str(getattr(problem, "stderr", "") or problem).strip().splitlines()
            reason = said[-1] if said else type(problem).__name__
            raise PreconditionMissing(f"{table}.command failed: {reason}") from None

    def _output(self, command: list[str], folder: Path) -> str:
        isolation = self.apart.isolation
        if isolation.may_be_forked and self._forks and self._forks.holds(command):
            run = self._forks.next_reference.run
            return run(command[1:], folder, COMMAND_WITHIN, isolation.plan)
        environment = isolation.environment(inherited())
        return output_of(isolation.around(command), folder, COMMAND_WITHIN, environment)

    @property
    def _forks(self) -> Forks | None:
        return self.application.forks

    @property
    def _places(self) -> Mapping[str, str]:
        return self.application.places
