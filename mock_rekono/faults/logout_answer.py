"""What if the answer after signing out lost its `state` (RP-Initiated Logout 1.0, 3)?"""

from __future__ import annotations

from dataclasses import dataclass

from mock_rekono.faults import COPED, Fault
from mock_rekono.parameter_changes import ParameterChange, changed
from mock_rekono.text import Text

Sent = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class ChangedLogoutAnswer(Fault):
    """The parameters sent to the address after signing out are changed."""

    changes: tuple[ParameterChange, ...]

    @property
    def answer(self) -> tuple[ParameterChange, ...]:
        """These changes."""
        return self.changes

    def logout_response(self, parameters: Sent) -> Sent:
        """Change them."""
        return dict(changed([*parameters.items()], self.changes))


FAULTS = (
    ChangedLogoutAnswer(
        "missing_state_after_logout",
        Text("Po odjavi manjka state", "The state is missing after signing out"),
        ("OUT-03",),
        COPED,
        changes=(ParameterChange("drop", "state"),),
    ),
    ChangedLogoutAnswer(
        "wrong_state_after_logout",
        Text("Po odjavi je state napačen", "The state is wrong after signing out"),
        ("OUT-03",),
        COPED,
        changes=(ParameterChange("put", "state", made="token"),),
    ),
)
