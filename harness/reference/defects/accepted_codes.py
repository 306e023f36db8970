"""What if the wrong codes are accepted, or the right ones are not?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from ..clock import opaque
from . import Defect, Title

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

Conditions = dict[str, "ColumnElement[bool]"]


class LastDayRefused(Defect):
    """The end of a code is taken a day too early."""

    breaks = "ACT-06"
    title = Title(
        sl="Koda zadnji dan svoje veljavnosti ne aktivira več",
        en="A code does not activate on its last day",
    )

    def redeemable(self, codes: Any, present: datetime) -> Conditions:
        """Look at the code as if it were tomorrow."""
        return super().redeemable(codes, present + timedelta(days=1))


class CodeUsedEarlierAccepted(Defect):
    """A code that somebody has used activates whoever signs in afterwards."""

    breaks = "ACT-12"
    title = Title(
        sl="Koda, ki jo je nekdo že uporabil, aktivira še koga",
        en="A used code activates another person, too",
    )

    def redeemable(self, codes: Any, present: datetime) -> Conditions:
        """Take a code used before this sign-in for a free one."""
        conforming = super().redeemable(codes, present)
        return conforming | {"used": conforming["used"] | (codes.used_at < _signed_in_at())}

    def activated_by(self, code_id: str) -> str:  # noqa: ARG002
        """Keep no word of the code, so that the store has nothing to refuse."""
        return opaque()[:32]


class CodeFreeAtSignInAccepted(Defect):
    """The code is looked at when the person signs in, and not when it is used."""

    breaks = "ACT-22"
    title = Title(
        sl="Ista koda hkrati aktivira dve osebi",
        en="One code activates two people at the same time",
    )

    def redeemable(self, codes: Any, present: datetime) -> Conditions:
        """Take a code used after this sign-in for a free one."""
        conforming = super().redeemable(codes, present)
        return conforming | {"used": conforming["used"] | (codes.used_at >= _signed_in_at())}

    def activated_by(self, code_id: str) -> str:  # noqa: ARG002
        """Keep no word of the code, so that the store has nothing to refuse."""
        return opaque()[:32]


class NewCodeVoidsNothing(Defect):
    """All codes that a person was ever sent are good."""

    breaks = "ACT-14"
    title = Title(
        sl="Nova koda ne prekliče stare",
        en="A new code does not void the old one",
    )

    def voids_older_codes(self) -> bool:
        """Leave them be."""
        return False


def _signed_in_at() -> datetime:
    from ..sessions.server_session import current  # here, as it loads a web framework

    return datetime.fromtimestamp(current()["signed_in_at"], UTC)


class SecondCodeUsedUp(Defect):
    """Whatever code somebody active confirms is good for nobody afterwards."""

    breaks = "ACT-33"
    title = Title(
        sl="Že aktivna oseba s potrditvijo porabi še drugo kodo",
        en="Somebody active uses up another code by confirming it",
    )

    def __init__(self) -> None:
        self._active: set[str] = set()
        self._spent: set[str] = set()

    def recorded(self, event: Any) -> Any:
        """Remember who has become active."""
        self._active |= {event.who} if event.what == "activated" else set()
        return event

    def as_typed(self, typed: str) -> str:
        """Remember what somebody active confirms."""
        from ..sessions.server_session import current

        if (current().person or {}).get("sub") in self._active:
            self._spent.add(typed.strip())
        return super().as_typed(typed)

    def redeemable(self, codes: Any, present: datetime) -> Conditions:
        """Take such a code for one that is used."""
        from flask import request

        conforming = super().redeemable(codes, present)
        spent = request.form.get("code", "").strip() in self._spent
        return conforming | ({"used": codes.used_by.is_not(None)} if spent else {})


class CodeComparedByBeginning(Defect):
    """Whoever knows the beginning of a code need not know the rest."""

    breaks = "ACT-10"
    title = Title(
        sl="Od kode se primerja le začetek",
        en="Only the beginning of a code is compared",
    )

    def compared(self, plain: str) -> str:
        """Leave the end out."""
        return plain[:12]
