"""What if the token endpoint takes longer than anybody waits?"""

from __future__ import annotations

from mock_rekono.faults import Fault
from mock_rekono.provider import Provider
from mock_rekono.text import Text


class TokenEndpointSlow(Fault):
    """The token endpoint answers rightly, but only after the setting `slow_seconds`."""

    id = "token_endpoint_slow"
    title = Text("Končna točka za žetone je prepočasna", "The token endpoint is too slow")

    def token_endpoint(self, provider: Provider) -> None:
        """Wait; a provider that is being stopped waits no longer."""
        provider.stopping.wait(provider.settings.slow_seconds)
