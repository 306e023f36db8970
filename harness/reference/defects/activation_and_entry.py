"""What if activation does not open the applications, once and for all?"""

from __future__ import annotations

import re
from datetime import datetime

from ..clock import now
from . import Defect, Title


class ApplicationsLeadNowhere(Defect):
    """The list of applications is there, but goes round in a circle."""

    breaks = "ACT-07"
    title = Title(
        sl="Seznam po aktivaciji ne vodi v aplikacije",
        en="The list after activation does not lead to the applications",
    )

    def drawn(self, template: str, html: str) -> str:
        """Let each link of the list lead to the list."""
        if template != "applications.html":
            return html
        return re.sub(r'<li><a href="[^"]*"', '<li><a href="/applications"', html)


class AskedAtEverySignIn(Defect):
    """Who is active begins anew all the same."""

    breaks = "ACT-08"
    title = Title(
        sl="Aktivacija je zahtevana ob vsaki prijavi",
        en="Activation is asked for at every sign-in",
    )

    def landing(self, active: bool, code: str) -> str:
        """Lead those who are active to the start page with its field for a code."""
        return "/" if active else super().landing(active, code)


class InactivePersonEnters(Defect):
    """An application opens to whoever has a REKONO account."""

    breaks = "ACT-09"
    title = Title(
        sl="Aplikacija se odpre osebi, ki ni aktivirana",
        en="An application opens to a person who is not activated",
    )

    def may_enter(self, active: bool) -> bool:  # noqa: ARG002
        """Everybody may."""
        return True


class ActivationForgottenAtRestart(Defect):
    """Only what happened since the last start is known."""

    breaks = "ACT-28"
    title = Title(
        sl="Ponovni zagon storitve pozabi aktivacije",
        en="A restart of the service forgets activations",
    )

    def __init__(self) -> None:
        self._started = now()

    def active_since(self, since: datetime | None) -> datetime | None:
        """Nobody is active since before the start."""
        return since if since and since >= self._started else None
