"""What if a level of assurance below the one required is accepted?"""

from __future__ import annotations

from . import Defect


class LowerLevelAccepted(Defect):
    """The level is asked for, but nobody looks at what comes back."""

    breaks = "SSO-05"
    title = {  # noqa: RUF012 - declared ClassVar in the base
        "sl": "Sprejeta je nižja raven zanesljivosti od zahtevane",
        "en": "A lower level of assurance than required is accepted",
    }

    def level_suffices(self, required: tuple[str, ...], told: object) -> bool:  # noqa: ARG002
        """Any level will do."""
        return True
