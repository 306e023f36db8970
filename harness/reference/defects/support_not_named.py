"""What if people are not told whom to ask?"""

from __future__ import annotations

import re

from ..text import Text
from . import Defect, Title


class RekonoSupportNotNamed(Defect):
    """The foot of the pages does not say who helps with a REKONO account."""

    breaks = "SUP-01"
    title = Title(
        sl="Začetna stran ne navede podpore za račun REKONO",
        en="The start page does not name the support for REKONO accounts",
    )

    def words(self, key: str, text: Text, language: str) -> str:
        """Leave the address out."""
        words = super().words(key, text, language)
        return words.replace("{rekono}", "REKONO") if key == "support_rekono" else words


class NoReferenceToQuote(Defect):
    """Nobody at the support can find what went wrong."""

    breaks = "SUP-02"
    title = Title(
        sl="Ob zavrnjeni kodi ni oznake dogodka",
        en="A refused code comes with no event reference",
    )

    def words(self, key: str, text: Text, language: str) -> str:
        """Say nothing."""
        return "" if key == "reference" else super().words(key, text, language)


class SupportPageWithoutMpv(Defect):
    """The page about support does not say who helps with applications and registers."""

    breaks = "SUP-03"
    title = Title(
        sl="Stran o podpori ne navede naslova podpora@mpv.si",
        en="The support page does not name podpora@mpv.si",
    )

    def words(self, key: str, text: Text, language: str) -> str:
        """Leave the address out."""
        words = super().words(key, text, language)
        return words.replace("{mpv}", "MPV") if key.startswith("support.") else words


class InstructionsNotLinked(Defect):
    """Nobody finds the instructions for managing an account."""

    breaks = "SUP-04"
    title = Title(
        sl="Strani ne vodijo do navodil za upravljanje računa REKONO",
        en="The pages do not link to the instructions for managing a REKONO account",
    )

    def drawn(self, template: str, html: str) -> str:  # noqa: ARG002
        """Take the link out."""
        return re.sub(r'<a href="https://www\.rekono\.si/[^>]*>[^<]*</a>', "", html)
