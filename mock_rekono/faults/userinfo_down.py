"""What if the userinfo endpoint is out of order?"""

from __future__ import annotations

from mock_rekono.errors import Sabotage
from mock_rekono.faults import Fault
from mock_rekono.provider import Provider
from mock_rekono.text import Text


class UserinfoDown(Fault):
    """The userinfo endpoint answers 503."""

    id = "userinfo_down"
    title = Text("Končna točka s podatki ne dela", "The userinfo endpoint is down")

    def userinfo_endpoint(self, provider: Provider) -> None:  # noqa: ARG002
        """Answer 503."""
        raise Sabotage(503, {"error": "temporarily_unavailable"})
