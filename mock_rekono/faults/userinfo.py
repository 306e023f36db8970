"""What if userinfo speaks of somebody else, of nobody, or not at all (OpenID Connect Core 5.3)?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mock_rekono import clock
from mock_rekono.faults import ACCEPTED, COPED, REFUSED, Claims, Fault
from mock_rekono.faults.id_token_claims import drop, instead, put_unknown
from mock_rekono.faults.token_answer import ODD_BODIES, not_json, truncated, twice
from mock_rekono.text import Text

SOMEBODY = "ana@rekono.test"


@dataclass(frozen=True, kw_only=True)
class ChangedUserinfo(Fault):
    """What userinfo answers is changed."""

    change: Callable[[Claims], Any]

    def userinfo_claims(self, claims: Claims) -> Any:
        """Change it."""
        return self.change(claims)


def _of_somebody_else(claims: Claims) -> Claims:
    """Return claims with the e-mail address of another person.

    That of `ime+karkoli@primer.test` becomes `ime@primer.test`, so that a test can choose whose;
    without a plus it becomes that of Ana of the cast.
    """
    local, plus, rest = str(claims.get("email", "")).rpartition("+")
    email = f"{local}@{rest.partition('@')[2]}" if plus else SOMEBODY
    changed = {"email": email, "email_verified": True}
    return {**claims, **changed, **({"preferred_username": email} if "name" in claims else {})}


FOLDED = str.maketrans({"i": "ı", "k": "\N{KELVIN SIGN}", "s": "ſ"})
"""Letters that are the same as plain ones in capitals or in small letters, and are others."""


def _address(change: Callable[[str], str]) -> Callable[[Claims], Claims]:
    """Return a change to the address of another person, written otherwise."""

    def changed(claims: Claims) -> Claims:
        made = _of_somebody_else(claims)
        addresses = [name for name in ("email", "preferred_username") if name in made]
        mail: Claims = {name: change(made[name]) for name in addresses}
        return {**made, **mail}

    return changed


def _verified(word: object) -> Callable[[Claims], Claims]:
    return lambda claims: {**_of_somebody_else(claims), "email_verified": word}


FAULTS = (
    ChangedUserinfo(
        "userinfo_sub_differs",
        Text("Podatki so od druge osebe", "Userinfo is of another person"),
        ("RP-22",),
        REFUSED,
        expected="userinfo_unused",
        change=lambda claims: {**claims, "sub": clock.identifier()},
        more=instead("sub"),
    ),
    ChangedUserinfo(
        "userinfo_missing_sub",
        Text("Podatki ne povejo, čigavi so", "Userinfo has no subject"),
        ("RP-22",),
        REFUSED,
        expected="userinfo_unused",
        change=drop("sub"),
    ),
    ChangedUserinfo(
        "userinfo_not_json",
        Text("Namesto podatkov pride spletna stran", "A web page comes instead of userinfo"),
        ("RP-23",),
        COPED,
        change=not_json,
        more=(*ODD_BODIES, ("sub twice", twice("sub"))),
    ),
    ChangedUserinfo(
        "userinfo_truncated",
        Text("Podatki o osebi so odrezani na pol", "Userinfo is cut in half"),
        ("RP-23",),
        COPED,
        change=truncated,
    ),
    ChangedUserinfo(
        "userinfo_array",
        Text("Podatki UserInfo so seznam namesto objekta", "Userinfo is an array, not an object"),
        ("RP-23",),
        COPED,
        change=lambda claims: [claims],
    ),
    ChangedUserinfo(
        "userinfo_sub_alone",
        Text("Podatki so brez neobveznih trditev", "Userinfo has no optional claims"),
        ("RP-23",),
        COPED,
        change=lambda claims: {"sub": claims["sub"]},
    ),
    ChangedUserinfo(
        "userinfo_null_claims",
        Text("Neobvezne trditve so prazne (null)", "The optional claims are null"),
        ("RP-23",),
        COPED,
        change=lambda claims: {**dict.fromkeys(claims), "sub": claims["sub"]},
    ),
    ChangedUserinfo(
        "userinfo_unknown_claims",
        Text("V podatkih so neznane trditve", "Userinfo has unknown claims"),
        ("RP-31",),
        ACCEPTED,
        change=put_unknown(**{"urn:vodomer:neznano": [{"č": None}], "vodomer_x": 1}),
    ),
    ChangedUserinfo(
        "same_email",
        Text("Druga oseba z istim e-naslovom", "Another person with the same e-mail address"),
        ("RP-34",),
        ACCEPTED,
        change=_of_somebody_else,
        more=(
            ("in capitals", _address(str.upper)),
            ("in letters of other scripts", _address(lambda email: email.translate(FOLDED))),
            ("not verified", _verified(word=False)),
            ("not verified, as text", _verified("false")),
        ),
    ),
)
