"""What if the ID token's times are over, to come, or a little off (Core 3.1.3.7, 9 and 10)?"""

from __future__ import annotations

from mock_rekono.faults import ACCEPTED, REFUSED, Claims
from mock_rekono.faults.id_token_claims import A_DAY, JUNK, ChangedClaims, drop, instead, put
from mock_rekono.text import Text

AN_HOUR = 3600
TEN_MINUTES = 600
A_MINUTE = 60
IN_2100 = 4102444800
"""Seconds that no 32 bits hold."""
ON_THE_WAY = 15  # seconds that an answer may take until it is judged


def _move(claims: Claims, seconds: int) -> Claims:
    """Return claims as made by a clock that is fast by so many seconds."""
    return {**claims, "iat": claims["iat"] + seconds, "exp": claims["exp"] + seconds}


def _ended(claims: Claims, seconds: int) -> Claims:
    """Return claims that ended so many seconds ago."""
    return _move(claims, claims["iat"] - claims["exp"] - seconds)


FAULTS = (
    ChangedClaims(
        "expired_id_token",
        Text("Žeton ID je potekel", "The ID token has expired"),
        ("RP-11",),
        REFUSED,
        change=lambda claims: _move(claims, -A_DAY),
        more=(
            *instead("exp", (("0", 0), ("-1", -1), ("true", True))),
            (
                "an hour ago, as a fraction",
                lambda claims: {**claims, "exp": claims["iat"] - AN_HOUR - 0.5},
            ),
            ("written as text", lambda claims: {**claims, "exp": str(claims["iat"] - A_DAY)}),
        ),
    ),
    ChangedClaims(
        "missing_exp",
        Text("Žeton ID ne pove, kdaj poteče", "The ID token has no expiry"),
        ("RP-12",),
        REFUSED,
        change=drop("exp"),
        more=instead(
            "exp",
            (*(one for one in JUNK if one[0] in ("null", "empty")), ("a word", "nikoli")),
        ),
    ),
    ChangedClaims(
        "missing_iat",
        Text("Žeton ID ne pove, kdaj je bil izdan", "The ID token does not say when it was issued"),
        ("RP-12",),
        REFUSED,
        change=drop("iat"),
        more=instead("iat", (("null", None), ("empty", ""), ("a word", "nikoli"))),
    ),
    ChangedClaims(
        "iat_in_the_future",
        Text("Žeton ID bo izdan šele jutri", "The ID token was issued tomorrow"),
        ("RP-13",),
        REFUSED,
        change=lambda claims: _move(claims, A_DAY),
        more=(
            ("in milliseconds", lambda claims: {**claims, "iat": claims["iat"] * 1000}),
            ("in the year 2100", put(iat=IN_2100, exp=IN_2100 + AN_HOUR)),
        ),
    ),
    ChangedClaims(
        "expires_in_2100",
        Text("Žeton ID velja do leta 2100", "The ID token ends in the year 2100"),
        ("RP-31",),
        ACCEPTED,
        expected="should_be_accepted",  # how long a token may hold is nowhere said
        change=put(exp=IN_2100),
        more=(("as a fraction", put(exp=IN_2100 + 0.5)),),
    ),
    ChangedClaims(
        "nbf_in_the_future",
        Text(
            "Žeton ID začne veljati šele čez eno uro", "The ID token is not valid for an hour yet"
        ),
        ("RP-13",),
        REFUSED,
        change=lambda claims: {
            **claims,
            "nbf": claims["iat"] + AN_HOUR,
            "exp": claims["exp"] + AN_HOUR,
        },
    ),
    ChangedClaims(
        "clock_minute_ahead",
        Text("Ura REKONO prehiteva za 60 sekund", "REKONO's clock is 60 seconds fast"),
        ("RP-37",),
        ACCEPTED,
        change=lambda claims: {**_move(claims, A_MINUTE), "nbf": claims["iat"] + A_MINUTE},
    ),
    ChangedClaims(
        "clock_ten_minutes_ahead",
        Text("Ura REKONO prehiteva za 10 minut", "REKONO's clock is ten minutes fast"),
        ("RP-13",),
        REFUSED,
        change=lambda claims: {
            **_move(claims, TEN_MINUTES + ON_THE_WAY),
            "nbf": claims["iat"] + TEN_MINUTES + ON_THE_WAY,
        },
    ),
    ChangedClaims(
        "expired_within_a_minute",
        Text(
            "Žeton ID je potekel pred manj kot 60 sekundami",
            "The ID token expired less than 60 seconds ago",
        ),
        ("RP-37",),
        ACCEPTED,
        change=lambda claims: _ended(claims, A_MINUTE - ON_THE_WAY),
    ),
    ChangedClaims(
        "expired_ten_minutes_ago",
        Text("Žeton ID je potekel pred 10 minutami", "The ID token expired ten minutes ago"),
        ("RP-37",),
        REFUSED,
        change=lambda claims: _ended(claims, TEN_MINUTES),
    ),
)
