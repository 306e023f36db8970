"""What stands around the application while it is tested? The mock REKONO, an inbox and a folder."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self
from urllib.parse import urlsplit

from harness.agents import Offload
from harness.agents.connections import Connections
from harness.checks.application.apart import Apart, Writers
from harness.checks.application.process import filled
from harness.checks.application.provider_start import Seat, provider_server
from harness.checks.application.target import ApplicationTarget
from harness.checks.metadata import fetch_metadata
from harness.processes.control import Rekono
from harness.processes.forks import Forks
from harness.processes.inbox import Inbox
from harness.processes.isolation import Isolation, isolation_of, not_isolated
from harness.processes.loopback import require_home
from harness.processes.servers import RunningServer
from harness.redaction.redactor import Redactor


@dataclass(frozen=True)
class Peers:
    """What all applications of a rig share; it ends with the rig."""

    issuer: str
    provider: RunningServer
    folder: str
    apart: Apart
    """As whom what we start of the application runs."""
    shared_secret: str
    """What applications of a rig know that nobody else does."""
    _base: str
    _token: str
    _at_end: ExitStack

    @classmethod
    def started(
        cls,
        target: ApplicationTarget,
        redactor: Redactor,
        forks: Forks | None,
        at_end: ExitStack,
        hidden: Sequence[Path] = (),
    ) -> Self:
        """Start the mock REKONO, and leave to `at_end` what has to be undone."""
        require_home()
        folder, temporary = (
            Path(at_end.enter_context(TemporaryDirectory(prefix="vodomer-"))) for _ in range(2)
        )
        seat, token = Seat.of(target.provider), make_secret(redactor)
        provider = provider_server(target, seat, token, forks).start()
        at_end.callback(provider.stop)
        return cls(
            issuer=provider.ready("issuer="),
            provider=provider,
            folder=str(folder),
            apart=Apart(isolation_for(target, hidden).given(folder, temporary)),
            shared_secret=make_secret(redactor),
            _base=seat.base,
            _token=token,
            _at_end=at_end,
        )

    @property
    def isolation(self) -> Isolation:
        """As whom it runs now."""
        return self.apart.isolation

    def require_well(self) -> None:
        """Require that REKONO is there: without it nothing says anything of the application.

        Raises PartLost.
        """
        self.provider.require_well()

    def control(self, offload: Offload) -> Rekono:
        """Open the control API of REKONO."""
        client = Rekono(f"{self._base}control/v1/", self._token, offload=offload)
        self._at_end.callback(client.close)
        return client

    @cached_property
    def metadata(self) -> dict[str, Any]:
        """The provider's discovery document, when nothing goes wrong.

        Read on loopback: the way to the issuer's name is for people and for the application.
        """
        return fetch_metadata(Connections(), self._issuer_here).document

    @property
    def _issuer_here(self) -> str:
        return self._base.rstrip("/") + urlsplit(self.issuer).path

    @cached_property
    def inbox(self) -> Inbox:
        """The mail server that an activation service is told of."""
        inbox = Inbox(users=Writers(self.apart))
        self._at_end.callback(inbox.close)
        return inbox


def isolation_for(target: ApplicationTarget, hidden: Sequence[Path] = ()) -> Isolation:
    """Say as whom what we start of an application is to run, where the target file lets us."""
    if target.process and not target.process.isolate:
        return not_isolated("process.isolate = false in the target file")
    if not target.commands:
        return not_isolated("nothing of it is started by Vodomer")
    python = {"python": sys.executable}
    return isolation_of([(filled(words, python), at) for words, at in target.commands], hidden)


def make_secret(redactor: Redactor) -> str:
    """Make a secret up that is never written down."""
    secret = secrets.token_urlsafe(32)
    redactor.register(secret)
    return secret
