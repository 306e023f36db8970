"""What if the token endpoint's answer is not as it should be (OpenID Connect Core 3.1.3.3)?"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from mock_rekono.errors import InjectedFailure
from mock_rekono.faults import ACCEPTED, COPED, REFUSED, Claims, Fault
from mock_rekono.faults.id_token_claims import drop, instead, put, put_unknown
from mock_rekono.parameter_changes import ParameterChange
from mock_rekono.text import Text

PAGE = "<!doctype html><title>REKONO</title><p>Vzdrževalna dela.</p>".encode()


@dataclass(frozen=True, kw_only=True)
class ChangedTokenAnswer(Fault):
    """The tokens are made and conforming; what is answered is not."""

    change: Callable[[Claims], Claims]
    by_answer: tuple[ParameterChange, ...] = ()

    @property
    def answer(self) -> tuple[ParameterChange, ...]:
        """Where a code does the same that the token endpoint takes from nobody."""
        return self.by_answer

    def token_response(self, body: Claims) -> Claims:
        """Change it."""
        return self.change(body)


def not_json(_body: Claims) -> Claims:
    """Answer with a page in place of the body."""
    raise InjectedFailure(200, PAGE, "text/html; charset=utf-8")


def truncated(body: Claims) -> Claims:
    """Answer with the first half of the body."""
    written = json.dumps(body).encode()
    raise InjectedFailure(200, written[: len(written) // 2])


def as_text(body: Claims) -> Claims:
    """Answer with the body under a name that is not JSON's."""
    raise InjectedFailure(200, json.dumps(body).encode(), "text/html; charset=utf-8")


def encoded_as(charset: str, named: str = "application/json") -> Callable[[Claims], Claims]:
    """Answer in other octets than UTF-8's, or with a mark before them (RFC 8259, 8.1)."""

    def change(body: Claims) -> Claims:
        written = json.dumps(body, ensure_ascii=False).encode(charset, "backslashreplace")
        raise InjectedFailure(200, written, named)

    return change


def twice(name: str) -> Callable[[Claims], Claims]:
    """Answer with another value for one of the members, behind the right one."""

    def change(body: Claims) -> Claims:
        raise InjectedFailure(
            200, b'%s,"%s":"x"}' % (json.dumps(body)[:-1].encode(), name.encode())
        )

    return change


ODD_BODIES = (
    ("a byte order mark", encoded_as("utf-8-sig")),
    ("UTF-16", encoded_as("utf-16", "application/json; charset=utf-16")),
    ("a charset that it is not in", encoded_as("utf-8", "application/json; charset=iso-8859-2")),
    ("not the charset that it names", encoded_as("iso-8859-2", "application/json; charset=utf-8")),
)
"""JSON goes over a network in UTF-8 without a mark, which a reader may overlook (RFC 8259, 8.1)."""


def _spent(_body: Claims) -> Claims:
    raise InjectedFailure(400, {"error": "invalid_grant"})


FAULTS = (
    ChangedTokenAnswer(
        "wrong_token_type",
        Text("Vrsta dostopnega žetona ni Bearer", "The access token's type is not Bearer"),
        ("RP-30",),
        REFUSED,
        change=put(token_type="mac"),  # noqa: S106
        more=instead("token_type", (("N_A", "N_A"), ("more after it", "Bearer x"))),
    ),
    ChangedTokenAnswer(
        "missing_token_type",
        Text("Vrsta dostopnega žetona manjka", "The access token's type is missing"),
        ("RP-30",),
        REFUSED,
        change=drop("token_type"),
    ),
    ChangedTokenAnswer(
        "token_type_lower_case",
        Text("Vrsta žetona je zapisana z malimi črkami", "The token type is written in lower case"),
        ("RP-31",),
        ACCEPTED,
        change=put(token_type="bearer"),  # noqa: S106
    ),
    ChangedTokenAnswer(
        "missing_id_token",
        Text("Žetona ID ni v odgovoru", "The token response has no ID token"),
        ("RP-30",),
        REFUSED,
        change=drop("id_token"),
    ),
    ChangedTokenAnswer(
        "id_token_is_rubbish",
        Text("Namesto žetona ID je neberljivo besedilo", "The ID token is not a token at all"),
        ("RP-30",),
        REFUSED,
        change=put(id_token="to.ni-žeton"),  # noqa: S106
    ),
    ChangedTokenAnswer(
        "missing_access_token",
        Text("Dostopnega žetona ni v odgovoru", "The token response has no access token"),
        ("RP-30",),
        REFUSED,
        change=drop("access_token"),
    ),
    ChangedTokenAnswer(
        "missing_expires_in",
        Text(
            "Odgovor ne pove, kdaj dostopni žeton poteče",
            "The token response has no expires_in",
        ),
        ("RP-31",),
        ACCEPTED,
        change=drop("expires_in"),
    ),
    ChangedTokenAnswer(
        "unknown_members_in_token_answer",
        Text("V odgovoru z žetoni so neznani podatki", "The token response has unknown members"),
        ("RP-31",),
        ACCEPTED,
        change=put_unknown(vodomer_x={"a": [None]}, not_before_policy=0),
    ),
    ChangedTokenAnswer(
        "token_answer_not_json",
        Text("Namesto žetonov pride spletna stran", "A web page comes instead of the tokens"),
        ("RP-30",),
        REFUSED,
        change=not_json,
    ),
    ChangedTokenAnswer(
        "token_answer_truncated",
        Text("Odgovor z žetoni je odrezan na pol", "The token response is cut in half"),
        ("RP-30",),
        REFUSED,
        change=truncated,
    ),
    ChangedTokenAnswer(
        "token_answer_wrong_content_type",
        Text("Odgovor z žetoni ni označen kot JSON", "The token response is not declared as JSON"),
        ("RP-30",),
        COPED,
        change=as_text,
        more=(*ODD_BODIES[:3], ("access_token twice", twice("access_token"))),
    ),
    ChangedTokenAnswer(
        "code_already_used",
        Text("Koda je bila že porabljena", "The code has been used already"),
        ("RP-26", "RP-30"),
        REFUSED,
        change=_spent,
        by_answer=(ParameterChange("put", "code", made="token"),),
    ),
)
