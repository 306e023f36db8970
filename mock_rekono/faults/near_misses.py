"""What if a value that must be exact is nearly the right one: longer, shorter, in other letters?

An application that compares by the beginning, by what is contained or without regard to case takes
it for the right one, and refuses any value that is altogether wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mock_rekono.faults import REFUSED, Asked, Fault
from mock_rekono.faults.authorization_answer import ChangedAnswer
from mock_rekono.faults.id_token_claims import ChangedClaims
from mock_rekono.faults.userinfo import ChangedUserinfo
from mock_rekono.parameter_changes import NEAR as CHANGES
from mock_rekono.parameter_changes import Deed, ParameterChange
from mock_rekono.text import Text

NONCE = "nonce"
"""What a provider puts into the ID token as it was asked (OpenID Connect Core 1.0, 3.1.2.1)."""
Make = Callable[[str, Text, Deed], Fault]


@dataclass(frozen=True)
class Exact:
    """A value that is compared character by character, and where it stands."""

    id: str
    title: Text
    make: Make
    near: tuple[Deed, ...] = ("longer", "shorter", "in_other_case")


NEAR: dict[Deed, Text] = {
    "longer": Text("je za znak predolg", "is a character too long"),
    "shorter": Text("je za znak prekratek", "is a character short"),
    "in_other_case": Text("ima zamenjane velike in male črke", "is in other case"),
}


def _claim(name: str, proves: str, concerns: Asked = "") -> Make:
    def make(id: str, title: Text, near: Deed) -> Fault:
        change = CHANGES[near]
        return ChangedClaims(
            id,
            title,
            (proves,),
            REFUSED,
            concerns=concerns,
            change=lambda claims: (
                {**claims, name: change(claims[name])} if name in claims else claims
            ),
            by_request=(ParameterChange(near, name),) if name == NONCE else (),
        )

    return make


def _state(id: str, title: Text, near: Deed) -> Fault:
    changes = (ParameterChange(near, "state"),)
    return ChangedAnswer(id, title, ("RP-04",), REFUSED, concerns="state", changes=changes)


def _subject(id: str, title: Text, near: Deed) -> Fault:
    change = CHANGES[near]
    return ChangedUserinfo(
        id,
        title,
        ("RP-22",),
        REFUSED,
        expected="userinfo_unused",
        change=lambda claims: {**claims, "sub": change(claims["sub"])},
    )


EXACT = (
    Exact(
        "iss",
        Text("Izdajatelj v žetonu ID", "The issuer in the ID token"),
        _claim("iss", "RP-08"),
        near=("longer", "in_other_case"),  # a final slash less is a fault of its own
    ),
    Exact(
        "aud", Text("Prejemnik žetona ID", "The audience of the ID token"), _claim("aud", "RP-09")
    ),
    Exact(
        "nonce",
        Text("Nonce v žetonu ID", "The nonce in the ID token"),
        _claim("nonce", "RP-06", "nonce"),
    ),
    Exact("state", Text("State v odgovoru", "The state in the authorization response"), _state),
    Exact("userinfo_sub", Text("Sub v UserInfo", "The subject in userinfo"), _subject),
)


def _all() -> Iterator[Fault]:
    for exact in EXACT:
        for near in exact.near:
            how = NEAR[near]
            title = Text(f"{exact.title.sl} {how.sl}", f"{exact.title.en} {how.en}")
            yield exact.make(f"{exact.id}_{near}", title, near)


FAULTS = tuple(_all())
