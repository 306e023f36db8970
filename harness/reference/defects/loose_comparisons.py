"""What if a value that must be exact is compared by its beginning, or without regard to case?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from . import Defect, Title

if TYPE_CHECKING:
    from ..openid.pending import AuthorizationRequest, PendingRequests

Claims = dict[str, Any]
Alike = Callable[[str, str], bool]


def begins_alike(one: str, other: str) -> bool:
    """Whether one is how the other begins."""
    return bool(one and other) and (one.startswith(other) or other.startswith(one))


def same_letters(one: str, other: str) -> bool:
    """Whether they differ in case only."""
    return one.casefold() == other.casefold()


def taken(name: str, alike: Alike, claims: Claims, expected: Claims) -> Claims:
    """Return the claims with the right value in place of one that is like it."""
    told = claims.get(name)
    right = str(expected[name] or "")
    return {**claims, name: right} if isinstance(told, str) and alike(told, right) else claims


class IssuerComparedByBeginning(Defect):
    """Whatever begins as the issuer does is the issuer."""

    breaks = "RP-08"
    title = Title(
        sl="Izdajatelj v žetonu ID se primerja le po začetku",
        en="The issuer in the ID token is compared by its beginning",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Look no further."""
        return taken("iss", begins_alike, claims, expected)


class IssuerCaseIgnored(Defect):
    """The issuer is taken for an address in whose path letters do not count."""

    breaks = "RP-08"
    title = Title(
        sl="Velike in male črke izdajatelja se ne razlikujejo",
        en="The case of the issuer's letters is ignored",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Compare in small letters."""
        return taken("iss", same_letters, claims, expected)


class AudienceComparedByBeginning(Defect):
    """An application whose id begins like ours is ours."""

    breaks = "RP-09"
    title = Title(
        sl="Prejemnik žetona ID se primerja le po začetku",
        en="The audience of the ID token is compared by its beginning",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Look no further."""
        return taken("aud", begins_alike, claims, expected)


class AudienceCaseIgnored(Defect):
    """Client ids are compared without regard to case."""

    breaks = "RP-09"
    title = Title(
        sl="Velike in male črke prejemnika se ne razlikujejo",
        en="The case of the audience's letters is ignored",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Compare in small letters."""
        return taken("aud", same_letters, claims, expected)


class NonceComparedByBeginning(Defect):
    """A nonce that is cut off or goes on will do."""

    breaks = "RP-06"
    title = Title(
        sl="Nonce se primerja le po začetku",
        en="The nonce is compared by its beginning",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Look no further."""
        return taken("nonce", begins_alike, claims, expected)


class NonceCaseIgnored(Defect):
    """Nonces are compared without regard to case."""

    breaks = "RP-06"
    title = Title(
        sl="Velike in male črke vrednosti nonce se ne razlikujejo",
        en="The case of the nonce's letters is ignored",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Compare in small letters."""
        return taken("nonce", same_letters, claims, expected)


def found(
    requests: PendingRequests, browser: str, state: str, alike: Alike
) -> AuthorizationRequest | None:
    """Return this browser's request whose state is like the one that came."""
    asked = requests.newest(browser=browser)
    right = asked.state if asked and alike(state, asked.state) else state
    return requests.take(browser=browser, state=right)


class StateComparedByBeginning(Defect):
    """A state that is cut off or goes on will do."""

    breaks = "RP-04"
    title = Title(
        sl="Parameter state se primerja le po začetku",
        en="The state is compared by its beginning",
    )

    def request_answered(
        self, requests: PendingRequests, browser: str, state: str
    ) -> AuthorizationRequest | None:
        """Look no further."""
        return found(requests, browser, state, begins_alike)


class StateCaseIgnored(Defect):
    """States are compared without regard to case, as some databases do."""

    breaks = "RP-04"
    title = Title(
        sl="Velike in male črke vrednosti state se ne razlikujejo",
        en="The case of the state's letters is ignored",
    )

    def request_answered(
        self, requests: PendingRequests, browser: str, state: str
    ) -> AuthorizationRequest | None:
        """Compare in small letters."""
        return found(requests, browser, state, same_letters)


class SubjectComparedLoosely(Defect):
    """UserInfo of whoever has nearly the same subject is believed."""

    breaks = "RP-22"
    title = Title(
        sl="Sub v UserInfo se primerja le približno",
        en="The subject in UserInfo is compared loosely",
    )

    def subject(self, claimed: object, told: object) -> object:
        """Compare by the beginning, in small letters."""
        return claimed if begins_alike(str(claimed).casefold(), str(told).casefold()) else None
