"""What if the answer at the redirect URI is not the one that belongs to the request?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mock_rekono import clock
from mock_rekono.faults import ACCEPTED, COPED, REFUSED, Fault, Parameters
from mock_rekono.faults.id_token_claims import STRANGER
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
        Text("V odgovoru je napačen state", "The answer has a wrong state"),
        ("RP-04",),
        REFUSED,
        change=lambda sent: _with("state", clock.token(), sent),
    ),
    ChangedAnswer(
        "missing_state",
        Text("Odgovor je brez vrednosti state", "The answer has no state"),
        ("RP-04",),
        REFUSED,
        change=lambda sent: _without("state", sent),
    ),
    ChangedAnswer(
        "second_state",
        Text("V odgovoru je še tuj state", "The answer has a foreign state besides"),
        ("RP-04",),
        REFUSED,
        change=lambda sent: [*sent, ("state", clock.token())],
    ),
    ChangedAnswer(
        "code_sent_twice",
        Text("Koda je v odgovoru dvakrat", "The code is in the answer twice"),
        ("RP-26",),
        COPED,
        change=lambda sent: _twice("code", sent),
    ),
    ChangedAnswer(
        "missing_code",
        Text("Odgovor je brez kode", "The answer has no code"),
        ("RP-24",),
        REFUSED,
        change=lambda sent: _without("code", sent),
    ),
    ChangedAnswer(
        "wrong_iss_in_answer",
        Text("Odgovor imenuje drugega ponudnika", "The answer names another issuer"),
        ("RP-28",),
        REFUSED,
        concerns="iss",
        change=lambda sent: _with("iss", STRANGER, sent),
    ),
    ChangedAnswer(
        "missing_iss_in_answer",
        Text(
            "Odgovor ne imenuje ponudnika, čeprav je to napovedano",
            "The answer names no issuer though that is announced",
        ),
        ("RP-28",),
        REFUSED,
        concerns="iss",
        change=lambda sent: _without("iss", sent),
    ),
    ChangedAnswer(
        "unknown_parameters_in_answer",
        Text("V odgovoru so neznani parametri", "The answer has unknown parameters"),
        ("RP-31",),
        ACCEPTED,
        change=lambda sent: [*sent, ("session_state", "a.b"), ("vodomer_x", "č <b>")],
    ),
)
