"""What if the endpoints answer over TLS that no authority which applications trust vouches for?

They answer rightly, at the port that asks people for their certificates: whoever is served there
has talked to a server that might be anybody's (Core 16.17: a server's certificate must be checked).
"""

from __future__ import annotations

from dataclasses import dataclass

from mock_rekono.errors import InjectedFailure
from mock_rekono.faults import REFUSED, Claims, Fault
from mock_rekono.faults.discovery import MOVED, is_moved
from mock_rekono.provider import Provider, provider
from mock_rekono.text import Text


@dataclass(frozen=True)
class UnverifiedServer(Fault):
    """Discovery names addresses whose certificate is by an unknown authority."""

    def discovery(self, document: Claims) -> Claims:
        """Name them."""
        here = provider()
        base, other = here.base, here.certificate_base
        moved = {name: here.address(f"/elsewhere/{last}") for name, last in MOVED.items()}
        return {
            **document,
            **{name: place.replace(base, other, 1) for name, place in moved.items()},
        }

    def before(self, endpoint: str, provider: Provider) -> None:  # noqa: ARG002
        """Answer nothing at the usual ones."""
        if endpoint in MOVED.values() and not is_moved():
            raise InjectedFailure(404, {"error": "not_found"})


FAULTS = (
    UnverifiedServer(
        "endpoints_of_unknown_authority",
        Text(
            "Končne točke se izkažejo s potrdilom neznanega overitelja",
            "The endpoints show a certificate by an unknown authority",
        ),
        ("RP-29",),
        REFUSED,
        exclusive=True,
        concerns="second_port",
    ),
)
