"""What if the endpoints answer over TLS that no authority which applications trust vouches for?

They answer rightly, at the port that asks people for their certificates: whoever is served there
has talked to a server that might be anybody's (Core 16.17: a server's certificate must be checked).
"""

from __future__ import annotations

from dataclasses import dataclass

from mock_rekono.faults import REFUSED
from mock_rekono.faults.discovery import EndpointsElsewhere
from mock_rekono.provider import provider
from mock_rekono.text import Text


@dataclass(frozen=True)
class UnverifiedServer(EndpointsElsewhere):
    """The other addresses are at the port whose certificate is by an unknown authority."""

    def address(self, path: str) -> str:
        """Return where that port has it."""
        here = provider()
        return f"{here.certificate_base}{here.settings.context_path}{path}"


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
