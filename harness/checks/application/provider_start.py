"""How is the mock REKONO started where the target file wants it?"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from harness.checks.application.provider_settings import LOOPBACK, ProviderSettings
from harness.checks.application.target import ApplicationTarget
from harness.processes.forks import Forks
from harness.processes.ports import free_port, refuse_taken_at
from harness.processes.servers import Server

SLOW = 10
"""Seconds that a slow endpoint takes: what RES-01 speaks of."""


@dataclass(frozen=True)
class Seat:
    """Where a mock REKONO listens: for everybody, and for us alone."""

    settings: ProviderSettings
    port: int
    control_port: int

    @classmethod
    def of(cls, settings: ProviderSettings) -> Self:
        """Choose what the target file leaves open.

        Raises PortTaken where somebody else listens at the place that it names.
        """
        if settings.issuer is None:
            port = settings.port or free_port()
            return cls(settings, port, port)
        port = settings.listen_port or settings.issuer_port
        if port:
            remedy = "stop whoever listens there, or change provider.listen"
            refuse_taken_at(settings.listen_address, port, remedy)
        return cls(settings, port or free_port(), free_port())

    @property
    def base(self) -> str:
        """Where we alone reach it, over plain HTTP, whatever its issuer is."""
        return f"http://{LOOPBACK}:{self.control_port}/"

    @property
    def options(self) -> list[str]:
        """The words of its command line."""
        settings = self.settings
        words = ["--port", str(self.port), "--profile", settings.profile]
        if settings.issuer:
            words += ["--host", settings.listen_address, "--control-port", str(self.control_port)]
        if settings.certificate and settings.key:
            words += ["--tls", str(settings.certificate), str(settings.key)]
        return words

    @property
    def environment(self) -> dict[str, str]:
        """What makes its issuer the one that the target file names."""
        if self.settings.issuer is None:
            return {}
        parts = self.settings.parts
        netloc = (
            f"{parts.netloc.removesuffix(':0')}:{self.port}" if parts.port == 0 else parts.netloc
        )
        return {
            "MOCK_REKONO_PUBLIC_URL": f"{parts.scheme}://{netloc}",
            "MOCK_REKONO_CONTEXT_PATH": parts.path.rstrip("/"),
            "MOCK_REKONO_ISSUER_SLASH": str(parts.path.endswith("/")),
        }


def provider_server(
    target: ApplicationTarget, seat: Seat, token: str, forks: Forks | None
) -> Server:
    """Give the mock REKONO of a target, ready to be started."""
    settings = target.mock
    environment = {"MOCK_REKONO_SLOW_SECONDS": str(SLOW), **seat.environment, **_way_to(target)}
    environment["MOCK_REKONO_UNMARKED"] = secrets.token_hex(16)  # no name of its own tells a check
    environment["MOCK_REKONO_FOLLOW_UI_LOCALES"] = "false"  # a visitor knows its Slovenian pages
    if settings.operator:
        environment["MOCK_REKONO_OPERATOR"] = settings.operator
    if settings.access_token_seconds is not None:
        environment["MOCK_REKONO_ACCESS_TOKEN_SECONDS"] = str(settings.access_token_seconds)
    fork_server = forks.provider if forks else None
    arguments = ["-m", "mock_rekono", *seat.options, "--fast-hash"]
    return Server("rekono", arguments, environment, fork_server, {"control_token": token})


def _way_to(target: ApplicationTarget) -> dict[str, str]:
    """Let it reach the application's server as our own people do, to tell of a sign-out."""
    about, told = target.target, {}
    if about.ca is not None:
        told["MOCK_REKONO_APPLICATION_CA"] = str(Path(about.ca).absolute())
    if about.connect_to:
        told["MOCK_REKONO_APPLICATION_HOSTS"] = f"{about.host}={about.connect_to}"
    return told
