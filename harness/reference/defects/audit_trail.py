"""What if the audit trail does not tell who did what, and why?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from . import Defect, Title


class RecordedWithoutPerson(Defect):
    """Nobody can say afterwards who it was."""

    breaks = "ACT-30"
    title = Title(
        sl="Sled ne pove, kdo je potrdil kodo",
        en="The audit trail does not tell who confirmed the code",
    )

    def recorded(self, event: Any) -> Any:
        """Take the person out."""
        return replace(event, who="somebody")


class RefusalRecordedWithoutReason(Defect):
    """Nobody can say afterwards why a code was refused."""

    breaks = "ACT-30"
    title = Title(
        sl="Sled ne pove, zakaj je bila koda zavrnjena",
        en="The audit trail does not tell why the code was refused",
    )

    def recorded(self, event: Any) -> Any:
        """Take the reason out."""
        return replace(event, why="")


class RecordedWithoutCode(Defect):
    """The trail cannot be searched by the hash of a code."""

    breaks = "ACT-30"
    title = Title(
        sl="Sled ne pove, katera koda je bila potrjena",
        en="The audit trail does not tell which code was confirmed",
    )

    def recorded(self, event: Any) -> Any:
        """Take the hash out."""
        return replace(event, code_hash="")
