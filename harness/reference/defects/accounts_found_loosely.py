"""What if an account is found by what is nearly the address or the subject that it has?"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ..errors import SignInRefused
from . import Defect, Title

if TYPE_CHECKING:
    from ..openid.signed_in import SignedIn


class AccountsByFoldedEmail(Defect):
    """The same address is known to be taken, and written otherwise it is the same all the same."""

    breaks = "RP-34"
    title = Title(
        sl="Oseba z e-naslovom, ki se razlikuje le v velikosti črk, vstopi v račun druge",
        en="A person whose e-mail address differs in case only enters another person's account",
    )

    def __init__(self) -> None:
        self._accounts: dict[str, SignedIn] = {}

    def account(self, who: SignedIn) -> SignedIn:
        """Return the first account with an address that is alike, and refuse the very same."""
        first = self._accounts.setdefault(who.email.upper().casefold(), who)
        if first.sub == who.sub:
            return who
        if first.email == who.email:
            raise SignInRefused("e-mail address of another account")
        return replace(who, sub=first.sub, name=first.name)


class AccountsByFoldedSubject(Defect):
    """Subjects are compared as a database does that knows no case."""

    breaks = "RP-34"
    title = Title(
        sl="Oseba, katere sub se razlikuje le v velikosti črk, vstopi v račun druge",
        en="A person whose subject differs in case only enters another person's account",
    )

    def __init__(self) -> None:
        self._accounts: dict[str, SignedIn] = {}

    def account(self, who: SignedIn) -> SignedIn:
        """Return the first account that is alike."""
        return self._accounts.setdefault(who.sub.lower(), who)


class AccountsByUuid(Defect):
    """Subjects are kept as UUIDs, which may be written in several ways; case is looked at."""

    breaks = "RP-34"
    title = Title(
        sl="Oseba, katere sub je isti UUID v drugem zapisu, vstopi v račun druge",
        en="A person whose subject is the same UUID written otherwise enters another's account",
    )

    def __init__(self) -> None:
        self._accounts: dict[str, SignedIn] = {}

    def account(self, who: SignedIn) -> SignedIn:
        """Return the first account of that UUID."""
        kept = who.sub
        with suppress(ValueError):
            kept = str(UUID(who.sub)) if who.sub == who.sub.lower() else who.sub
        return self._accounts.setdefault(kept, who)


class EmailVerifiedMisread(Defect):
    """A verified address is linked by hand only, one that is not makes a new account; text is none.

    `email_verified` is a boolean (Core 5.1), and the text "false" is taken for one that is true.
    """

    breaks = "RP-34"
    title = Title(
        sl="Besedilo »false« v email_verified odpre račun druge osebe z istim e-naslovom",
        en='The text "false" in email_verified opens another person\'s account of that address',
    )

    def __init__(self) -> None:
        self._accounts: dict[str, SignedIn] = {}
        self._verified: dict[str, object] = {}

    def userinfo(
        self, fetch: Callable[[], dict[str, Any]], claims: dict[str, Any]
    ) -> dict[str, Any]:
        """Keep what it says of the address."""
        told = super().userinfo(fetch, claims)
        self._verified[str(told.get("sub"))] = told.get("email_verified")
        return told

    def account(self, who: SignedIn) -> SignedIn:
        """Return the first account of an address, where somebody has verified it in some word."""
        first, verified = self._accounts.setdefault(who.email, who), self._verified.get(who.sub)
        if first.sub == who.sub or not verified:
            return who
        if verified is True:
            raise SignInRefused("e-mail address of another account")
        return replace(who, sub=first.sub, name=first.name)


class NameInQuery(Defect):
    """What the provider says of a person becomes part of a query as it is."""

    breaks = "WEB-09"
    title = Title(
        sl="Ime osebe postane del poizvedbe SQL",
        en="The person's name becomes part of an SQL query",
    )

    def account(self, who: SignedIn) -> SignedIn:
        """Let a quote in the name end what was meant as text."""
        with closing(sqlite3.connect(":memory:")) as database:
            database.execute(f"SELECT '{who.name}'")
        return who
