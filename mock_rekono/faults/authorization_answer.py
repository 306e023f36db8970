"""What if the answer at the redirect URI is not the one that belongs to the request?"""

from __future__ import annotations

from dataclasses import dataclass

from mock_rekono.faults import ACCEPTED, COPED, REFUSED, Fault, Parameters
from mock_rekono.parameter_changes import ParameterChange, changed
from mock_rekono.parameter_changes import ParameterChange as Change
from mock_rekono.text import Text


@dataclass(frozen=True, kw_only=True)
class ChangedAnswer(Fault):
    """The parameters sent to the redirect URI are changed."""

    varies = "changes"
    changes: tuple[ParameterChange, ...]

    @property
    def answer(self) -> tuple[ParameterChange, ...]:
        """These changes."""
        return self.changes

    def authorization_response(self, parameters: Parameters) -> Parameters:
        """Change them."""
        return changed(parameters, self.changes)


FAULTS = (
    ChangedAnswer(
        "wrong_state",
        Text("V odgovoru je napačen state", "The authorization response has a wrong state"),
        ("RP-04",),
        REFUSED,
        concerns="state",
        changes=(Change("put", "state", made="token"),),
        more=(("empty", (Change("put", "state"),)),),
    ),
    ChangedAnswer(
        "missing_state",
        Text("Odgovor je brez vrednosti state", "The authorization response has no state"),
        ("RP-04",),
        REFUSED,
        concerns="state",
        changes=(Change("drop", "state"),),
    ),
    ChangedAnswer(
        "second_state",
        Text(
            "V odgovoru je še tuj state", "The authorization response has a second, foreign state"
        ),
        ("RP-04",),
        REFUSED,
        concerns="state",
        changes=(Change("add", "state", made="token"),),
    ),
    ChangedAnswer(
        "code_sent_twice",
        Text("Koda je v odgovoru dvakrat", "The authorization response has the code twice"),
        ("RP-26",),
        COPED,
        changes=(Change("repeat", "code"),),
    ),
    ChangedAnswer(
        "missing_code",
        Text("Odgovor je brez kode", "The authorization response has no code"),
        ("RP-41",),
        REFUSED,
        changes=(Change("drop", "code"),),
    ),
    ChangedAnswer(
        "wrong_iss_in_answer",
        Text(
            "Odgovor imenuje drugega ponudnika", "The authorization response names another issuer"
        ),
        ("RP-28",),
        REFUSED,
        concerns="iss",
        changes=(Change("put", "iss", made="issuer"),),
    ),
    ChangedAnswer(
        "missing_iss_in_answer",
        Text(
            "Odgovor ne imenuje ponudnika, čeprav je to napovedano",
            "The authorization response has no iss although it is announced",
        ),
        ("RP-28",),
        REFUSED,
        concerns="iss",
        changes=(Change("drop", "iss"),),
    ),
    ChangedAnswer(
        "unknown_parameters_in_answer",
        Text(
            "V odgovoru so neznani parametri", "The authorization response has unknown parameters"
        ),
        ("RP-31",),
        ACCEPTED,
        changes=(
            Change("add", "session_state", "a.b"),
            Change("add", "vodomer_x", "č <b>", made_name="member"),
        ),
    ),
)
