"""What if a message never comes?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mock_rekono.faults import ACCEPTED, Fault
from mock_rekono.text import Text

if TYPE_CHECKING:
    from mock_rekono.outbox import Message


@dataclass(frozen=True)
class SmsLost(Fault):
    """No SMS arrives, so that the person has to choose another mechanism."""

    def message(self, message: Message) -> Message | None:
        """Lose it."""
        return None if message.channel == "sms" else message


FAULTS = (
    SmsLost(
        "sms_lost",
        Text("SMS geslo nikoli ne pride", "The SMS password never comes"),
        ("MFA-09",),
        ACCEPTED,
    ),
)
