"""What if a value that is wrong is made right first: trimmed, split, normalised, or taken for none?

Each of these refuses what is altogether wrong, and most of what is nearly right.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from . import Defect, Title, unverified
from .loose_comparisons import taken

if TYPE_CHECKING:
    from ..openid.pending import AuthorizationRequest, PendingRequests
    from ..openid.signed_token import SignedToken

Claims = dict[str, Any]


class IssuerTrimmed(Defect):
    """Blanks around the issuer are cut off, as around what somebody types."""

    breaks = "RP-08"
    title = Title(
        sl="Presledki okoli izdajatelja se odrežejo",
        en="Blanks around the issuer are cut off",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Compare what is left."""
        return taken("iss", lambda one, other: one.strip() == other, claims, expected)


class IssuerNormalised(Defect):
    """Letters of full width are taken for the plain ones (NFKC)."""

    breaks = "RP-08"
    title = Title(
        sl="Izdajatelj se pred primerjavo normalizira (NFKC)",
        en="The issuer is normalised (NFKC) before it is compared",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Compare what comes of it."""
        return taken(
            "iss", lambda one, other: unicodedata.normalize("NFKC", one) == other, claims, expected
        )


class AudienceSplitAtBlanks(Defect):
    """An audience is read as a list of words, as a scope is."""

    breaks = "RP-09"
    title = Title(
        sl="Prejemnik žetona ID se bere kot seznam besed",
        en="The audience of the ID token is read as a list of words",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Look for ours among them."""
        return taken("aud", lambda one, other: other in one.split(" "), claims, expected)


class AudienceComparedByEnd(Defect):
    """Whatever ends as our id does is ours."""

    breaks = "RP-09"
    title = Title(
        sl="Prejemnik žetona ID se primerja le po koncu",
        en="The audience of the ID token is compared by its end",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Look at nothing before it."""
        return taken("aud", lambda one, other: one.endswith(other), claims, expected)


class EmptyNonceAccepted(Defect):
    """A nonce is compared only where there is something in it."""

    breaks = "RP-06"
    title = Title(sl="Prazen nonce se ne primerja", en="An empty nonce is not compared")

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Take one that is empty, null or 0 for the right one."""
        empty = "nonce" in claims and not claims["nonce"]
        return {**claims, "nonce": expected["nonce"]} if empty else claims


class EmptyStateAccepted(Defect):
    """A state is compared only where there is something in it."""

    breaks = "RP-04"
    title = Title(sl="Prazen state se ne primerja", en="An empty state is not compared")

    def request_answered(
        self, requests: PendingRequests, browser: str, state: str
    ) -> AuthorizationRequest | None:
        """Take this browser's newest request instead."""
        asked = None if state else requests.newest(browser=browser)
        return requests.take(browser=browser, state=asked.state if asked else state)


class EmptySubjectBelieved(Defect):
    """UserInfo that has a subject, but nothing in it, is believed."""

    breaks = "RP-22"
    title = Title(
        sl="Prazen sub v UserInfo se ne primerja",
        en="An empty subject in UserInfo is not compared",
    )

    def subject(self, claimed: object, told: object) -> object:
        """Compare only what there is."""
        return claimed if told in ("", claimed) else None


class ExpiryOfZeroNeverEnds(Defect):
    """An end of 0 is taken for none."""

    breaks = "RP-11"
    title = Title(
        sl="Žeton ID, ki poteče ob času 0, velja vedno",
        en="An ID token that expires at 0 never ends",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Give it another."""
        return {**claims, "exp": expected["exp"]} if claims.get("exp") == 0 else claims


class EmptySecretAccepted(Defect):
    """HS256 is verified with a secret that was never set."""

    breaks = "RP-17"
    title = Title(
        sl="Sprejet je žeton ID HS256 s prazno skrivnostjo",
        en="An ID token in HS256 with an empty secret is accepted",
    )

    def id_token_signed(self, token: SignedToken) -> Claims:
        """Verify with nothing."""
        shared = token.header.get("alg") == "HS256"
        if shared and unverified.made_with(b"", token):
            return unverified.claims_of(token)
        return token.verified()


class PublicKeyAsSecretDer(Defect):
    """The algorithm is taken from the header, the key as the octets that it is decoded to."""

    breaks = "RP-17"
    title = Title(
        sl="Sprejet je žeton ID HS256, katerega skrivnost je javni ključ (DER)",
        en="An ID token in HS256 with the public key (DER) as its secret is accepted",
    )

    def id_token_signed(self, token: SignedToken) -> Claims:
        """Everybody has the public key."""
        from joserfc.jwk import RSAKey

        for key in token.keys().keys if token.header.get("alg") == "HS256" else ():
            der = key.as_der(private=False) if isinstance(key, RSAKey) else b""
            if unverified.made_with(der, token):
                return unverified.claims_of(token)
        return token.verified()
