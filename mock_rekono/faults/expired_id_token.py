"""What if the ID token has long ended?"""

from __future__ import annotations

from mock_rekono.faults import Claims, Fault
from mock_rekono.text import Text

A_DAY = 86400


class ExpiredIdToken(Fault):
    """The ID token was issued and ended a day ago (OpenID Connect Core 3.1.3.7, 9)."""

    id = "expired_id_token"
    title = Text("Žeton ID je potekel", "The ID token has expired")

    def id_token_claims(self, claims: Claims) -> Claims:
        """Move its times back by a day."""
        return {**claims, "iat": claims["iat"] - A_DAY, "exp": claims["exp"] - A_DAY}
