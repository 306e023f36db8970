"""What if the page for one problem is shown for another?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from . import Defect, Title

if TYPE_CHECKING:
    from flask import Response

_ERROR = 400
_WAY_ON = re.compile(r'(<a\b[^>]*?) href="/[^"]*"')


class _Confused:
    """Takes one problem for another."""

    confused: tuple[str, str]

    def told_problem(self, kind: str) -> str:
        """Tell of the other."""
        true, told = self.confused
        return told if kind == true else kind


class CancellingCalledFailure(_Confused, Defect):
    """Who has changed their mind reads of a failure."""

    breaks = "ACT-25"
    title = Title(
        sl="Preklic pri REKONO je prikazan kot napaka",
        en="Cancelling at REKONO is shown as a failure",
    )
    confused = ("cancelled", "sign_in_failed")


class OutageCalledFailure(_Confused, Defect):
    """Nobody learns that REKONO is out of order."""

    breaks = "ACT-26"
    title = Title(
        sl="Nedosegljiv REKONO je prikazan kot neuspela prijava",
        en="A REKONO outage is shown as a failed sign-in",
    )
    confused = ("rekono_down", "sign_in_failed")


class EndedSessionCalledStaleForm(_Confused, Defect):
    """Whose session has ended is not led to sign in again."""

    breaks = "ACT-27"
    title = Title(
        sl="Po koncu seje stran ne ponudi prijave",
        en="When the session has ended, the page offers no sign-in",
    )
    confused = ("sign_in_needed", "stale_form")

    def answered(self, response: Response) -> None:
        """Link to no page of the service where something went wrong."""
        if response.status_code >= _ERROR and response.mimetype == "text/html":
            response.set_data(_WAY_ON.sub(r"\1", response.get_data(as_text=True)))
