"""What if the person is told something else than what came of the confirmation?"""

from __future__ import annotations

from . import Defect, Title


class _Confused:
    """Takes one outcome for another when it comes to words."""

    confused: tuple[str, str]

    def told(self, outcome: str) -> str:
        """Tell the other."""
        true, told = self.confused
        return told if outcome == true else outcome


class UnknownCodeCalledUsed(_Confused, Defect):
    """A mistyped code sends people to look for whoever used theirs."""

    breaks = "ACT-10"
    title = Title(
        sl="Za neznano kodo piše, da je že uporabljena",
        en="An unknown code is said to have been used",
    )
    confused = ("unknown", "used")


class ExpiredCodeCalledUnknown(_Confused, Defect):
    """Nobody learns that a new code would help."""

    breaks = "ACT-11"
    title = Title(
        sl="Za poteklo kodo piše, da je ne poznamo",
        en="An expired code is said to be unknown",
    )
    confused = ("expired", "unknown")


class UsedCodeCalledUnknown(_Confused, Defect):
    """Nobody learns that the code was used already."""

    breaks = "ACT-12"
    title = Title(
        sl="Za uporabljeno kodo piše, da je ne poznamo",
        en="A used code is said to be unknown",
    )
    confused = ("used", "unknown")


class ActivePersonToldUsed(_Confused, Defect):
    """Who confirms once more believes that somebody else has the code."""

    breaks = "ACT-13"
    title = Title(
        sl="Kdor svojo kodo potrdi še enkrat, izve, da je že uporabljena",
        en="A person who confirms their own code again is told that it was used",
    )
    confused = ("already_active", "used")


class RevokedCodeCalledUnknown(_Confused, Defect):
    """Nobody learns that there is a newer code."""

    breaks = "ACT-14"
    title = Title(
        sl="Za preklicano kodo piše, da je ne poznamo",
        en="A revoked code is said to be unknown",
    )
    confused = ("revoked", "unknown")
