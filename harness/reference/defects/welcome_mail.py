"""What if the welcome e-mail leaves something out?"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from ..text import MPV_SUPPORT, REKONO_SUPPORT
from . import Defect, Title

if TYPE_CHECKING:
    from flask import Response

_NEVER_ISSUED = "2345-6789-ABCD-EFGH"
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
        return _with_query(parts, f"koda={parts['code']}")


class LookingUsesUp(Defect):
    """Whatever opens the link of the e-mail, a program that looks for harm included, is enough."""

    breaks = "ACT-06"
    title = Title(
        sl="Kodo porabi že, kdor samo odpre povezavo iz pozdravne pošte",
        en="Who only opens the link of the welcome e-mail uses the code up",
    )

    def __init__(self) -> None:
        self._looked_at: set[str] = set()

    def mail_parts(self, parts: dict[str, str]) -> dict[str, str]:
        """Let the link tell which letter it is of."""
        return _with_query(parts, f"pismo={_letter(parts['code'])}")

    def answered(self, response: Response) -> None:  # noqa: ARG002
        """Take a look for the person's."""
        from flask import request

        self._looked_at.add(request.args.get("pismo", ""))

    def as_typed(self, typed: str) -> str:
        """Know no code whose letter has been looked at."""
        return _NEVER_ISSUED if _letter(typed) in self._looked_at else typed.strip()


def _with_query(parts: dict[str, str], query: str) -> dict[str, str]:
    """Let the link to the start page have a query."""
    return parts | {"steps": _ADDRESS.sub(rf"\g<0>?{query}", parts["steps"])}


def _letter(code: str) -> str:
    return hashlib.sha256("".join(filter(str.isalnum, code.upper())).encode()).hexdigest()[:16]
