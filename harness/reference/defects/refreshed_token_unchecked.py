"""What if an ID token that comes with a refresh is not looked at?"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from . import Defect, Title, unverified

if TYPE_CHECKING:
    from ..openid.signed_token import SignedToken

_REFRESHED: ContextVar[bool] = ContextVar("refreshed", default=False)


class RefreshedTokenUnchecked(Defect):
    """Whoever it is about, the person stays signed in."""

    breaks = "RP-38"
    title = Title(
        sl="Osveženi žeton ID se ne preverja",
        en="The refreshed ID token is not checked",
    )

    def refreshed(self, verify: Callable[[], None]) -> None:
        """Throw it away."""


class RefreshedSignatureUnchecked(Defect):
    """It comes from REKONO itself, so what it claims is looked at, and no signature."""

    breaks = "RP-38"
    title = Title(
        sl="Podpis osveženega žetona ID se ne preverja",
        en="The signature of the refreshed ID token is not checked",
    )

    def refreshed(self, verify: Callable[[], None]) -> None:
        """Verify it otherwise than the first one."""
        before = _REFRESHED.set(True)
        try:
            verify()
        finally:
            _REFRESHED.reset(before)

    def id_token_signed(self, token: SignedToken) -> dict[str, Any]:
        """Read it."""
        return unverified.claims_of(token) if _REFRESHED.get() else token.verified()
