"""What if a level of assurance below the one required is accepted, or none at all?"""

from __future__ import annotations

from . import Defect, Title


class LowerLevelAccepted(Defect):
    """The level is asked for, but nobody looks at what comes back."""

    breaks = "SSO-05"
    title = Title(
        sl="Sprejeta je nižja raven zanesljivosti od zahtevane",
        en="A lower level of assurance than required is accepted",
    )

    def level_suffices(self, required: tuple[str, ...], told: object) -> bool:
        """Any level will do, as long as one is told (RP-35 is about one that is not)."""
        return not required or isinstance(told, str)


class MissingLevelAccepted(Defect):
    """The level is compared where it is told."""

    breaks = "RP-35"
    title = Title(
        sl="Sprejet je žeton ID brez ravni zanesljivosti, čeprav je bila zahtevana",
        en="An ID token without a level of assurance is accepted although one was requested",
    )

    def level_suffices(self, required: tuple[str, ...], told: object) -> bool:
        """Do not miss it."""
        return told is None or super().level_suffices(required, told)
