"""What do all scenarios of one process share? Servers, inbox, databases and the browser."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit

from harness.agents import Agent, Offload, run_inline
from harness.agents.certificates import ClientCertificate
from harness.agents.http import HttpAgent
from harness.engine.options import RunOptions
from harness.person import Person
from harness.processes.control import ActivationDesk, Rekono
from harness.processes.databases import Databases, choose
from harness.processes.forks import Forks
from harness.processes.forkserver import ForkServer
from harness.processes.inbox import Inbox
from harness.processes.ports import ANY_PORTS, Ports, free_port
from harness.processes.servers import RunningServer, Server
from harness.redaction.redactor import Redactor

CLIENTS = {
    "activation": "Aktivacija uporabnika",
    "register": "Register monitoringa pitne vode",
    "npv": "Notranji nadzor pitne vode",
}
SERVICES = tuple(CLIENTS)
SHARED = ("_reference", "rekono", "_registrar", "provider", "_own_forks", "inbox", "databases")
"""What an environment opens, in the order in which it is closed."""
PORTAL = "portal"
GUESTS = {PORTAL: "Portal drugega ponudnika"}
"""Applications of other providers of services; each is started by the scenario that needs it."""
TITLES = CLIENTS | GUESTS
REGISTERED_WITH = {PORTAL: {"level_form": "eidas-uri"}}
"""What REKONO is told of a client beside its name and addresses."""


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


@dataclass
class Environment:
    """The shared things of a process; scenarios borrow them through their world."""

    options: RunOptions
    redactor: Redactor
    offload: Offload = run_inline
    open_browser: Callable[[Person, ClientCertificate | None], Agent] | None = None
    ports: Ports = ANY_PORTS
    provider_options: tuple[str, ...] = ()
    """More options for the provider's command, such as `--cast`."""
    forks: Forks | None = None
    """What its parts are forked from; None: from processes of its own, which end with it."""

    def launch(self) -> Self:
        """Start provider and reference without waiting; `join` waits for both."""
        self._opened: list[Service] = []
        self._introducing = threading.Lock()
        self._own_forks = Forks()
        self._forks = self.forks or self._own_forks
        self.databases: Databases = choose(self.options.database)
        self.inbox = Inbox(port=self.ports.smtp)
        self.token, self.admin_token = self._secret(), self._secret()
        self.client_secrets = {client: self._secret() for client in TITLES}
        self._redirects: dict[str, list[str]] = {client: [] for client in TITLES}
        port = self.ports.provider or free_port()
        self.issuer = f"http://127.0.0.1:{port}/openid-connect-server-webapp/"
        self._control = f"http://127.0.0.1:{port}/control/v1/"
        self.provider = self._provider(port).start()
        self._arguments = self._arguments_for(self.issuer)
        fixed = at_ports(self.ports.services)
        self._reference = self._reference_server(
            [*self._arguments, *fixed], self._forks.reference
        ).start()
        return self

    def join(self) -> Self:
        """Wait until provider and reference answer, and make them known to each other."""
        self.issuer = self.provider.ready("issuer=")
        self.rekono = Rekono(self._control, self.token, offload=self.offload)
        self._registrar = Rekono(self._control, self.token)
        self.service = self._admit(self._reference, self._arguments)
        return self

    def _provider(self, port: int) -> Server:
        database = self.databases.url("rekono") if self.options.database else "sqlite://"
        command = ["-m", "mock_rekono", "--port", str(port), "--store", database]
        return Server(
            "rekono",
            [*command, "--fast-hash", *self.provider_options],
            {"MOCK_REKONO_CONTROL_TOKEN": self.token},
            self._forks.provider,
        )

    def _arguments_for(self, issuer: str) -> list[str]:
        database = self.databases.url("reference")
        arguments = ["-m", "harness.reference", "--issuer", issuer, "--database", database]
        arguments += ["--smtp", self.inbox.address, "--trust-forwarded-for", "--timeout", "3"]
        return arguments + self._defect_option()

    def _defect_option(self) -> list[str]:
        return ["--defect", self.options.defect] if self.options.defect else []

    def _reference_server(self, arguments: list[str], fork_server: ForkServer) -> Server:
        environment = {
            "VODOMER_CLIENT_SECRETS": json.dumps(self.client_secrets),
            "VODOMER_ADMIN_TOKEN": self.admin_token,
        }
        return Server("reference", arguments, environment, fork_server)

    def _admit(self, server: RunningServer, arguments: list[str]) -> Service:
        """Wait for a reference, register its clients, and open its administrator's door."""
        addresses = self.offload(lambda: self._introduce(server))
        desk = ActivationDesk(
            f"{addresses['activation']}admin/v1/", self.admin_token, offload=self.offload
        )
        service = Service(server, addresses, desk, arguments)
        self._opened.append(service)
        return service

    def _introduce(self, server: RunningServer) -> dict[str, str]:
        """Wait for a reference and register its clients; in a thread, as other lanes go on.

        One at a time: each registration names all addresses of a client so far.
        """
        addresses: dict[str, str] = json.loads(server.ready())
        with self._introducing:
            for client, address in addresses.items():
                self._register(client, address)
        return addresses

    def _register(self, client: str, address: str) -> None:
        self._redirects[client].append(address)
        self._registrar.post(
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

    def another_service(self, *, issuer: str | None = None) -> Service:
        """Start one more reference for a scenario that restarts it or cuts it off from REKONO."""
        arguments = self._arguments_for(issuer or self.issuer)
        fixed = at_ports({service: free_port() for service in SERVICES})
        server = self._reference_server([*arguments, *fixed], self._forks.next_reference)
        return self._admit(self.offload(server.start), arguments)

    def guest(self, client: str, *options: str) -> Service:
        """Start another provider's application, registered with REKONO, beside the shared ones."""
        arguments = ["-m", "harness.reference.application", "--id", client]
        arguments += ["--issuer", self.issuer, "--timeout", "3", *self._defect_option(), *options]
        server = self._reference_server(arguments, self._forks.next_reference)
        running = self.offload(server.start)
        addresses = self.offload(lambda: self._introduce(running))
        return Service(running, self.service.addresses | addresses, self.service.desk, arguments)

    def restart(self, service: Service) -> None:
        """Stop a service and start it again on the same ports and the same database."""
        service.server.stop()
        ports = {name: urlsplit(url).port or 0 for name, url in service.addresses.items()}
        arguments = [*service.arguments, *at_ports(ports)]
        service.server = self._reference_server(arguments, self._forks.next_reference).start()
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

    def stop(self) -> None:
        """Stop everything that was started; safe after a start that failed half-way."""
        for service in self.__dict__.get("_opened", []):
            service.desk.close()
            service.server.stop()
        for name in SHARED:
            close_quietly(self.__dict__.get(name))

    def _secret(self) -> str:
        secret = secrets.token_urlsafe(32)
        self.redactor.register(secret)
        return secret


def at_ports(ports: dict[str, int]) -> list[str]:
    """Give the options by which a reference serves at these ports."""
    options = ["--activation-port", str(ports["activation"])]
    for application in SERVICES[1:]:
        options += ["--application", f"{application}={ports[application]}"]
    return options


def close_quietly(thing: Any) -> None:
    """Stop or close something that may never have been opened."""
    if thing is not None:
        (getattr(thing, "stop", None) or thing.close)()
