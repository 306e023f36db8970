"""Who signs people in, the mock REKONO or a provider that is not ours, and what can it tell?"""

from __future__ import annotations

from functools import cached_property
from typing import Any, Protocol
from urllib.parse import urlsplit

from harness.agents import Agent, Offload
from harness.agents.connections import Connections
from harness.agents.http import host_of, origin_of
from harness.agents.locator import Locator
from harness.checks.application.provider_settings import MOCK
from harness.checks.application.provider_start import Seat
from harness.checks.metadata import fetch_metadata
from harness.person import Person
from harness.processes.control import Rekono
from harness.processes.servers import RunningServer


class Window(Protocol):
    """Somebody's window, as far as it is at the provider's pages."""

    agent: Agent
    person: Person

    @property
    def is_at_rekono(self) -> bool:
        """Whether the page is one of the provider's."""

    def asked(self) -> list[str]:
        """List the addresses of the authorization requests that it has sent."""


class Pages(Protocol):
    """How a person uses the provider's pages."""

    landmarks: tuple[Locator, ...]
    """What tells that one of them has come."""
    staying: tuple[Locator, ...]
    """What the question has, and no application, whether the provider's own session is to end."""

    def sign_in(self, window: Window) -> None:
        """Do what the pages ask for; nothing where the provider knows the person already."""

    def ask_for_password(self, window: Window) -> bool:
        """Tell whether the page wants the person's password."""

    def sign_out(self, window: Window) -> None:
        """Say yes where it is asked whether the session is to end, and go where that leads."""

    def give_up(self, window: Window) -> bool:
        """Leave without signing in; tells whether the page has a way to do so."""


class IdentityProvider(Protocol):
    """Whoever signs people in while an application is examined."""

    kind: str
    """`mock` or `external`, as in the target file."""

    @property
    def issuer(self) -> str:
        """Its issuer."""

    @property
    def metadata(self) -> dict[str, Any]:
        """Its discovery document, when nothing goes wrong."""

    @property
    def entrance(self) -> str:
        """How the addresses of its pages begin."""

    def is_page(self, url: str) -> bool:
        """Tell whether an address is one of its pages."""

    def is_authorization(self, url: str) -> bool:
        """Tell whether an address is that of an authorization request."""

    def holder(self, number: int, **facts: Any) -> Person | None:
        """Give who has an account there, the first or another one; None where one can be made."""

    def control(self, offload: Offload) -> Rekono:
        """Give the control API; what is asked of one that there is not, is NotApplicable."""

    def require_well(self) -> None:
        """Require that it is there: PartLost where it is ours, else TargetUnreachable."""


class MockRekono:
    """The mock REKONO, started for this run."""

    kind = MOCK

    def __init__(self, server: RunningServer, seat: Seat, token: str) -> None:
        self.server, self._base, self._token = server, seat.base, token
        self.issuer: str = server.ready("issuer=")
        self.entrance = self.issuer

    @cached_property
    def metadata(self) -> dict[str, Any]:
        """The discovery document.

        Read on loopback: the way to the issuer's name is for people and for the application.
        """
        here = self._base.rstrip("/") + urlsplit(self.issuer).path
        return fetch_metadata(Connections(), here).document

    def is_page(self, url: str) -> bool:
        """Tell by host and port."""
        return host_of(url) == host_of(self.issuer)

    def is_authorization(self, url: str) -> bool:
        """Tell by the path's end: a fault may have published another beginning."""
        return self.is_page(url) and urlsplit(url).path.endswith("/authorize")

    def holder(self, number: int, **facts: Any) -> Person | None:  # noqa: ARG002
        """Anybody can be made up."""
        return None

    def control(self, offload: Offload) -> Rekono:
        """Open its control API."""
        return Rekono(f"{self._base}control/v1/", self._token, offload=offload)

    def require_well(self) -> None:
        """Without it nothing says anything of the application."""
        self.server.require_well()


def front(address: str) -> str:
    """Give how all addresses of an address's origin begin."""
    return f"{origin_of(address)}/"
