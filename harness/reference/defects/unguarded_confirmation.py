"""What if the confirmation is open to others than the person who is signed in?"""

from __future__ import annotations

from urllib.parse import quote

from . import Defect, Title


class BareRequestConfirms(Defect):
    """A request that no page of ours has sent is taken for one of a trusted program."""

    breaks = "ACT-20"
    title = Title(
        sl="Kodo je mogoče porabiti brez prijave",
        en="A code can be used up without a sign-in",
    )

    def confirming(self, person: dict[str, str] | None) -> dict[str, str] | None:
        """Let it act in nobody's name."""
        from flask import request

        bare = person is None and "csrf_token" not in request.form
        return {"sub": "nobody"} if bare else person


class ForgedFormAccepted(Defect):
    """Any page can press the button in the name of whoever is signed in."""

    breaks = "ACT-21"
    title = Title(
        sl="Potrditev sprejme obrazec s tujega spletnega mesta",
        en="The confirmation accepts a form from a foreign site",
    )

    def guards_forms(self) -> bool:
        """Look neither at the token nor at the origin."""
        return False


class ConfirmedByLink(Defect):
    """Any page can lead whoever is signed in to a link that confirms."""

    breaks = "ACT-21"
    title = Title(
        sl="Kodo potrdi že povezava s kodo v naslovu",
        en="A link with the code in its address confirms the code",
    )

    def confirms_by_link(self) -> bool:
        """Need no form."""
        return True


class CodeInAddress(Defect):
    """The code stands in the browser's history and in every log on the way."""

    breaks = "ACT-19"
    title = Title(
        sl="Koda stoji v naslovu strani za potrditev",
        en="The code is in the address of the confirmation page",
    )

    def landing(self, active: bool, code: str) -> str:
        """Take the code along in the address."""
        place = super().landing(active, code)
        return f"{place}?code={quote(code)}" if code else place
