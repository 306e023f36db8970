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

from harness.agents import Offload
from harness.agents.connections import Connections
from harness.checks.application.apart import Apart, Writers
from harness.checks.application.process import filled
from harness.checks.application.target import ApplicationTarget, ProviderSettings
from harness.checks.metadata import fetch_metadata
from harness.processes.control import Rekono
from harness.processes.forks import Forks
from harness.processes.inbox import Inbox
from harness.processes.isolation import Isolation, isolation_of, not_isolated
from harness.processes.loopback import require_home
from harness.processes.ports import free_port
from harness.processes.servers import RunningServer, Server
from harness.redaction.redactor import Redactor

SLOW = 10
"""Seconds that a slow endpoint takes: what RES-01 speaks of."""


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
    _control: str
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
        settings = target.provider
        folder, temporary = (
            Path(at_end.enter_context(TemporaryDirectory(prefix="vodomer-"))) for _ in range(2)
        )
        port, token = settings.port or free_port(), make_secret(redactor)
        provider = _provider(settings, port, token, forks).start()
        at_end.callback(provider.stop)
        return cls(
            issuer=provider.ready("issuer="),
            provider=provider,
            folder=str(folder),
            apart=Apart(isolation_for(target, hidden).given(folder, temporary)),
            shared_secret=make_secret(redactor),
            _control=f"http://127.0.0.1:{port}/control/v1/",
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
        client = Rekono(self._control, self._token, offload=offload)
        self._at_end.callback(client.close)
        return client

    @cached_property
    def metadata(self) -> dict[str, Any]:
        """The provider's discovery document, when nothing goes wrong."""
        return fetch_metadata(Connections(), self.issuer).document

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


def _provider(settings: ProviderSettings, port: int, token: str, forks: Forks | None) -> Server:
    arguments = ["-m", "mock_rekono", "--port", str(port), "--profile", settings.profile]
    environment = {"MOCK_REKONO_SLOW_SECONDS": str(SLOW)}
    environment["MOCK_REKONO_UNMARKED"] = secrets.token_hex(16)  # no name of its own tells a check
    environment["MOCK_REKONO_FOLLOW_UI_LOCALES"] = "false"  # a visitor knows its Slovenian pages
    if settings.access_token_seconds is not None:
        environment["MOCK_REKONO_ACCESS_TOKEN_SECONDS"] = str(settings.access_token_seconds)
    fork_server = forks.provider if forks else None
    told = {"control_token": token}
    return Server("rekono", [*arguments, "--fast-hash"], environment, fork_server, told)


def make_secret(redactor: Redactor) -> str:
    """Make a secret up that is never written down."""
    secret = secrets.token_urlsafe(32)
    redactor.register(secret)
    return secret
