"""What if an application is told of a sign-out wrongly (Back-Channel Logout 1.0, 2.4 and 2.6)?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mock_rekono import clock, marks
from mock_rekono.faults import ACCEPTED, COPED, REFUSED, Claims, Fault, Signing
from mock_rekono.faults.hs256 import client_secret, public_pem, resigned
from mock_rekono.faults.id_token_claims import A_DAY, drop, instead, put, put_other
from mock_rekono.faults.id_token_signature import Change, another_person, broken, unsigned
from mock_rekono.text import Text

if TYPE_CHECKING:
    from jwcrypto.jwk import JWK

ANOTHER_EVENT = "http://schemas.openid.net/event/drug-dogodek"


@dataclass(frozen=True, kw_only=True)
class ChangedLogoutClaims(Fault):
    """The logout token claims something else, and is correctly signed."""

    change: Callable[[Claims], Claims]

    def logout_token_claims(self, claims: Claims) -> Claims:
        """Change them."""
        return self.change(claims)


@dataclass(frozen=True, kw_only=True)
class ChangedLogoutToken(Fault):
    """The logout token is correctly signed, then changed."""

    change: Change

    def logout_tokens(self, token: str, signing: Signing) -> tuple[str, ...]:  # noqa: ARG002
        """Change its three parts."""
        return (".".join(self.change(*token.split("."))),)


@dataclass(frozen=True, kw_only=True)
class LogoutTokenBySecret(Fault):
    """The logout token is signed anew by HS256 with these octets as the secret."""

    varies = "secret"
    secret: Callable[[Signing], bytes]

    def logout_tokens(self, token: str, signing: Signing) -> tuple[str, ...]:
        """Sign it anew."""
        return (resigned(token, self.secret(signing)),)


@dataclass(frozen=True)
class AttackersLogoutToken(Fault):
    """The logout token names a published key and is signed with another."""

    def logout_token_key(self, signing: Signing) -> JWK:
        """Sign with an attacker's key."""
        return signing.keys.attacker


@dataclass(frozen=True)
class UntypedLogoutToken(Fault):
    """The logout token's header has no `typ`, which is only recommended."""

    def logout_token_header(self, header: Claims) -> Claims:
        """Leave it out."""
        return {**header, "typ": None}


@dataclass(frozen=True)
class ReplayedLogoutToken(Fault):
    """The logout token comes twice."""

    def logout_tokens(self, token: str, signing: Signing) -> tuple[str, ...]:  # noqa: ARG002
        """Send it again."""
        return (token, token)


FAULTS = (
    ChangedLogoutClaims(
        "logout_wrong_iss",
        Text("Odjavni žeton je izdal drug ponudnik", "The logout token names another issuer"),
        ("OUT-05",),
        REFUSED,
        change=put_other("iss", marks.issuer),
    ),
    ChangedLogoutClaims(
        "logout_wrong_aud",
        Text("Odjavni žeton je za drugo aplikacijo", "The logout token is for another application"),
        ("OUT-05",),
        REFUSED,
        change=put_other("aud", marks.client),
    ),
    ChangedLogoutClaims(
        "logout_expired",
        Text("Odjavni žeton je potekel", "The logout token has expired"),
        ("OUT-05",),
        REFUSED,
        change=lambda claims: {
            **claims,
            "iat": claims["iat"] - A_DAY,
            "exp": claims["exp"] - A_DAY,
        },
    ),
    ChangedLogoutClaims(
        "logout_missing_iat",
        Text(
            "Odjavni žeton ne pove, kdaj je bil izdan",
            "The logout token does not say when it was issued",
        ),
        ("OUT-05",),
        REFUSED,
        change=drop("iat"),
        more=instead("iat", (("null", None), ("a word", "nikoli"))),
    ),
    ChangedLogoutClaims(
        "logout_missing_jti",
        Text("Odjavni žeton je brez oznake (jti)", "The logout token has no id (jti)"),
        ("OUT-05",),
        REFUSED,
        change=drop("jti"),
        more=instead("jti", (("null", None), ("empty", ""))),
    ),
    ChangedLogoutClaims(
        "logout_missing_events",
        Text("Odjavni žeton je brez dogodka", "The logout token has no event"),
        ("OUT-05",),
        REFUSED,
        change=drop("events"),
    ),
    ChangedLogoutClaims(
        "logout_wrong_event",
        Text("Odjavni žeton sporoča drug dogodek", "The logout token has another event"),
        ("OUT-05",),
        REFUSED,
        change=put(events={ANOTHER_EVENT: {}}),
    ),
    ChangedLogoutClaims(
        "logout_with_nonce",
        Text("V odjavnem žetonu je nonce", "The logout token has a nonce"),
        ("OUT-05",),
        REFUSED,
        change=lambda claims: {**claims, "nonce": clock.token()},
    ),
    ChangedLogoutClaims(
        "logout_of_nobody",
        Text(
            "Odjavni žeton ne pove ne osebe ne seje",
            "The logout token names neither person nor session",
        ),
        ("OUT-05",),
        REFUSED,
        change=lambda claims: drop("sid")(drop("sub")(claims)),
    ),
    ChangedLogoutClaims(
        "logout_of_another_session",
        Text("Odjavni žeton je za drugo sejo", "The logout token is for another session"),
        ("OUT-04",),
        REFUSED,
        expected="acknowledgement_allowed",
        change=lambda claims: {**claims, "sid": clock.identifier()},
    ),
    ChangedLogoutClaims(
        "logout_without_sid",
        Text("Odjavni žeton pove le osebo", "The logout token names the person only"),
        ("OUT-04",),
        ACCEPTED,
        change=drop("sid"),
    ),
    ChangedLogoutToken(
        "logout_alg_none",
        Text("Odjavni žeton ni podpisan (alg none)", "The logout token is not signed (alg none)"),
        ("OUT-05",),
        REFUSED,
        change=unsigned("none"),
    ),
    LogoutTokenBySecret(
        "logout_hs256_client_secret",
        Text(
            "Odjavni žeton podpisan s HS256 in skrivnostjo aplikacije",
            "The logout token is signed by HS256 with the client secret",
        ),
        ("OUT-05",),
        REFUSED,
        secret=client_secret,
        more=(
            ("the public key (PEM)", public_pem),
            ("no secret at all", lambda _: b""),
        ),
    ),
    ChangedLogoutToken(
        "logout_broken_signature",
        Text("Podpis odjavnega žetona je pokvarjen", "The logout token's signature is broken"),
        ("OUT-05",),
        REFUSED,
        change=broken,
    ),
    ChangedLogoutToken(
        "logout_payload_altered",
        Text(
            "Odjavni žeton je bil po podpisu spremenjen",
            "The logout token was altered after signing",
        ),
        ("OUT-05",),
        REFUSED,
        change=another_person,
    ),
    AttackersLogoutToken(
        "logout_stranger_key",
        Text(
            "Odjavni žeton podpisan s tujim ključem",
            "The logout token signed by somebody else's key",
        ),
        ("OUT-05",),
        REFUSED,
    ),
    UntypedLogoutToken(
        "logout_without_typ",
        Text("Odjavni žeton ne pove, kaj je (typ)", "The logout token's header has no typ"),
        ("OUT-04",),
        ACCEPTED,
    ),
    ReplayedLogoutToken(
        "logout_replayed",
        Text("Odjavni žeton pride dvakrat", "The logout token comes twice"),
        ("OUT-05",),
        COPED,
    ),
)
