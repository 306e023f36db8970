"""What if the answer after signing out lost its `state` (RP-Initiated Logout 1.0, 3)?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mock_rekono import clock
from mock_rekono.faults import COPED, Fault
from mock_rekono.text import Text

Sent = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class ChangedLogoutAnswer(Fault):
    """The parameters sent to the address after signing out are changed."""

    change: Callable[[Sent], Sent]

    def logout_response(self, parameters: Sent) -> Sent:
        """Change them."""
        return self.change(parameters)


FAULTS = (
    ChangedLogoutAnswer(
        "missing_state_after_logout",
        Text("Po odjavi manjka state", "The state is missing after signing out"),
        ("OUT-03",),
        COPED,
        change=lambda _sent: {},
    ),
    ChangedLogoutAnswer(
        "wrong_state_after_logout",
        Text("Po odjavi je state napačen", "The state is wrong after signing out"),
        ("OUT-03",),
        COPED,
        change=lambda sent: {**sent, "state": clock.token()},
    ),
)
