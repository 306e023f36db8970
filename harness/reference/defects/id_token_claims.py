"""What if a claim of the ID token is not looked at, or not needed? (Core 3.1.3.7)

A defect here puts the right value in before the claims are judged: so it looks away from that one
thing, and all the rest is judged as ever.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from ..errors import SignInRefused
from . import Defect, Title

Claims = dict[str, Any]


class NonceUnchecked(Defect):
    """A nonce has to be there; which one is all the same."""

    breaks = "RP-06"
    title = Title(
        sl="Sprejet je žeton ID z napačnim nonce",
        en="An ID token with a wrong nonce is accepted",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Do not compare it."""
        return {**claims, "nonce": expected["nonce"]} if "nonce" in claims else claims


class MissingNonceAccepted(Defect):
    """A nonce is compared where it is there."""

    breaks = "RP-06"
    title = Title(
        sl="Sprejet je žeton ID brez nonce",
        en="An ID token without the nonce is accepted",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Do not miss it."""
        return {"nonce": expected["nonce"], **claims}


class OtherIssuerAccepted(Defect):
    """Tokens of any other provider will do; at our own the address has to be exact."""

    breaks = "RP-08"
    title = Title(
        sl="Sprejet je žeton ID drugega izdajatelja",
        en="An ID token of another issuer is accepted",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Whoever is at another host is believed to be somebody."""
        own = urlsplit(str(claims.get("iss"))).netloc == urlsplit(expected["iss"]).netloc
        return claims if own or "iss" not in claims else {**claims, "iss": expected["iss"]}


class MissingIssuerAccepted(Defect):
    """An issuer is compared where it is there."""

    breaks = "RP-08"
    title = Title(
        sl="Sprejet je žeton ID brez izdajatelja",
        en="An ID token without an issuer is accepted",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Do not miss it."""
        return {"iss": expected["iss"], **claims}


class FinalSlashIgnored(Defect):
    """The issuer with and without its final slash is taken for the same."""

    breaks = "RP-08"
    title = Title(
        sl="Končna poševnica izdajatelja v žetonu ID se ne upošteva",
        en="The final slash of the issuer in the ID token is ignored",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Compare without it."""
        same = str(claims.get("iss")).rstrip("/") == expected["iss"].rstrip("/")
        return {**claims, "iss": expected["iss"]} if same else claims


class AudienceUnchecked(Defect):
    """An audience has to be there; whose is all the same."""

    breaks = "RP-09"
    title = Title(
        sl="Sprejet je žeton ID, izdan za drugo aplikacijo",
        en="An ID token for another application is accepted",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Do not compare it."""
        return {**claims, "aud": expected["aud"]} if claims.get("aud") else claims


class MissingAudienceAccepted(Defect):
    """An audience is compared where it is there."""

    breaks = "RP-09"
    title = Title(
        sl="Sprejet je žeton ID brez prejemnika",
        en="An ID token without an audience is accepted",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Do not miss it, nor anybody in an empty list."""
        return claims if claims.get("aud") else {**claims, "aud": expected["aud"]}


class AudienceArrayRefused(Defect):
    """An audience that is a list is not understood."""

    breaks = "RP-31"
    title = Title(
        sl="Žeton ID, v katerem je aud seznam, je zavrnjen",
        en="An ID token whose aud is an array is refused",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:  # noqa: ARG002
        """Take a text only."""
        if isinstance(claims.get("aud"), list):
            raise SignInRefused("id_token: aud")
        return claims


class UnknownClaimRefused(Defect):
    """A claim that is an object is not understood."""

    breaks = "RP-31"
    title = Title(
        sl="Žeton ID z neznano trditvijo je zavrnjen",
        en="An ID token with an unknown claim is refused",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:  # noqa: ARG002
        """None of the claims that we know is one."""
        if any(isinstance(value, dict) for value in claims.values()):
            raise SignInRefused("id_token: unknown claim")
        return claims


class AzpUnchecked(Defect):
    """To whom a token for several was issued is not looked at."""

    breaks = "RP-10"
    title = Title(
        sl="Sprejet je žeton ID s tujim azp",
        en="An ID token with a foreign azp is accepted",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Do not compare it."""
        return {**claims, "azp": expected["azp"]}


class AtHashUnchecked(Defect):
    """Whether the ID token belongs to the access token is not looked at."""

    breaks = "RP-21"
    title = Title(
        sl="Sprejet je žeton ID z napačnim at_hash",
        en="An ID token with a wrong at_hash is accepted",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:  # noqa: ARG002
        """Leave it out of the judgement."""
        return {name: value for name, value in claims.items() if name != "at_hash"}
