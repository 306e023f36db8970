"""What if an error at a field is not told as one?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import Defect, Title

if TYPE_CHECKING:
    from flask import Response


class ErrorAwayFromField(Defect):
    """Nobody who listens hears of the error."""

    breaks = "ACT-15"
    title = Title(
        sl="Napaka pri polju ni označena kot opozorilo",
        en="The error at the field is not announced",
    )

    def drawn(self, template: str, html: str) -> str:  # noqa: ARG002
        """Take the role out."""
        return html.replace(' id="code-error" role="alert"', ' id="code-error"')


class ErrorAnsweredAsSuccess(Defect):
    """No program can tell an error from a success."""

    breaks = "ACT-15"
    title = Title(
        sl="Napačno zapisana koda dobi odgovor 200",
        en="A malformed code is answered with status 200",
    )

    def answered(self, response: Response) -> None:
        """Call it a success."""
        if response.status_code == 422:
            response.status_code = 200
