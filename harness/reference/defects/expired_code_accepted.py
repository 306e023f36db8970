"""What if the end of a code's validity is never looked at?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from . import Defect, Title

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement


class ExpiredCodeAccepted(Defect):
    """A code that expired activates like a fresh one."""

    breaks = "ACT-11"
    title = Title(
        sl="Potekla aktivacijska koda je sprejeta",
        en="An expired activation code is accepted",
    )

    def redeemable(self, codes: Any, present: datetime) -> dict[str, ColumnElement[bool]]:  # noqa: ARG002
        """No code ends early enough to be expired."""
        return super().redeemable(codes, datetime(1970, 1, 1, tzinfo=UTC))
