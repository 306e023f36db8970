"""How are the mock REKONO and the reference started side by side, before anybody waits for them?"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Self

from harness.engine.options import RunOptions
from harness.processes.databases import Databases, choose
from harness.processes.forks import Forks, born_with
from harness.processes.forkserver import ForkServer
from harness.processes.inbox import Inbox
from harness.processes.loopback import require_home, require_name
from harness.processes.ports import ANY_PORTS, Ports, free_port
from harness.processes.servers import RunningServer, Server
from harness.redaction.redactor import Redactor

CLIENTS = {
    "activation": "Aktivacija uporabnika",
    "register": "Register monitoringa pitne vode",
    "npv": "Notranji nadzor pitne vode",
}
SERVICES = tuple(CLIENTS)
DATABASE = "--database"
PORTAL = "portal"
GUESTS = {PORTAL: "Portal drugega ponudnika"}
"""Applications of other providers of services; each is started by the scenario that needs it."""
TITLES = CLIENTS | GUESTS


@dataclass(frozen=True)
class Setup:
    """What an environment is to be like."""

    options: RunOptions
    redactor: Redactor
    ports: Ports = ANY_PORTS
    provider_options: tuple[str, ...] = ()
    """More options for the provider's command, such as `--cast`."""
    forks: Forks | None = None
    """What its parts are forked from; None: from processes of its own, which end with it."""


@dataclass(frozen=True)
class Parts:
    """What provider and references are started from, and what they share with the harness."""

    setup: Setup
    databases: Databases
    inbox: Inbox
    forks: Forks
    token: str
    admin_token: str
    client_secrets: dict[str, str]

    @classmethod
    def opened(cls, setup: Setup, at_end: ExitStack) -> Self:
        """Open them, and leave to `at_end` what has to be closed."""
        require_home()
        require_name()
        databases = choose(setup.options.database)
        at_end.callback(databases.close)
        inbox = Inbox(port=setup.ports.smtp, users={os.getuid()})
        at_end.callback(inbox.close)
        own_forks = Forks()
        at_end.callback(own_forks.stop)
        secret = _secrets(setup.redactor)
        token, admin_token = next(secret), next(secret)
        client_secrets = {client: next(secret) for client in TITLES}
        forks = setup.forks or born_with() or own_forks
        return cls(setup, databases, inbox, forks, token, admin_token, client_secrets)

    def provider(self, port: int) -> Server:
        """Give the command of the provider."""
        database = self.databases.url("rekono") if self.setup.options.database else "sqlite://"
        command = ["-m", "mock_rekono", "--port", str(port)]
        return Server(
            "rekono",
            [*command, "--fast-hash", *self.setup.provider_options],
            fork_server=self.forks.provider,
            secrets={"control_token": self.token, "store": database},
        )

    def reference(self, arguments: list[str], fork_server: ForkServer) -> Server:
        """Give the command of a reference."""
        words, database = told_apart(arguments)
        told = {"clients": self.client_secrets, "admin_token": self.admin_token, **database}
        return Server("reference", words, fork_server=fork_server, secrets=told)

    def service_arguments(self, issuer: str) -> list[str]:
        """Give the arguments of an activation service with a database of its own."""
        database = self.databases.url("reference")
        arguments = ["-m", "harness.reference", "--issuer", issuer, DATABASE, database]
        arguments += ["--smtp", self.inbox.address, "--trust-forwarded-for", "--timeout", "3"]
        return arguments + self._defect_option()

    def guest_arguments(self, client: str, issuer: str, *options: str) -> list[str]:
        """Give the arguments of an application of another provider of services."""
        arguments = ["-m", "harness.reference.application", "--id", client]
        return [*arguments, "--issuer", issuer, "--timeout", "3", *self._defect_option(), *options]

    def _defect_option(self) -> list[str]:
        return ["--defect", self.setup.options.defect] if self.setup.options.defect else []


def told_apart(arguments: list[str]) -> tuple[list[str], dict[str, str]]:
    """Take the database, whose URL may hold a password, out of a command that others can read."""
    if DATABASE not in arguments:
        return arguments, {}
    place = arguments.index(DATABASE)
    return [*arguments[:place], *arguments[place + 2 :]], {"database": arguments[place + 1]}


def _secrets(redactor: Redactor) -> Iterator[str]:
    while True:
        secret = secrets.token_urlsafe(32)
        redactor.register(secret)
        yield secret


@dataclass(frozen=True)
class Launched:
    """Provider and reference on their way; nobody has waited for them yet."""

    parts: Parts
    port: int
    """The provider's."""
    provider: RunningServer
    reference: RunningServer
    arguments: list[str]
    """The reference's, without its ports."""

    @classmethod
    @contextmanager
    def opened(cls, setup: Setup) -> Iterator[Self]:
        """Start both without waiting, and stop them in the end."""
        with ExitStack() as at_end:
            parts = Parts.opened(setup, at_end)
            port = setup.ports.provider or free_port()
            provider = parts.provider(port).start()
            at_end.callback(provider.stop)
            arguments = parts.service_arguments(issuer_at(port))
            fixed = at_ports(setup.ports.services)
            reference = parts.reference([*arguments, *fixed], parts.forks.reference).start()
            at_end.callback(reference.stop)
            yield cls(parts, port, provider, reference, arguments)

    @property
    def control(self) -> str:
        """Give the address of the provider's control API."""
        return f"http://127.0.0.1:{self.port}/control/v1/"


def issuer_at(port: int) -> str:
    """Give the issuer of a mock REKONO at a port."""
    return f"http://127.0.0.1:{port}/openid-connect-server-webapp/"


def at_ports(ports: dict[str, int]) -> list[str]:
    """Give the options by which a reference serves at these ports."""
    options = ["--activation-port", str(ports["activation"])]
    for application in SERVICES[1:]:
        options += ["--application", f"{application}={ports[application]}"]
    return options
