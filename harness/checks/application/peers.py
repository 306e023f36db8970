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
from harness.checks.application.apart import Apart, Writers
from harness.checks.application.external_provider import ExternalProvider
from harness.checks.application.external_settings import ExternalSettings
from harness.checks.application.identity_provider import IdentityProvider, MockRekono
from harness.checks.application.process import filled
from harness.checks.application.provider_start import Seat, provider_server
from harness.checks.application.target import ApplicationTarget
from harness.processes.control import Rekono
from harness.processes.forks import Forks
from harness.processes.inbox import Inbox
from harness.processes.isolation import Isolation, isolation_of, not_isolated
from harness.processes.loopback import require_home
from harness.redaction.redactor import Redactor


@dataclass(frozen=True)
class Peers:
    """What all applications of a rig share; it ends with the rig."""

    provider: IdentityProvider
    folder: str
    apart: Apart
    """As whom what we start of the application runs."""
    shared_secret: str
    """What applications of a rig know that nobody else does."""
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
        return cls(
            provider=provider_of(target, redactor, forks, at_end),
            folder=str(folder),
            apart=Apart(isolation_for(target, hidden).given(folder, temporary)),
            shared_secret=make_secret(redactor),
            _at_end=at_end,
        )

    @property
    def issuer(self) -> str:
        """The provider's issuer."""
        return self.provider.issuer

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
        """Open the control API of REKONO, or of a provider that has none."""
        client = self.provider.control(offload)
        self._at_end.callback(client.close)
        return client

    @property
    def metadata(self) -> dict[str, Any]:
        """The provider's discovery document, when nothing goes wrong."""
        return self.provider.metadata

    @cached_property
    def inbox(self) -> Inbox:
        """The mail server that an activation service is told of."""
        inbox = Inbox(users=Writers(self.apart))
        self._at_end.callback(inbox.close)
        return inbox


def provider_of(
    target: ApplicationTarget, redactor: Redactor, forks: Forks | None, at_end: ExitStack
) -> IdentityProvider:
    """Start the mock REKONO, or find the provider that is not ours."""
    if isinstance(target.provider, ExternalSettings):
        return ExternalProvider.found(target, redactor)
    seat, token = Seat.of(target.provider), make_secret(redactor)
    server = provider_server(target, seat, token, forks).start()
    at_end.callback(server.stop)
    return MockRekono(server, seat, token)


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
