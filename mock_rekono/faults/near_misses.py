"""What if a value that must be exact is nearly the right one: longer, shorter, in other letters?

An application that compares by the beginning, by what is contained or without regard to case takes
it for the right one, and refuses any value that is altogether wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mock_rekono.faults import REFUSED, Asked, Claims, Fault, Parameters
from mock_rekono.faults.authorization_answer import ChangedAnswer
from mock_rekono.faults.id_token_claims import ChangedClaims
from mock_rekono.faults.userinfo import ChangedUserinfo
from mock_rekono.parameter_changes import NEAR as CHANGES
from mock_rekono.parameter_changes import Deed, ParameterChange, other_case
from mock_rekono.text import Text

STATE, NONCE = "state", "nonce"
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
LOOK_ALIKE = str.maketrans("aceiopxyACEIOPXY", "асеіорхуАСЕІОРХУ")
"""Cyrillic letters that look like Latin ones."""
FULL_WIDTH = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
"""What NFKC makes the same of (Unicode Standard Annex 15)."""
SWELLED = 1000
MORE: dict[Deed, tuple[tuple[str, Callable[[str], str]], ...]] = {
    "longer": (
        ("a blank at its end", lambda value: f"{value} "),
        ("a blank before it", lambda value: f" {value}"),
        ("a line break at its end", lambda value: f"{value}\n"),
        ("a NUL at its end", lambda value: f"{value}\0"),
        ("a letter before it", lambda value: f"x{value}"),
        ("another domain at its end", lambda value: f"{value}.primer.si"),
        ("another path at its end", lambda value: f"{value}/x"),
        ("a fragment at its end", lambda value: f"{value}#"),
        ("a second value after a blank", lambda value: f"{value} x"),
        ("a second value after a comma", lambda value: f"x,{value}"),
        ("written as a list", lambda value: f'["{value}"]'),
        ("a thousand letters at its end", lambda value: value + "x" * SWELLED),
    ),
    "shorter": (
        ("without its first character", lambda value: value[1:]),
        ("its first half", lambda value: value[: len(value) // 2]),
        ("its last half", lambda value: value[len(value) // 2 :]),
        ("its first character", lambda value: value[:1]),
    ),
    "in_other_case": (
        ("in capitals", lambda value: other_case(value.lower())),
        ("Cyrillic letters that look like Latin ones", lambda value: other(value, LOOK_ALIKE)),
        ("letters of full width", lambda value: other(value, FULL_WIDTH)),
    ),
}
"""Other values that are nearly right."""
TRIMMED = {
    *("a blank at its end", "a blank before it"),
    *("a line break at its end", "a NUL at its end"),
}
"""What parameters of an address may lose before an application sees them."""


def other(value: str, letters: dict[int, int] | dict[int, str]) -> str:
    """Write a value in other letters; one that has none of these gets one more."""
    written = value.translate(letters)
    return written if written != value else f"{value}х"


def _claim(name: str, proves: str, concerns: Asked = "") -> Make:
    def make(id: str, title: Text, near: Deed) -> Fault:
        return ChangedClaims(
            id,
            title,
            (proves,),
            REFUSED,
            concerns=concerns,
            change=_in_claim(name, CHANGES[near]),
            by_request=(ParameterChange(near, name),) if name == NONCE else (),
            more=tuple((how, _in_claim(name, change)) for how, change in MORE[near]),
        )

    return make


def _in_claim(name: str, change: Callable[[str], str]) -> Callable[[Claims], Claims]:
    return lambda claims: {**claims, name: change(claims[name])} if name in claims else claims


@dataclass(frozen=True, kw_only=True)
class ChangedState(ChangedAnswer):
    """The state is changed; in a variant as no browser that stands between is told to."""

    varies = "rewrite"
    rewrite: Callable[[str], str] | None = None

    def authorization_response(self, parameters: Parameters) -> Parameters:
        """Change it."""
        if self.rewrite is None:
            return super().authorization_response(parameters)
        rewrite = self.rewrite
        return [(name, rewrite(value) if name == STATE else value) for name, value in parameters]


def _state(id: str, title: Text, near: Deed) -> Fault:
    return ChangedState(
        id,
        title,
        ("RP-04",),
        REFUSED,
        concerns="state",
        changes=(ParameterChange(near, "state"),),
        more=tuple((how, change) for how, change in MORE[near] if how not in TRIMMED),
    )


def _subject(id: str, title: Text, near: Deed) -> Fault:
    return ChangedUserinfo(
        id,
        title,
        ("RP-22",),
        REFUSED,
        expected="userinfo_unused",
        change=_in_claim("sub", CHANGES[near]),
        more=tuple((how, _in_claim("sub", change)) for how, change in MORE[near]),
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
