"""What if somebody is nearly called as another person is: but for a letter's case (Core 2)?

A `sub` is a case-sensitive string, and so is another one whoever differs in anything (Core 5.7).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mock_rekono.faults import ACCEPTED, Claims, Fault
from mock_rekono.parameter_changes import other_case
from mock_rekono.text import Text

GIVEN, FAMILY = "Nekdo", "Povsem-Drug"
PERSONAL = {"name": f"{GIVEN} {FAMILY}", "given_name": GIVEN, "family_name": FAMILY}
"""Who comes in the person's place."""


@dataclass(frozen=True, kw_only=True)
class NearlyAlike(Fault):
    """Somebody else signs in, whose `sub` is made of the person's own."""

    varies = "subject"
    subject: Callable[[str], str]

    def id_token_claims(self, claims: Claims) -> Claims:
        """Tell of somebody else."""
        return self._of_another(claims)

    def userinfo_claims(self, claims: Claims) -> Claims:
        """Tell the same of them."""
        return self._of_another(claims)

    def _of_another(self, claims: Claims) -> Claims:
        addresses = [name for name in ("email", "preferred_username") if name in claims]
        mail: Claims = {name: f"drug.{claims[name]}" for name in addresses}
        known = {name: value for name, value in PERSONAL.items() if name in claims}
        return {**claims, **known, **mail, "sub": self.subject(claims["sub"])}


def _without_hyphens(sub: str) -> str:
    """Return it as another form of the same UUID; one that has no hyphens gets one."""
    return sub.replace("-", "") if "-" in sub else f"{sub}-"


FAULTS = (
    NearlyAlike(
        "sub_of_another_in_other_case",
        Text(
            "Prijavi se druga oseba, katere sub se razlikuje le v velikosti črk",
            "Another person signs in, whose subject differs in case only",
        ),
        ("RP-34",),
        ACCEPTED,
        subject=other_case,
        more=(
            ("a blank at its end", lambda sub: f"{sub} "),
            ("without hyphens", _without_hyphens),
            ("in braces", lambda sub: f"{{{sub}}}"),
        ),
    ),
)
