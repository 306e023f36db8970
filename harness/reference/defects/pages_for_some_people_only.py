"""What if the pages do not work for everybody?"""

from __future__ import annotations

from ..text import Text
from . import Defect, Title


class WrongLanguageDeclared(Defect):
    """A screen reader reads Slovenian with a foreign tongue."""

    breaks = "UX-01"
    title = Title(
        sl="Slovenska stran je označena kot hrvaška",
        en="A Slovenian page is declared as Croatian",
    )

    def drawn(self, template: str, html: str) -> str:  # noqa: ARG002
        """Declare another language."""
        return html.replace('<html lang="sl">', '<html lang="hr">')


class PictureWithoutText(Defect):
    """A screen reader spells the address of a picture."""

    breaks = "UX-02"
    title = Title(sl="Slika nima nadomestnega besedila", en="An image has no alternative text")

    def drawn(self, template: str, html: str) -> str:  # noqa: ARG002
        """Take the text out, empty as it is."""
        return html.replace(' alt=""', "")


class FocusNotAtError(Defect):
    """Who uses the keyboard begins at the top again."""

    breaks = "UX-03"
    title = Title(sl="Fokus po napaki ne gre k njej", en="The focus does not go to the error")

    def drawn(self, template: str, html: str) -> str:  # noqa: ARG002
        """Leave the focus where it is."""
        return html.replace(" autofocus", "")


class WiderThanTheScreen(Defect):
    """On a small telephone the page has to be moved sideways."""

    breaks = "UX-04"
    title = Title(
        sl="Stran je širša od majhnega zaslona", en="The page is wider than a small screen"
    )

    def drawn(self, template: str, html: str) -> str:  # noqa: ARG002
        """Draw the drop large."""
        return html.replace('width="28" height="28"', 'width="480" height="480"')


class EnglishIncomplete(Defect):
    """In the middle of the English pages a sentence is Slovenian."""

    breaks = "UX-06"
    title = Title(
        sl="Na angleških straneh ostane slovenski stavek",
        en="A Slovenian sentence is left on the English pages",
    )

    def words(self, key: str, text: Text, language: str) -> str:
        """Leave one text untranslated."""
        return super().words(key, text, "sl" if key == "confirm.lead" else language)
