"""What if the end of a code's validity is never looked at?"""

from datetime import UTC, datetime

from . import Defect


class ExpiredCodeAccepted(Defect):
    """A code that expired activates like a fresh one."""

    breaks = "ACT-11"
    title = {  # noqa: RUF012 - declared ClassVar in the base
        "sl": "Potekla aktivacijska koda je sprejeta",
        "en": "An expired activation code is accepted",
    }

    def expired_before(self, now: datetime) -> datetime:  # noqa: ARG002
        """No code ends early enough to be expired."""
        return datetime(1970, 1, 1, tzinfo=UTC)
