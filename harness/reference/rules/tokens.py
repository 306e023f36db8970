"""Which signed tokens and which keys are believed?

A part of the rules: the conforming answers about ID tokens, logout tokens and keys.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..errors import ProviderUnavailable
    from ..openid.signed_token import SignedToken


class TokenRules:
    """The conforming answers about what is signed."""

    def id_token_signed(self, token: SignedToken) -> dict[str, Any]:
        """Return the claims of an ID token that the provider signed (Core 3.1.3.7, 6 to 8)."""
        return token.verified()

    def id_token_judged(
        self,
        claims: dict[str, Any],
        expected: dict[str, Any],  # noqa: ARG002
    ) -> dict[str, Any]:
        """Return the claims of an ID token as they are judged: as they came.

        ``expected`` holds the values that are right; a rule that puts them in looks away.
        """
        return claims

    def refreshed(self, verify: Callable[[], None]) -> None:
        """Verify the ID token that came with a refresh (Core 12.2)."""
        verify()

    def leeway(self, seconds: int) -> int:
        """Return the clock skew that is tolerated, in seconds."""
        return seconds

    def logout_token_signed(self, token: SignedToken) -> dict[str, Any]:
        """Return the claims of a logout token that the provider signed (Back-Channel 2.6)."""
        return token.verified()

    def logout_token_judged(
        self,
        claims: dict[str, Any],
        expected: dict[str, Any],  # noqa: ARG002
    ) -> dict[str, Any]:
        """Return the claims of a logout token as they are judged: as they came."""
        return claims

    def may_fetch_keys_again(self, within_bounds: bool) -> bool:
        """Whether an unknown key id makes us ask for the keys anew (Core 10.1.1)."""
        return within_bounds

    def odd_key(self, trouble: ProviderUnavailable) -> None:
        """Ignore a key that we do not understand, so that the others count (RFC 7517 5)."""
