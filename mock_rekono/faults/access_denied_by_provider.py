"""What if the provider refuses a person who did everything right?"""

from __future__ import annotations

from mock_rekono.faults import Fault
from mock_rekono.text import Text


class AccessDeniedByProvider(Fault):
    """The authorization answer is the error access_denied (RFC 6749, 4.1.2.1)."""

    id = "access_denied_by_provider"
    title = Text("REKONO zavrne osebo", "REKONO refuses the person")

    def authorization_error(self) -> str | None:
        """Answer so."""
        return "access_denied"
