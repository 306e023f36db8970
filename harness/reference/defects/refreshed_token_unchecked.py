"""What if an ID token that comes with a refresh is not looked at?"""

from __future__ import annotations

from collections.abc import Callable

from . import Defect, Title


class RefreshedTokenUnchecked(Defect):
    """Whoever it is about, the person stays signed in."""

    breaks = "RP-38"
    title = Title(
        sl="Osveženi žeton ID se ne preverja",
        en="The refreshed ID token is not checked",
    )

    def refreshed(self, verify: Callable[[], None]) -> None:
        """Throw it away."""
