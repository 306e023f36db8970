"""What if the token endpoint is out of order?"""

from __future__ import annotations

from mock_rekono.errors import Sabotage
from mock_rekono.faults import Fault
from mock_rekono.provider import Provider
from mock_rekono.text import Text


class TokenEndpointDown(Fault):
    """The token endpoint answers 503; the code is not used up."""

    id = "token_endpoint_down"
    title = Text("Končna točka za žetone ne dela", "The token endpoint is down")

    def token_endpoint(self, provider: Provider) -> None:  # noqa: ARG002
        """Answer 503."""
        raise Sabotage(503, {"error": "temporarily_unavailable"})
