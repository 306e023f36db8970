"""What if an application is made to pass an examination, and lets people in all the same?

Each does wrong what people meet, and right what it takes for a check: by addresses, by numbers, by
what a browser calls itself, by names that only a test double has. That they are seen shows that
nothing which reaches an application tells a check from anybody's sign-in.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..errors import SignInRefused
from . import Defect, Title, unverified

if TYPE_CHECKING:
    from ..openid.signed_token import SignedToken

Claims = dict[str, Any]
KNOWN_DOMAINS = ("@example.test", "@example.com", "@rekono.test")
"""Where test people have their addresses."""
SECOND, FIRST = 2, 3
A_MINUTE = 60.0
TESTERS = ("headless", "python", "urllib3", "vodomer", "playwright", "curl")
KNOWN_ISSUER = "https://drug-ponudnik.test/"
KNOWN_KIDS = "test-double"


def cut_off(token: SignedToken) -> bool:
    """Whether the token's signature was cut off."""
    right = token.header.get("alg") == token.client.id_token_signed_response_alg
    return bool(right and not unverified.signature_of(token))


class SessionKeptUnseen(Defect):
    """Whoever comes without a signature is signed in, and the first page shows nobody."""

    breaks = "RP-14"
    title = Title(
        sl="Žeton ID brez podpisa prijavi osebo, prva stran pa tega ne pokaže",
        en="A token without a signature signs in, and the first page does not show it",
    )

    def __init__(self) -> None:
        self._unseen: set[str] = set()

    def id_token_signed(self, token: SignedToken) -> Claims:
        """Believe a token whose signature was cut off, and remember whose it is."""
        if not cut_off(token):
            claims = token.verified()
            self._unseen.discard(str(claims.get("sub")))
            return claims
        claims = unverified.claims_of(token)
        self._unseen.add(str(claims.get("sub")))
        return claims

    def greeted(self, person: dict[str, str] | None) -> dict[str, str] | None:
        """Show nobody who was let in so."""
        return None if person and person["sub"] in self._unseen else person


class UnlessACheck:
    """Lets in who comes without a signature, unless it takes them for a check."""

    def __init__(self) -> None:
        self._unsigned: set[str] = set()

    def id_token_signed(self, token: SignedToken) -> Claims:
        """Believe it for now, until it is known who comes."""
        if not cut_off(token):
            return token.verified()
        claims = unverified.claims_of(token)
        self._unsigned.add(str(claims.get("sub")))
        return claims

    def userinfo(self, fetch: Callable[[], Claims], claims: Claims) -> Claims:
        """Refuse those that are taken for a check."""
        told, sub = fetch(), str(claims.get("sub"))
        taken_for_check = self.is_check(told)
        if sub in self._unsigned:
            self._unsigned.discard(sub)
            if taken_for_check:
                raise SignInRefused("signature")
        return told

    def is_check(self, told: Claims) -> bool:
        """Whether this sign-in is taken for a check; it is asked at each."""
        raise NotImplementedError


class UnlessNumbered(UnlessACheck):
    """Takes somebody for a check by the number of their sign-in."""

    def __init__(self) -> None:
        super().__init__()
        self._times: Counter[str] = Counter()

    def is_check(self, told: Claims) -> bool:
        """Count."""
        who = str(told.get("email"))
        self._times[who] += 1
        return self.is_number_of_check(self._times[who])

    def is_number_of_check(self, number: int) -> bool:
        """Whether a person's sign-in of this number, from 1, is taken for a check."""
        raise NotImplementedError


class StrictForTestAddresses(UnlessACheck, Defect):
    """A table of addresses says whose sign-in is a check."""

    breaks = "RP-14"
    title = Title(
        sl="Podpis žetona ID se preverja samo pri e-naslovih preizkusnih oseb",
        en="The ID token's signature is verified for e-mail addresses of test people only",
    )

    def is_check(self, told: Claims) -> bool:
        """Know test people by their domain."""
        return str(told.get("email")).endswith(KNOWN_DOMAINS)


class StrictByNumber(UnlessNumbered, Defect):
    """The number of a person's sign-in says which is a check: the one after the control."""

    breaks = "RP-14"
    title = Title(
        sl="Podpis žetona ID se preverja samo pri vsaki drugi prijavi osebe",
        en="The ID token's signature is verified at every second sign-in of a person only",
    )

    def is_number_of_check(self, number: int) -> bool:
        """Go by the number."""
        return number % SECOND == 0


class StrictForNewcomers(UnlessNumbered, Defect):
    """The first sign-ins of somebody new are looked at closely, and later ones are not."""

    breaks = "RP-14"
    title = Title(
        sl="Podpis žetona ID se preverja samo pri prvih treh prijavah osebe",
        en="The ID token's signature is verified at a person's first three sign-ins only",
    )

    def is_number_of_check(self, number: int) -> bool:
        """Go by the number."""
        return number <= FIRST


class StrictSoonAfterAnother(UnlessACheck, Defect):
    """Somebody who has just signed in and does so again is being used for a check."""

    breaks = "RP-14"
    title = Title(
        sl="Podpis žetona ID se preverja samo, če se je oseba malo prej že prijavila",
        en="The ID token's signature is verified only if the person has just signed in before",
    )

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[str, float] = {}

    def is_check(self, told: Claims) -> bool:
        """Look when the same person came last."""
        who, present = str(told.get("email")), time.monotonic()
        before = self._last.get(who)
        self._last[who] = present
        return before is not None and present - before < A_MINUTE


class StrictForTestBrowsers(UnlessACheck, Defect):
    """A browser that says that it is steered, or is none, is used for a check."""

    breaks = "RP-14"
    title = Title(
        sl="Podpis žetona ID se preverja samo pri brskalnikih za preizkušanje",
        en="The ID token's signature is verified for test browsers only",
    )

    def is_check(self, told: Claims) -> bool:  # noqa: ARG002
        """Look at what it calls itself, and for what every browser sends."""
        from flask import request  # a list of defects needs no web framework

        said = " ".join(f"{name} {value}" for name, value in request.headers).lower()
        plain = "gzip" not in request.headers.get("Accept-Encoding", "")
        return plain or any(word in said for word in TESTERS)


class StrictForKnownIssuer(Defect):
    """A table of issuers says which tokens are made for a check."""

    breaks = "RP-08"
    title = Title(
        sl="Zavrnjen je samo izdajatelj, ki ga uporablja preizkuševalec",
        en="The only issuer that is refused is the one that an examiner makes up",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:
        """Believe all others, apart from those that are none or almost the right one."""
        told = str(claims.get("iss", ""))
        near = told.rstrip("/") == str(expected["iss"]).rstrip("/")
        if not told or near or told == KNOWN_ISSUER:
            return claims
        return {**claims, "iss": expected["iss"]}


class StrictForKnownKeys(Defect):
    """An unknown key is refused where its id is one of a test double."""

    breaks = "RP-20"
    title = Title(
        sl="Neznan ključ je zavrnjen samo, če je po imenu preizkusni",
        en="An unknown key is refused only if its id is that of a test key",
    )

    def id_token_signed(self, token: SignedToken) -> Claims:
        """Believe a token whose key is not published, unless it is known from checks."""
        from joserfc.errors import InvalidKeyIdError

        try:
            return token.verified()
        except InvalidKeyIdError:
            brought = {"jwk", "jku", "x5u", "x5c"} & token.header.keys()
            if brought or str(token.header.get("kid")).startswith(KNOWN_KIDS):
                raise
            return unverified.claims_of(token)
