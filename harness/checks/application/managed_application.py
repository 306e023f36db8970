"""How is the application under test started anew and stopped, and what is it told?"""

from __future__ import annotations

import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from harness.checks.application.apart import Apart
from harness.checks.application.journal import Journal
from harness.checks.application.peers import Peers, make_secret
from harness.checks.application.process import ApplicationProcess, RunningApplication
from harness.checks.application.target import ApplicationTarget
from harness.errors import TargetUnreachable
from harness.processes.forks import Forks
from harness.processes.last_words import last_words
from harness.redaction.redactor import Redactor


@dataclass
class ManagedApplication:
    """The application under test: ours to start where the target file says how."""

    target: ApplicationTarget
    redactor: Redactor
    forks: Forks | None
    environment: Mapping[str, str]
    """What it learns when it is started, beside its secret."""
    places: Mapping[str, str]
    """What stands for the words in braces of the target file's commands."""
    apart: Apart
    """As whom it runs."""
    journal: Journal
    """What keeps what it writes in the whole run."""
    client_secret: str
    """The target file's, or one made up for this run; empty for a public client."""
    needs_recovery: bool = False
    """Whether something has gone wrong for everybody since the application started."""
    _running: RunningApplication | None = None
    """None while it does not run, or is not ours to start."""
    _starting: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def of(
        cls,
        target: ApplicationTarget,
        peers: Peers,
        redactor: Redactor,
        forks: Forks | None,
        journal: Journal,
        activation: str = "",
    ) -> Self:
        """Describe the application of a target file, which is not started yet."""
        return cls(
            target,
            redactor,
            forks,
            environment={
                "VODOMER_ISSUER": peers.issuer,
                "VODOMER_CLIENT_ID": target.target.client_id,
                "VODOMER_START": target.target.start,
                "VODOMER_SHARED_SECRET": peers.shared_secret,
            },
            places=_places(target, peers, activation),
            apart=peers.apart,
            journal=journal,
            client_secret=_secret_of(target, redactor),
        )

    @property
    def said(self) -> str:
        """What it has written to its output since it was started by us."""
        return self._running.said if self._running else ""

    @property
    def unread(self) -> int:
        """How many bytes of it were too many to be kept."""
        return self._running.unread if self._running else 0

    @property
    def has_ended(self) -> bool:
        """Whether what we have started has ended by itself."""
        return self._running is not None and self._running.exit_code is not None

    @property
    def state(self) -> str:
        """How it stands, with its last words, for whoever finds that it does not answer."""
        if self._running is None:
            return "it does not run"
        code = self._running.final_code()
        how = "gives no answer any more" if code is None else f"ended with code {code}"
        return f"it {how}: {self.redactor.mask(last_words(self._running.said))}"

    def restart(self) -> None:
        """Start it, anew where it runs; nothing where it is not ours to start."""
        if self.target.process is None:
            return
        secret = {"VODOMER_CLIENT_SECRET": self.client_secret} if self.client_secret else {}
        environment = {**self.environment, **secret}
        with self._starting:
            self.stop()
            self.needs_recovery = False
            how = (self.places, self.forks, self.apart.isolation, self.journal)
            command = ApplicationProcess(self.target, environment, *how)
            try:
                self._running = command.start()
            except TargetUnreachable as problem:  # its last words may hold its secrets
                raise TargetUnreachable(str(self.redactor.mask(str(problem)))) from None

    def stop(self) -> None:
        """Stop it, where we have started it."""
        if self._running is not None:
            self._running.stop()
            self._running = None


def _secret_of(target: ApplicationTarget, redactor: Redactor) -> str:
    given = target.target.client_secret
    if target.target.is_public or not (given or target.is_at_mock):
        return ""
    return target.target.client_secret or make_secret(redactor)


def _places(target: ApplicationTarget, peers: Peers, activation: str) -> dict[str, str]:
    protected = target.protected_application
    return {
        "python": sys.executable,
        "start": target.target.start,
        "activation": activation,
        "protected_application": protected.start if protected else "",
        "behind": protected.start if protected else "",  # the older name
        "smtp": peers.inbox.address if target.sends_mail else "",
        "folder": peers.folder,
    }
