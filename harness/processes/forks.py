"""From what are providers and references forked, with their libraries loaded?

Provider and reference share no Python of ours, so what both come from holds libraries only. Where
many are to come, each kind has a process of its own that has loaded its modules, too.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from harness.processes.forkserver import ForkServer

LIBRARIES = (
    *("flask", "sqlalchemy.dialects.sqlite", "waitress.server", "authlib.oauth2.rfc6749"),
    "cryptography.x509",
)
"""What provider and reference both load before they can answer."""
PROVIDER = ("mock_rekono.server.loaded",)
REFERENCE = ("harness.reference.starting", "harness.reference.relying_party.code_flow")
"""What each loads beside; named only, as the examiner imports none of it."""
OURS = ("harness.reference.",)
"""Packages whose commands are applications of ours."""


class Forks:
    """The processes that providers and references are forked from; each starts at first use."""

    def __init__(
        self,
        *,
        many: bool = False,
        applications: tuple[str, ...] = OURS,
        everything: ForkServer | None = None,
    ) -> None:
        self._libraries = everything or ForkServer(LIBRARIES)
        self._provider = everything or ForkServer(PROVIDER, self._libraries)
        self._reference = everything or ForkServer(REFERENCE, self._libraries)
        self._many = many
        self._applications = applications

    @property
    def provider(self) -> ForkServer:
        """Give what a provider is forked from."""
        return self._provider if self._many else self._libraries

    @property
    def reference(self) -> ForkServer:
        """Give what the first reference of a run is forked from."""
        return self._reference if self._many else self._libraries

    @property
    def next_reference(self) -> ForkServer:
        """Give what all later references are forked from: those of scenarios that restart one."""
        return self._reference

    def holds(self, command: Sequence[str]) -> bool:
        """Tell whether a command is one of our applications, which can be forked."""
        return [*command[:2]] == [sys.executable, "-m"] and command[2].startswith(
            self._applications
        )

    def stop(self) -> None:
        """End all; what they have started stays."""
        for fork_server in (self._provider, self._reference, self._libraries):
            fork_server.stop()


BORN_WITH: list[Forks] = []
"""What a process that was itself forked with everything loaded has from its birth: one, or none."""


def born_with() -> Forks | None:
    """Give what this process has from its birth."""
    return BORN_WITH[0] if BORN_WITH else None
