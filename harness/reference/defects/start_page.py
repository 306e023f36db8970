"""What if the start page leads people astray?"""

from __future__ import annotations

from collections.abc import Callable

from ..text import Text
from . import Defect, Title

_PAGE = "start.html"


class FieldWithoutVisibleLabel(Defect):
    """Only a screen reader says what belongs into the field."""

    breaks = "ACT-02"
    title = Title(
        sl="Polje za kodo na začetni strani nima vidnega napisa",
        en="The field for the code on the start page has no visible label",
    )

    def drawn(self, template: str, html: str) -> str:
        """Move the label out of sight."""
        if template != _PAGE:
            return html
        label = '<label for="code">Aktivacijska koda</label>'
        return html.replace(label, "").replace(
            ' name="code"', ' name="code" aria-label="Aktivacijska koda"'
        )


class RegistrationLostAfterError(Defect):
    """Who has mistyped the code once cannot register any more."""

    breaks = "ACT-03"
    title = Title(
        sl="Po napaki v kodi REGISTRACIJA vodi v prijavo",
        en="After a mistyped code, REGISTRACIJA leads to sign-in",
    )

    def drawn(self, template: str, html: str) -> str:
        """Let both buttons of a page with an error sign in."""
        wrong = template == _PAGE and "aria-invalid" in html
        return html.replace('value="register"', 'value="sign_in"') if wrong else html


class OnepassNotRecommended(Defect):
    """Nobody without an account hears of OnePass."""

    breaks = "ACT-32"
    title = Title(
        sl="Začetna stran ne priporoči aplikacije OnePass",
        en="The start page does not recommend the OnePass app",
    )

    def words(self, key: str, text: Text, language: str) -> str:
        """Keep the first sentence only."""
        words = super().words(key, text, language)
        return words.partition(".")[0] + "." if key == "start.no_account.text" else words


class TypedCodeLostAfterError(Defect):
    """One wrong character, and all has to be typed again."""

    breaks = "ACT-31"
    title = Title(
        sl="Po napaki je polje za kodo na začetni strani prazno",
        en="After an error the field on the start page is empty",
    )

    def drawn(self, template: str, html: str) -> str:
        """Empty the field of a page with an error."""
        if template != _PAGE or "aria-invalid" not in html:
            return html
        before, field, after = html.partition('name="code" value="')
        return before + field + after[after.index('"') :]


class CodeLookedUpBeforeSignIn(Defect):
    """Anybody can try which codes exist."""

    breaks = "ACT-18"
    title = Title(
        sl="Začetna stran pove, ali koda obstaja",
        en="The start page tells whether a code exists",
    )

    def error_at_start(self, plain: str | None, issued: Callable[[str], bool]) -> str | None:
        """Refuse a code that was never issued."""
        known = plain is None or issued(plain)
        return super().error_at_start(plain, issued) if known else "unknown"
