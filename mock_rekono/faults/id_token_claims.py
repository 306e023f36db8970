"""What if the ID token claims something else than the truth, or less (OpenID Connect Core 2)?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from mock_rekono import clock, marks
from mock_rekono.faults import ACCEPTED, REFUSED, Claims, Fault
from mock_rekono.parameter_changes import ParameterChange
from mock_rekono.text import Text

A_DAY = 86400
LONG_AGO = 30 * A_DAY
KIB_16 = 16 * 1024
JUNK: tuple[tuple[str, Any], ...] = (
    ("null", None),
    ("empty", ""),
    ("true", True),
    ("0", 0),
    ("an empty list", []),
    ("an empty object", {}),
)
"""What is no value at all, and what a loose comparison takes for any."""


Variants = tuple[tuple[str, Callable[[Claims], Claims]], ...]


@dataclass(frozen=True, kw_only=True)
class ChangedClaims(Fault):
    """The claims are changed before they are signed, at the first sign-in and at a refresh."""

    change: Callable[[Claims], Claims]
    by_request: tuple[ParameterChange, ...] = ()

    @property
    def request(self) -> tuple[ParameterChange, ...]:
        """Where a claim is what the request says it is."""
        return self.by_request

    def id_token_claims(self, claims: Claims) -> Claims:
        """Change them."""
        return self.change(claims)


def put(**others: object) -> Callable[[Claims], Claims]:
    """Return a change that puts claims in."""
    return lambda claims: {**claims, **others}


def put_unknown(**others: object) -> Callable[[Claims], Claims]:
    """Return a change that puts claims in that nobody knows."""
    return lambda claims: {**claims, **marks.members(others)}


def put_other(name: str, made: Callable[[], str]) -> Callable[[Claims], Claims]:
    """Return a change that puts a claim in which is made up."""
    return lambda claims: {**claims, name: made()}


def instead(name: str, values: Iterable[tuple[str, Any]] = JUNK) -> Variants:
    """Return changes that put each of these values in the place of a claim's."""
    return tuple((how, put(**{name: value})) for how, value in values)


def _for_another(claims: Claims) -> Claims:
    another = marks.client()
    return {**claims, "aud": [claims["aud"], another], "azp": another}


def drop(name: str) -> Callable[[Claims], Claims]:
    """Return a change that leaves a claim out."""
    return lambda claims: {known: value for known, value in claims.items() if known != name}


def other_slash(issuer: str) -> str:
    """Return an issuer with its final slash taken away, or added where it has none."""
    return issuer.removesuffix("/") if issuer.endswith("/") else f"{issuer}/"


FAULTS = (
    ChangedClaims(
        "wrong_nonce",
        Text("Napačen nonce v žetonu ID", "Wrong nonce in the ID token"),
        ("RP-06",),
        REFUSED,
        concerns="nonce",
        change=lambda claims: {**claims, "nonce": clock.token()},
        by_request=(ParameterChange("put", "nonce", made="token"),),
        more=instead("nonce"),
    ),
    ChangedClaims(
        "missing_nonce",
        Text("Žeton ID je brez vrednosti nonce", "The ID token has no nonce"),
        ("RP-06",),
        REFUSED,
        concerns="nonce",
        change=drop("nonce"),
        by_request=(ParameterChange("drop", "nonce"),),
    ),
    ChangedClaims(
        "wrong_iss",
        Text("Žeton ID je izdal drug ponudnik", "The ID token names another issuer"),
        ("RP-08",),
        REFUSED,
        change=put_other("iss", marks.issuer),
        more=instead("iss"),
    ),
    ChangedClaims(
        "iss_other_slash",
        Text(
            "Izdajatelj v žetonu ID se razlikuje v končni poševnici",
            "The issuer in the ID token differs in its final slash",
        ),
        ("RP-08", "RP-31"),
        REFUSED,
        change=lambda claims: {**claims, "iss": other_slash(claims["iss"])},
    ),
    ChangedClaims(
        "missing_iss",
        Text("Žeton ID je brez izdajatelja", "The ID token has no issuer"),
        ("RP-08",),
        REFUSED,
        change=drop("iss"),
    ),
    ChangedClaims(
        "wrong_aud",
        Text("Žeton ID je za drugo aplikacijo", "The ID token is for another application"),
        ("RP-09",),
        REFUSED,
        change=put_other("aud", marks.client),
        more=instead("aud", (("true", True), ("a number", 1))),
    ),
    ChangedClaims(
        "wrong_aud_own_azp",
        Text(
            "Žeton ID je za drugo aplikacijo, izdan pa tej",
            "The ID token is for another application, but was issued to this one",
        ),
        ("RP-09",),
        REFUSED,
        change=lambda claims: {**claims, "aud": marks.client(), "azp": claims["aud"]},
    ),
    ChangedClaims(
        "missing_aud",
        Text("Žeton ID ne pove, za koga je", "The ID token has no audience"),
        ("RP-09",),
        REFUSED,
        change=drop("aud"),
    ),
    ChangedClaims(
        "empty_aud",
        Text("Žeton ID ima prazen seznam prejemnikov", "The ID token has an empty audience"),
        ("RP-09",),
        REFUSED,
        change=put(aud=[]),
        more=instead(
            "aud",
            (
                *(one for one in JUNK if one[1] not in (True, [])),
                ("a list of null", [None]),
                ("a list of an empty text", [""]),
            ),
        ),
    ),
    ChangedClaims(
        "foreign_azp",
        Text(
            "Žeton ID za več aplikacij je bil izdan drugi aplikaciji",
            "An ID token for several audiences was issued to another application",
        ),
        ("RP-10",),
        REFUSED,
        change=_for_another,
    ),
    ChangedClaims(
        "missing_sub",
        Text("Žeton ID ne pove, kdo je oseba", "The ID token has no subject"),
        ("RP-12",),
        REFUSED,
        change=drop("sub"),
    ),
    ChangedClaims(
        "empty_sub",
        Text("Oznaka osebe v žetonu ID je prazna", "The subject in the ID token is empty"),
        ("RP-12",),
        REFUSED,
        change=put(sub=""),
        more=instead("sub", (("null", None), ("an empty list", []), ("an empty object", {}))),
    ),
    ChangedClaims(
        "wrong_at_hash",
        Text(
            "Žeton ID pripada drugemu dostopnemu žetonu",
            "The ID token belongs to another access token (at_hash)",
        ),
        ("RP-21",),
        REFUSED,
        change=lambda claims: {**claims, "at_hash": clock.token()[:22]},
        more=(
            ("its first half", lambda claims: {**claims, "at_hash": claims["at_hash"][:11]}),
            ("in other case", lambda claims: {**claims, "at_hash": claims["at_hash"].swapcase()}),
        ),
    ),
    ChangedClaims(
        "acr_too_low",
        Text("Raven zanesljivosti je prenizka", "The level of assurance is too low"),
        ("SSO-05", "RP-35"),
        REFUSED,
        concerns="acr",
        change=put(acr="0"),  # Core 2: less than any level
    ),
    ChangedClaims(
        "missing_acr",
        Text("Žeton ID je brez ravni zanesljivosti", "The ID token has no level of assurance"),
        ("RP-35", "SSO-05"),
        REFUSED,
        concerns="acr",
        change=drop("acr"),
    ),
    ChangedClaims(
        "auth_time_too_old",
        Text("Oseba se je prijavila pred mesecem dni", "The person signed in a month ago"),
        ("RP-35",),
        REFUSED,
        concerns="max_age",
        change=lambda claims: {**claims, "auth_time": claims["iat"] - LONG_AGO},
    ),
    ChangedClaims(
        "missing_auth_time",
        Text("Žeton ID je brez časa prijave", "The ID token has no time of sign-in"),
        ("RP-35",),
        REFUSED,
        concerns="max_age",
        change=drop("auth_time"),
    ),
    ChangedClaims(
        "aud_as_array",
        Text("Prejemnik žetona ID je zapisan kot seznam", "The audience is written as an array"),
        ("RP-31",),
        ACCEPTED,
        change=lambda claims: {**claims, "aud": [claims["aud"]]},
    ),
    ChangedClaims(
        "unknown_claims",
        Text("V žetonu ID so neznane trditve", "The ID token has unknown claims"),
        ("RP-31",),
        ACCEPTED,
        change=put_unknown(**{"urn:vodomer:neznano": {"a": [1, None, "č"]}, "vodomer_x": True}),
    ),
    ChangedClaims(
        "token_of_16_kib",
        Text("Žeton ID je dolg 16 KiB", "The ID token is 16 KiB long"),
        ("RP-39",),
        ACCEPTED,
        change=put(padding="x" * (KIB_16 * 3 // 4)),  # base64 makes four of three
    ),
)
