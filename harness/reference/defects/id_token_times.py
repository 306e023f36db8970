"""What if a time in the ID token is not looked at, or clocks may differ too much or too little?"""

from __future__ import annotations

from typing import Any

from . import Defect, Title

Claims = dict[str, Any]
A_DAY = 86400
HALF_AN_HOUR = 1800


class ExpiredIdTokenAccepted(Defect):
    """Of the end only the time of day is looked at; so ten minutes are noticed and a day is not."""

    breaks = "RP-11"
    title = Title(
        sl="Sprejet je žeton ID, ki je potekel včeraj",
        en="An ID token that expired yesterday is accepted",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Move the end to within half a day of now."""
        now, half = expected["iat"], A_DAY // 2
        return {**claims, "exp": now + (claims["exp"] - now + half) % A_DAY - half}


class MissingExpAccepted(Defect):
    """A token that never ends will do."""

    breaks = "RP-12"
    title = Title(
        sl="Sprejet je žeton ID brez exp",
        en="An ID token without exp is accepted",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Do not miss it."""
        return {"exp": expected["exp"], **claims}


class MissingIatAccepted(Defect):
    """A token of any age will do."""

    breaks = "RP-12"
    title = Title(
        sl="Sprejet je žeton ID brez iat",
        en="An ID token without iat is accepted",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Do not miss it."""
        return {"iat": expected["iat"], **claims}


class FutureIatAccepted(Defect):
    """A token may come from the future."""

    breaks = "RP-13"
    title = Title(
        sl="Sprejet je žeton ID, ki bo izdan šele jutri",
        en="An ID token issued tomorrow is accepted",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Take it for one of now."""
        return {**claims, "iat": min(claims["iat"], expected["iat"])}


class FutureNbfAccepted(Defect):
    """A token may be used before its time."""

    breaks = "RP-13"
    title = Title(
        sl="Sprejet je žeton ID, ki še ne velja",
        en="An ID token that is not valid yet is accepted",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:  # noqa: ARG002
        """Leave nbf out of the judgement."""
        return {name: value for name, value in claims.items() if name != "nbf"}


class OldSignInAccepted(Defect):
    """That a fresh sign-in was asked for is forgotten."""

    breaks = "RP-35"
    title = Title(
        sl="Sprejeta je prijava, starejša od zahtevane (max_age)",
        en="A sign-in older than requested (max_age) is accepted",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Any time of sign-in will do."""
        told = {"auth_time": expected["auth_time"]} if "auth_time" in claims else {}
        return {**claims, **told}


class MissingAuthTimeAccepted(Defect):
    """The time of sign-in is compared where it is there."""

    breaks = "RP-35"
    title = Title(
        sl="Sprejet je žeton ID brez časa prijave, čeprav je bil zahtevan max_age",
        en="An ID token without the time of sign-in is accepted although max_age was requested",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Do not miss it."""
        return {"auth_time": expected["auth_time"], **claims}


class HalfAnHourOfLeeway(Defect):
    """Clocks may differ by far too much."""

    breaks = "RP-37"
    title = Title(
        sl="Ura ponudnika se sme razlikovati za pol ure",
        en="The provider's clock may differ by half an hour",
    )

    def leeway(self, seconds: int) -> int:  # noqa: ARG002
        """Half an hour."""
        return HALF_AN_HOUR


class NoLeeway(Defect):
    """Clocks must not differ at all."""

    breaks = "RP-37"
    title = Title(
        sl="Ura ponudnika se ne sme razlikovati niti za minuto",
        en="The provider's clock must not differ by even a minute",
    )

    def leeway(self, seconds: int) -> int:  # noqa: ARG002
        """None."""
        return 0


class ExpiryOverflows(Defect):
    """An end that 32 bits do not hold is one in 1901 or later."""

    breaks = "RP-31"
    title = Title(
        sl="Žeton ID, ki velja dlje kot do leta 2038, velja za potečenega",
        en="An ID token that ends after 2038 is taken for expired",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:  # noqa: ARG002
        """Keep the lower half."""
        end = claims.get("exp")
        held = isinstance(end, int | float) and (int(end) + 2**31) % 2**32 - 2**31
        return {**claims, "exp": held} if held else claims
