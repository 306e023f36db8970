"""What if the ID token was made for another sign-in?"""

from __future__ import annotations

from mock_rekono import clock
from mock_rekono.faults import Claims, Fault
from mock_rekono.text import Text


class WrongNonce(Fault):
    """The ID token's nonce is not the one sent (OpenID Connect Core 3.1.3.7, 11)."""

    id = "wrong_nonce"
    title = Text("Napačen nonce v žetonu ID", "Wrong nonce in the ID token")

    def id_token_claims(self, claims: Claims) -> Claims:
        """Put another nonce in."""
        return {**claims, "nonce": clock.token()}
