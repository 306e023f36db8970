"""What if the person is called in a way that programs rarely meet?"""

from __future__ import annotations

from dataclasses import dataclass

from mock_rekono.faults import ACCEPTED, Claims, Fault
from mock_rekono.text import Text


@dataclass(frozen=True, kw_only=True)
class Named(Fault):
    """The person has this name, wherever a name is told."""

    given_name: str
    family_name: str

    def userinfo_claims(self, claims: Claims) -> Claims:
        """Tell it."""
        return self._named(claims)

    def id_token_claims(self, claims: Claims) -> Claims:
        """Tell it there too, where the ID token holds personal data."""
        return self._named(claims)

    def _named(self, claims: Claims) -> Claims:
        if "name" not in claims:
            return claims
        given, family = self.given_name, self.family_name
        name = f"{given} {family}"
        return {**claims, "given_name": given, "family_name": family, "name": name}


FAULTS = (
    Named(
        "name_in_other_scripts",
        Text("Ime v drugih pisavah", "A name in other scripts"),
        ("RP-39",),
        ACCEPTED,
        given_name="Ελένη Љубица",
        family_name="王小明 𠮷田",
    ),
    Named(
        "name_right_to_left",
        Text("Ime, ki se bere z desne na levo", "A name read from right to left"),
        ("RP-39",),
        ACCEPTED,
        given_name="שָׁלוֹם",
        family_name="عبد الله",
    ),
    Named(
        "name_with_override",
        Text("Ime, ki obrne smer besedila", "A name that turns the direction of text"),
        ("RP-39", "WEB-09"),
        ACCEPTED,
        given_name="Ana\u202e",
        family_name="kavoN",
    ),
    Named(
        "name_with_combining_characters",
        Text("Ime s sestavljenimi znaki", "A name with combining characters"),
        ("RP-39",),
        ACCEPTED,
        given_name="Z\u030ciga",
        family_name="C\u030crnic\u030c\u0323\u0330\u0353",
    ),
    Named(
        "name_with_markup",
        Text("Ime s kodo HTML", "A name with markup"),
        ("WEB-09",),
        ACCEPTED,
        given_name="<script>alert(1)</script>",
        family_name="\"'><img src=x onerror=alert(2)>",
    ),
    Named(
        "name_very_long",
        Text("Zelo dolgo ime", "A very long name"),
        ("RP-39",),
        ACCEPTED,
        given_name="Maksimilijana" * 40,
        family_name="Č" * 500,
    ),
)
