"""What do all scenarios of one process share? Servers, inbox, databases and the browser."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

from harness.agents import Agent, Offload, run_inline
from harness.agents.certificates import ClientCertificate
from harness.agents.http import HttpAgent
from harness.engine.launch import (
    CLIENTS,
    PORTAL,
    SERVICES,
    TITLES,
    Launched,
    Parts,
    Setup,
    at_ports,
)
from harness.person import Person
from harness.processes.control import ActivationDesk, Rekono
from harness.processes.inbox import Inbox
from harness.processes.ports import Ports, free_port
from harness.processes.servers import RunningServer
from harness.redaction.redactor import Redactor

__all__ = ["CLIENTS", "PORTAL", "TITLES", "Environment", "Service"]

REGISTERED_WITH = {PORTAL: {"level_form": "eidas-uri"}}
"""What REKONO is told of a client beside its name and addresses."""
OpenBrowser = Callable[[Person, ClientCertificate | None], Agent]


@dataclass
class Service:
    """A running activation service with its two applications: the target of the documented flow."""

    server: RunningServer
    addresses: dict[str, str]
    desk: ActivationDesk
    arguments: list[str] = field(default_factory=list)

    @property
    def activation(self) -> str:
        """Give the address of the activation service."""
        return self.addresses["activation"]

    def close(self) -> None:
        """Stop it, and close its administrator's door."""
        self.desk.close()
        self.server.stop()


@dataclass
class Registrar:
    """Registers the clients of all references at REKONO."""

    rekono: Rekono
    client_secrets: dict[str, str]
    _redirects: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in TITLES})
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def introduce(self, server: RunningServer) -> dict[str, str]:
        """Wait for a reference and register its clients; in a thread, as other lanes go on.

        One at a time: each registration names all addresses of a client so far.
        """
        addresses: dict[str, str] = json.loads(server.ready())
        with self._one_at_a_time:
            for client, address in addresses.items():
                self._register(client, address)
        return addresses

    def _register(self, client: str, address: str) -> None:
        self._redirects[client].append(address)
        self.rekono.post(
            "clients",
            {
                "client_id": client,
                "client_secret": self.client_secrets[client],
                "name": TITLES[client],
                "redirect_uris": [f"{base}callback" for base in self._redirects[client]],
                "post_logout_redirect_uris": self._redirects[client],
                **REGISTERED_WITH.get(client, {}),
            },
        )


@dataclass
class Environment:
    """The shared things of a process; scenarios borrow them through their world."""

    parts: Parts
    issuer: str
    provider: RunningServer
    rekono: Rekono
    registrar: Registrar
    service: Service
    """The activation service that scenarios share."""
    offload: Offload = run_inline
    open_browser: OpenBrowser | None = None
    provider_desk: str = ""
    """The address that opens the provider's own desk; empty where it has none."""
    _at_end: ExitStack = field(default_factory=ExitStack)

    @classmethod
    @contextmanager
    def opened(cls, setup: Setup) -> Iterator[Self]:
        """Start provider and reference, wait until both answer, and stop them in the end."""
        with Launched.opened(setup) as launched, cls.joined(launched) as environment:
            yield environment

    @classmethod
    @contextmanager
    def joined(
        cls,
        launched: Launched,
        offload: Offload = run_inline,
        open_browser: OpenBrowser | None = None,
    ) -> Iterator[Self]:
        """Wait until provider and reference answer, and make them known to each other."""
        parts, provider = launched.parts, launched.provider
        desks = "--desk" in parts.setup.provider_options
        provider_desk = provider.ready("desk=") if desks else ""
        issuer = provider.ready("issuer=")
        with ExitStack() as at_end:
            rekono = Rekono(launched.control, parts.token, offload=offload)
            at_end.callback(rekono.close)
            unhurried = Rekono(launched.control, parts.token)
            at_end.callback(unhurried.close)
            registrar = Registrar(unhurried, parts.client_secrets)
            addresses = offload(lambda: registrar.introduce(launched.reference))
            desk = desk_of(addresses, parts, offload)
            service = Service(launched.reference, addresses, desk, launched.arguments)
            at_end.callback(service.close)
            yield cls(
                *(parts, issuer, provider, rekono, registrar, service),
                *(offload, open_browser, provider_desk, at_end),
            )

    def require_well(self) -> None:
        """Require that what all scenarios share has not ended; PartLost."""
        for server in (self.provider, self.service.server):
            server.require_well()

    @property
    def inbox(self) -> Inbox:
        """Give the mail server that references write to."""
        return self.parts.inbox

    @property
    def redactor(self) -> Redactor:
        """Give what keeps secrets out of the record."""
        return self.parts.setup.redactor

    @property
    def ports(self) -> Ports:
        """Give the ports that were asked for."""
        return self.parts.setup.ports

    def another_service(self, *, issuer: str | None = None) -> Service:
        """Start one more reference for a scenario that restarts it or cuts it off from REKONO."""
        arguments = self.parts.service_arguments(issuer or self.issuer)
        fixed = at_ports({service: free_port() for service in SERVICES})
        server, addresses = self._started([*arguments, *fixed])
        desk = desk_of(addresses, self.parts, self.offload)
        service = Service(server, addresses, desk, arguments)
        self._at_end.callback(service.close)
        return service

    def guest(self, client: str, *options: str) -> Service:
        """Start another provider's application, registered with REKONO, beside the shared ones."""
        arguments = self.parts.guest_arguments(client, self.issuer, *options)
        server, addresses = self._started(arguments)
        return Service(server, self.service.addresses | addresses, self.service.desk, arguments)

    def _started(self, arguments: list[str]) -> tuple[RunningServer, dict[str, str]]:
        """Start a reference and register its clients; give its addresses, too."""
        command = self.parts.reference(arguments, self.parts.forks.next_reference)
        server = self.offload(command.start)
        return server, self.offload(lambda: self.registrar.introduce(server))

    def restart(self, service: Service) -> None:
        """Stop a service and start it again on the same ports and the same database."""
        service.server.stop()
        ports = {name: urlsplit(url).port or 0 for name, url in service.addresses.items()}
        arguments = [*service.arguments, *at_ports(ports)]
        command = self.parts.reference(arguments, self.parts.forks.next_reference)
        service.server = command.start()
        service.server.ready()

    def agent(self, person: Person, certificate: ClientCertificate | None = None) -> Agent:
        """Open a browser, or what stands in for one, for a person; it may hold a certificate."""
        if self.open_browser is not None:
            return self.open_browser(person, certificate)
        return self.plain_agent(person, certificate=certificate)

    def plain_agent(
        self,
        person: Person,
        *,
        blocking: bool = False,
        certificate: ClientCertificate | None = None,
    ) -> HttpAgent:
        """Give a person plain HTTP, whatever the run's agent is: for preconditions and races.

        A `blocking` one holds its thread while it waits, so it may be used from any thread.
        """
        headers = {"X-Forwarded-For": person.network_address}
        offload = run_inline if blocking else self.offload
        return HttpAgent(headers, offload=offload, certificate=certificate)


def desk_of(addresses: dict[str, str], parts: Parts, offload: Offload) -> ActivationDesk:
    """Open the administrator's door of an activation service."""
    address = f"{addresses['activation']}admin/v1/"
    return ActivationDesk(address, parts.admin_token, offload=offload)
