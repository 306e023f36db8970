"""What if the page of the confirmation is not what the person needs just then?"""

from __future__ import annotations

from datetime import timedelta

from . import Defect, Title


class SampleCodeInField(Defect):
    """Whoever comes without a code finds one that is nobody's."""

    breaks = "ACT-05"
    title = Title(
        sl="Kdor kode še ni vpisal, dobi v polju vzorčno kodo",
        en="A person who has not entered a code finds a sample code in the field",
    )

    def code_ready(self, code: str) -> str:
        """Fill the gap."""
        return code or "ABCD-EFGH-JKLM-NPQR"


class DoubleClickSignsOut(Defect):
    """The second click comes with a cookie that is worth nothing by then."""

    breaks = "ACT-23"
    title = Title(
        sl="Dvojni klik na potrditev pokaže stran z napako",
        en="A double click on the confirmation shows an error page",
    )

    def grace(self, usual: timedelta) -> timedelta:  # noqa: ARG002
        """Forget the old cookie at once."""
        return timedelta()


class StaleTabAsksAgain(Defect):
    """Another tab does not know that the person is active."""

    breaks = "ACT-24"
    title = Title(
        sl="Drugi zavihek po aktivaciji še vedno zahteva kodo",
        en="Another tab still asks for a code after activation",
    )

    def asks_for_code(self, active: bool) -> bool:  # noqa: ARG002
        """Ask everybody."""
        return True
