"""What if a logout token is not judged as it should be, or ends the wrong sessions?

(Back-Channel Logout 1.0, 2.6; of the front channel, 2.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import Defect, Title, unverified

if TYPE_CHECKING:
    from ..openid.signed_in import SignedIn
    from ..openid.signed_token import SignedToken

Claims = dict[str, Any]


class LogoutTokenUnsigned(Defect):
    """A logout token that says it is not signed need not be."""

    breaks = "OUT-05"
    title = Title(
        sl="Sprejet je nepodpisan odjavni žeton (alg none)",
        en="An unsigned logout token (alg none) is accepted",
    )

    def logout_token_signed(self, token: SignedToken) -> Claims:
        """Believe it."""
        unsigned = token.header.get("alg") == "none"
        return unverified.claims_of(token) if unsigned else token.verified()


class LogoutSignatureUnchecked(Defect):
    """A logout token has to look signed."""

    breaks = "OUT-05"
    title = Title(
        sl="Podpis odjavnega žetona se ne preverja",
        en="The signature of the logout token is not checked",
    )

    def logout_token_signed(self, token: SignedToken) -> Claims:
        """By whom is all the same."""
        unsigned = token.header.get("alg") == "none"
        return token.verified() if unsigned else unverified.claims_of(token)


class LogoutIssuerUnchecked(Defect):
    """Any issuer will do."""

    breaks = "OUT-05"
    title = Title(
        sl="Sprejet je odjavni žeton drugega izdajatelja",
        en="A logout token of another issuer is accepted",
    )

    def logout_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Do not compare it."""
        return {**claims, "iss": expected["iss"]}


class LogoutAudienceUnchecked(Defect):
    """A logout token for any application will do."""

    breaks = "OUT-05"
    title = Title(
        sl="Sprejet je odjavni žeton za drugo aplikacijo",
        en="A logout token for another application is accepted",
    )

    def logout_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Do not compare it."""
        return {**claims, "aud": expected["aud"]}


class ExpiredLogoutTokenAccepted(Defect):
    """A logout token is good for ever."""

    breaks = "OUT-05"
    title = Title(
        sl="Sprejet je potekel odjavni žeton",
        en="An expired logout token is accepted",
    )

    def logout_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Do not look at the end."""
        return {**claims, "exp": expected["exp"]}


class MissingLogoutEventAccepted(Defect):
    """The event is compared where it is there."""

    breaks = "OUT-05"
    title = Title(
        sl="Sprejet je odjavni žeton brez dogodka",
        en="A logout token without an event is accepted",
    )

    def logout_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Do not miss it."""
        return {"events": expected["events"], **claims}


class OtherLogoutEventAccepted(Defect):
    """Some event has to be there."""

    breaks = "OUT-05"
    title = Title(
        sl="Sprejet je odjavni žeton z drugim dogodkom",
        en="A logout token with another event is accepted",
    )

    def logout_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Which one is all the same."""
        return {**claims, "events": expected["events"]} if claims.get("events") else claims


class LogoutNonceAccepted(Defect):
    """What looks like an ID token is taken for a logout token."""

    breaks = "OUT-05"
    title = Title(
        sl="Sprejet je odjavni žeton z nonce",
        en="A logout token with a nonce is accepted",
    )

    def logout_token_judged(self, claims: Claims, expected: Claims) -> Claims:  # noqa: ARG002
        """Leave it out of the judgement."""
        return {name: value for name, value in claims.items() if name != "nonce"}


class ReplayedLogoutTokenAccepted(Defect):
    """A logout token is good more than once."""

    breaks = "OUT-05"
    title = Title(
        sl="Ponovljen odjavni žeton je sprejet",
        en="A replayed logout token is accepted",
    )

    def logout_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Take it for a fresh one each time."""
        return {**claims, "jti": expected["jti"]}


class LogoutOfNobodyAccepted(Defect):
    """A logout token that names neither person nor session is answered as if all were well."""

    breaks = "OUT-05"
    title = Title(
        sl="Sprejet je odjavni žeton, ki ne pove ne osebe ne seje",
        en="A logout token that names neither person nor session is accepted",
    )

    def logout_token_judged(self, claims: Claims, expected: Claims) -> Claims:  # noqa: ARG002
        """Make it somebody's, if it names nobody."""
        return claims if {"sub", "sid"} & set(claims) else {**claims, "sub": "somebody"}


class LogoutEndsNothing(Defect):
    """The logout token is judged, and nothing follows."""

    breaks = "OUT-04"
    title = Title(
        sl="Odjava po zalednem kanalu seje ne konča",
        en="Back-channel logout ends no session",
    )

    def sessions_told_of(self, sub: str, sid: str) -> tuple[str, str]:  # noqa: ARG002
        """Of nobody."""
        return "", "none"


class LogoutTokenBySecretAccepted(Defect):
    """A logout token in HS256 is good, as the header says so."""

    breaks = "OUT-05"
    title = Title(
        sl="Sprejet je odjavni žeton HS256 s skrivnostjo aplikacije",
        en="A logout token in HS256 with the client secret is accepted",
    )

    def logout_token_signed(self, token: SignedToken) -> Claims:
        """Believe what the header says."""
        shared = token.header.get("alg") == "HS256"
        if shared and unverified.made_with(token.client.client_secret.encode(), token):
            return unverified.claims_of(token)
        return token.verified()


class LogoutTokenByPublicKeyAccepted(Defect):
    """A logout token in HS256 is verified with the key that everybody has."""

    breaks = "OUT-05"
    title = Title(
        sl="Sprejet je odjavni žeton HS256, katerega skrivnost je javni ključ",
        en="A logout token in HS256 with the public key as its secret is accepted",
    )

    def logout_token_signed(self, token: SignedToken) -> Claims:
        """Take the file for a secret."""
        from joserfc.jwk import RSAKey

        for key in token.keys().keys if token.header.get("alg") == "HS256" else ():
            pem = key.as_pem(private=False) if isinstance(key, RSAKey) else b""
            if unverified.made_with(pem, token):
                return unverified.claims_of(token)
        return token.verified()


class LogoutWithoutIatAccepted(Defect):
    """When a logout token was issued is all the same."""

    breaks = "OUT-05"
    title = Title(
        sl="Sprejet je odjavni žeton brez časa izdaje (iat)",
        en="A logout token without the time of its issue (iat) is accepted",
    )

    def logout_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Put another in."""
        return {"iat": expected["exp"] - 60, **claims}


class LogoutWithoutJtiAccepted(Defect):
    """A logout token that has no name is never one that came before."""

    breaks = "OUT-05"
    title = Title(
        sl="Sprejet je odjavni žeton brez oznake (jti)",
        en="A logout token without an id (jti) is accepted",
    )

    def logout_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Give it one."""
        return {"jti": expected["jti"], **claims}


class YoungerSessionForgotten(Defect):
    """Which sessions a person has is forgotten when the first of them ends."""

    breaks = "OUT-04"
    title = Title(
        sl="Ko se ena seja konča, odjavni žeton za osebo drugih ne konča več",
        en="After one session has ended, a logout token for the person ends the others no more",
    )

    def __init__(self) -> None:
        self._forgotten: set[str] = set()

    def account(self, who: SignedIn) -> SignedIn:
        """Begin to remember them anew."""
        self._forgotten.discard(who.sub)
        return who

    def sessions_told_of(self, sub: str, sid: str) -> tuple[str, str]:
        """Look them up where they are no more."""
        if sid:
            self._forgotten.add(sub)
            return "", sid
        return ("", "none") if sub in self._forgotten else (sub, "")


class LogoutEndsAllSessions(Defect):
    """The end of one session ends all of the person, in other browsers too."""

    breaks = "OUT-04"
    title = Title(
        sl="Odjava po zalednem kanalu konča vse seje osebe",
        en="Back-channel logout ends all sessions of the person",
    )

    def sessions_told_of(self, sub: str, sid: str) -> tuple[str, str]:
        """Of the person, whatever the session."""
        return (sub, "") if sub else ("", sid)


class LogoutWithoutSidIgnored(Defect):
    """A logout token that names only the person ends nothing."""

    breaks = "OUT-04"
    title = Title(
        sl="Odjavni žeton, ki pove le osebo, ne konča ničesar",
        en="A logout token that names only the person ends nothing",
    )

    def sessions_told_of(self, sub: str, sid: str) -> tuple[str, str]:  # noqa: ARG002
        """Of the session only."""
        return "", sid or "none"


class FrontChannelIgnored(Defect):
    """The address for front-channel logout answers, and nothing follows."""

    breaks = "OUT-06"
    title = Title(
        sl="Odjava prek brskalnika (front-channel) seje ne konča",
        en="Front-channel logout ends no session",
    )

    def session_framed(self, sid: str) -> str:  # noqa: ARG002
        """Of none."""
        return ""
