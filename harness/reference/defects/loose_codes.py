"""What if there is something else than a code that passes for the right one?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..clock import now
from . import Defect, Title

if TYPE_CHECKING:
    from datetime import datetime

_WELL_FORMED = "2345-6789-ABCD-EFGH"
_LET_IN = "let_in"


class _Loose:
    """Activates whoever sends what passes."""

    def passes(self, typed: str) -> bool:
        raise NotImplementedError

    def as_typed(self, typed: str) -> str:
        """Take what passes for a code, and remember who has sent it."""
        from ..sessions.server_session import current

        if current().person is None or not self.passes(typed):
            return typed.strip()
        current()[_LET_IN] = True
        return _WELL_FORMED

    def active_since(self, since: datetime | None) -> datetime | None:
        """Since just now, where it has passed."""
        from ..sessions.server_session import current

        return now() if current().get(_LET_IN) else since


class MissingCodeActivates(_Loose, Defect):
    """Where no code comes, it is no other than the one that nobody has been given."""

    breaks = "ACT-10"
    title = Title(
        sl="Zahteva brez polja s kodo aktivira osebo",
        en="A request without the code's field activates the person",
    )

    def passes(self, typed: str) -> bool:  # noqa: ARG002
        """Compare nothing with nothing."""
        from flask import request

        return "code" not in request.form and not request.is_json


class CodeAsPatternActivates(_Loose, Defect):
    """Codes are looked up by what the database takes for a pattern."""

    breaks = "ACT-10"
    title = Title(
        sl="Znak % na mestu kode aktivira osebo",
        en="A % sign in the code's place activates the person",
    )

    def passes(self, typed: str) -> bool:
        """Find any code."""
        return typed == "%"


class CodeAsListActivates(_Loose, Defect):
    """A list is not unequal to any code."""

    breaks = "ACT-10"
    title = Title(
        sl="Seznam na mestu kode aktivira osebo",
        en="A list in the code's place activates the person",
    )

    def passes(self, typed: str) -> bool:  # noqa: ARG002
        """Compare it as PHP once did."""
        from flask import request

        return "code[]" in request.form
