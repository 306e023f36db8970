"""What if the provider answers that it cannot sign anybody in just now?"""

from __future__ import annotations

from mock_rekono.faults import Fault
from mock_rekono.text import Text


class TemporarilyUnavailable(Fault):
    """The authorization answer is the error temporarily_unavailable (RFC 6749, 4.1.2.1)."""

    id = "temporarily_unavailable"
    title = Text("REKONO začasno ne prijavlja", "REKONO is temporarily unavailable")

    def authorization_error(self) -> str | None:
        """Answer so."""
        return "temporarily_unavailable"
