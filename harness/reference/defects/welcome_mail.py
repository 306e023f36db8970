"""What if the welcome e-mail leaves something out?"""

from __future__ import annotations

import re

from ..text import MPV_SUPPORT, REKONO_SUPPORT
from . import Defect, Title

_ADDRESS = re.compile(r"https?://\S+")


class WelcomeMailWithoutCode(Defect):
    """The code comes in another letter, some day."""

    breaks = "ACT-01"
    title = Title(
        sl="V pozdravni pošti ni aktivacijske kode",
        en="The welcome e-mail does not carry the activation code",
    )

    def mail_parts(self, parts: dict[str, str]) -> dict[str, str]:
        """Say something else where the code stood."""
        return parts | {"code": "…"}


class WelcomeMailWithoutAddress(Defect):
    """Nobody learns where to begin."""

    breaks = "ACT-01"
    title = Title(
        sl="V pozdravni pošti ni naslova začetne strani",
        en="The welcome e-mail does not name the start page's address",
    )

    def mail_parts(self, parts: dict[str, str]) -> dict[str, str]:
        """Leave the first of the steps out."""
        return parts | {"steps": parts["steps"].partition("\n")[2]}


class WelcomeMailWithoutRekonoSupport(Defect):
    """Who has trouble with the REKONO account has nobody to ask."""

    breaks = "ACT-01"
    title = Title(
        sl="V pozdravni pošti ni naslova podpore REKONO",
        en="The welcome e-mail does not name REKONO's support",
    )

    def mail_parts(self, parts: dict[str, str]) -> dict[str, str]:
        """Take the address out."""
        return parts | {"support": parts["support"].replace(REKONO_SUPPORT, "REKONO")}


class WelcomeMailWithoutMpvSupport(Defect):
    """Who has trouble with activation has nobody to ask."""

    breaks = "ACT-01"
    title = Title(
        sl="V pozdravni pošti ni naslova podpore MPV",
        en="The welcome e-mail does not name MPV's support",
    )

    def mail_parts(self, parts: dict[str, str]) -> dict[str, str]:
        """Take the address out."""
        return parts | {"support": parts["support"].replace(MPV_SUPPORT, "MPV")}


class CodeInMailLink(Defect):
    """Who follows the link leaves the code in histories and logs."""

    breaks = "ACT-19"
    title = Title(
        sl="Povezava v pozdravni pošti nosi kodo",
        en="The link in the welcome e-mail holds the code",
    )

    def mail_parts(self, parts: dict[str, str]) -> dict[str, str]:
        """Put the code behind the address of the start page."""
        steps = _ADDRESS.sub(rf"\g<0>?koda={parts['code']}", parts["steps"])
        return parts | {"steps": steps}
