"""What if the answer at the redirect URI is not the one that belongs to the request?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mock_rekono import clock, marks
from mock_rekono.faults import ACCEPTED, COPED, REFUSED, Fault, Parameters
from mock_rekono.text import Text


@dataclass(frozen=True, kw_only=True)
class ChangedAnswer(Fault):
    """The parameters sent to the redirect URI are changed."""

    change: Callable[[Parameters], Parameters]

    def authorization_response(self, parameters: Parameters) -> Parameters:
        """Change them."""
        return self.change(parameters)


def _without(name: str, parameters: Parameters) -> Parameters:
    return [pair for pair in parameters if pair[0] != name]


def _with(name: str, value: str, parameters: Parameters) -> Parameters:
    return [*_without(name, parameters), (name, value)]


def _twice(name: str, parameters: Parameters) -> Parameters:
    return [*parameters, *(pair for pair in parameters if pair[0] == name)]


FAULTS = (
    ChangedAnswer(
        "wrong_state",
        Text("V odgovoru je napačen state", "The authorization response has a wrong state"),
        ("RP-04",),
        REFUSED,
        concerns="state",
        change=lambda sent: _with("state", clock.token(), sent),
    ),
    ChangedAnswer(
        "missing_state",
        Text("Odgovor je brez vrednosti state", "The authorization response has no state"),
        ("RP-04",),
        REFUSED,
        concerns="state",
        change=lambda sent: _without("state", sent),
    ),
    ChangedAnswer(
        "second_state",
        Text(
            "V odgovoru je še tuj state", "The authorization response has a second, foreign state"
        ),
        ("RP-04",),
        REFUSED,
        concerns="state",
        change=lambda sent: [*sent, ("state", clock.token())],
    ),
    ChangedAnswer(
        "code_sent_twice",
        Text("Koda je v odgovoru dvakrat", "The authorization response has the code twice"),
        ("RP-26",),
        COPED,
        change=lambda sent: _twice("code", sent),
    ),
    ChangedAnswer(
        "missing_code",
        Text("Odgovor je brez kode", "The authorization response has no code"),
        ("RP-41",),
        REFUSED,
        change=lambda sent: _without("code", sent),
    ),
    ChangedAnswer(
        "wrong_iss_in_answer",
        Text(
            "Odgovor imenuje drugega ponudnika", "The authorization response names another issuer"
        ),
        ("RP-28",),
        REFUSED,
        concerns="iss",
        change=lambda sent: _with("iss", marks.issuer(), sent),
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
        change=lambda sent: _without("iss", sent),
    ),
    ChangedAnswer(
        "unknown_parameters_in_answer",
        Text(
            "V odgovoru so neznani parametri", "The authorization response has unknown parameters"
        ),
        ("RP-31",),
        ACCEPTED,
        change=lambda sent: [*sent, ("session_state", "a.b"), (marks.member("vodomer_x"), "č <b>")],
    ),
)
