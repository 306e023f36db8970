"""What if an ID token given at a refresh is not of the same sign-in (OpenID Connect Core 12.2)?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mock_rekono import clock, marks
from mock_rekono.faults import REFUSED, Claims, Fault, Signing
from mock_rekono.faults.id_token_claims import put_other
from mock_rekono.faults.id_token_signature import Change, another_person, broken, unsigned
from mock_rekono.text import Text


@dataclass(frozen=True, kw_only=True)
class ChangedRefreshedClaims(Fault):
    """The first ID token is conforming; that of a refresh has changed claims."""

    change: Callable[[Claims], Claims]

    def refreshed_id_token_claims(self, claims: Claims) -> Claims:
        """Change them."""
        return self.change(claims)


@dataclass(frozen=True, kw_only=True)
class ChangedRefreshedToken(Fault):
    """The first ID token is conforming; that of a refresh is changed after it was signed."""

    change: Change

    def refreshed_id_token(self, token: str, signing: Signing) -> str:  # noqa: ARG002
        """Change its three parts."""
        return ".".join(self.change(*token.split(".")))


FAULTS = (
    ChangedRefreshedClaims(
        "refreshed_iss_differs",
        Text("Osveženi žeton ID je izdal drug ponudnik", "The refreshed ID token has another iss"),
        ("RP-38",),
        REFUSED,
        change=put_other("iss", marks.issuer),
    ),
    ChangedRefreshedClaims(
        "refreshed_sub_differs",
        Text("Osveženi žeton ID je od druge osebe", "The refreshed ID token has another sub"),
        ("RP-38",),
        REFUSED,
        change=lambda claims: {**claims, "sub": clock.identifier()},
    ),
    ChangedRefreshedClaims(
        "refreshed_aud_differs",
        Text("Osveženi žeton ID je za drugo aplikacijo", "The refreshed ID token has another aud"),
        ("RP-38",),
        REFUSED,
        change=put_other("aud", marks.client),
    ),
    ChangedRefreshedToken(
        "refreshed_signature_broken",
        Text(
            "Podpis osveženega žetona ID je pokvarjen",
            "The signature of the refreshed ID token is broken",
        ),
        ("RP-38",),
        REFUSED,
        change=broken,
        more=(
            ("nobody has signed it", unsigned("none")),
            ("of another person", another_person),
        ),
    ),
)
