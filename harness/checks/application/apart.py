"""As whom does what we start of an application run, once it has been tried?"""

from __future__ import annotations

import os
from dataclasses import dataclass

from harness.processes.isolation import Isolation, not_isolated

REASON = 300
"""Characters of why an application could not be kept apart."""


@dataclass
class Apart:
    """How all that a rig starts is kept apart from us: application, commands, whatever is beside.

    What cannot be kept apart takes the others with it, as they share files.
    """

    isolation: Isolation
    _untold: bool = True
    """Whether the record does not say so yet."""

    @property
    def is_lost(self) -> bool:
        """Whether the record does not say yet that all run as we do."""
        return self._untold and not self.isolation.is_apart

    def give_up(self, what: str, problem: str) -> None:
        """Let all run as we do, because something does not work as anybody else."""
        self.isolation = not_isolated(f"{what} as another user: {problem[:REASON]}")
        self._untold = True

    def restore(self, isolation: Isolation) -> None:
        """Keep all apart after all: what was wrong is wrong without, too."""
        self.isolation = isolation

    def told(self) -> dict[str, str]:
        """Say for the record how it is."""
        self._untold = False
        return self.isolation.told


@dataclass(frozen=True)
class Writers:
    """The users whose mail is the application's: its own, ours, and the system's."""

    apart: Apart

    def __contains__(self, user: object) -> bool:
        """Tell whether a user is one; where it runs as us, what it starts may have any other."""
        isolation = self.apart.isolation
        return not isolation.is_apart or user in {0, os.getuid(), isolation.uid}
