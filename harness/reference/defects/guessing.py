"""What if codes can be guessed?"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from ..clock import SYMBOLS, now
from . import Defect, Title

if TYPE_CHECKING:
    from flask import Response

_NEVER = 10**9


class GuessingFromManyAddresses(Defect):
    """Whoever changes the address goes on guessing."""

    breaks = "ACT-17"
    title = Title(
        sl="Ista oseba sme ugibati z mnogih naslovov",
        en="One person may guess from many addresses",
    )

    def limits(self, limits: Any) -> Any:
        """Count by address only."""
        return replace(limits, per_person=_NEVER)


class GuessingByManyPeople(Defect):
    """Whoever has many accounts goes on guessing."""

    breaks = "ACT-17"
    title = Title(
        sl="Z istega naslova sme ugibati mnogo oseb",
        en="Many people may guess from one address",
    )

    def limits(self, limits: Any) -> Any:
        """Count by person only."""
        return replace(limits, per_address=_NEVER)


@dataclass(frozen=True)
class _SinceStart:
    per_person: int
    per_address: int
    started: datetime

    @property
    def window(self) -> timedelta:
        return now() - self.started


class LimitForgottenAtRestart(Defect):
    """Whoever can have the service restarted goes on guessing."""

    breaks = "ACT-17"
    title = Title(
        sl="Ponovni zagon storitve pozabi omejitev ugibanja",
        en="A restart of the service forgets the limit on guessing",
    )

    def limits(self, limits: Any) -> Any:
        """Count what has been refused since the start."""
        return _SinceStart(limits.per_person, limits.per_address, now())


class GuessesAtOnceOverlooked(Defect):
    """Who sends again before the answer has come is taken for impatient, and not counted."""

    breaks = "ACT-17"
    title = Title(
        sl="Poskusi, ki pridejo hkrati, se ne štejejo",
        en="Guesses that come at the same time are not counted",
    )

    def __init__(self) -> None:
        self._under_way = self._overlooked = 0

    def as_typed(self, typed: str) -> str:
        """See whether another one is still being looked at."""
        from flask import g

        self._overlooked += self._under_way > 0
        self._under_way += 1
        g.guess_under_way = True
        return typed.strip()

    def answered(self, response: Response) -> None:  # noqa: ARG002
        """See that this one has been looked at."""
        from flask import g

        self._under_way -= g.pop("guess_under_way", False)

    def limits(self, limits: Any) -> Any:
        """Bear as many more as were overlooked."""
        return _Overlooking(limits, lambda: self._overlooked)


@dataclass(frozen=True)
class _Overlooking:
    limits: Any
    overlooked: Callable[[], int]

    @property
    def window(self) -> timedelta:
        return cast("timedelta", self.limits.window)

    @property
    def per_person(self) -> int:
        return cast("int", self.limits.per_person) + self.overlooked()

    @property
    def per_address(self) -> int:
        return cast("int", self.limits.per_address) + self.overlooked()


class RightCodeNeedNotWait(Defect):
    """Guessing on tells when the guess is right."""

    breaks = "ACT-17"
    title = Title(
        sl="Pravilna koda velja tudi po preveč poskusih",
        en="The correct code is accepted even after too many attempts",
    )

    def in_order(self, throttled: Any, activate: Any) -> tuple[Any, Any]:
        """Look at the code first."""
        return activate, throttled


class CodesOfFewSymbols(Defect):
    """Eight symbols make codes of 48 bits."""

    breaks = "ACT-29"
    title = Title(sl="Kode imajo premalo bitov", en="Codes have too few bits")

    def alphabet(self, symbols: str) -> str:
        """Use the digits among the symbols only."""
        return "".join(filter(str.isdigit, symbols))


class CodesFromTheClock(Defect):
    """Whoever has two codes knows those in between."""

    breaks = "ACT-29"
    title = Title(sl="Kode so narejene iz ure", en="Codes are made from the clock")

    def new_code(self, drawn: str) -> str:
        """Write the time in nanoseconds."""
        count = time.time_ns()
        signs = [SYMBOLS[count >> 5 * place & 31] for place in range(len(drawn))]
        return "".join(reversed(signs))
