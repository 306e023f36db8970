"""What if an account is found by what is nearly the address or the subject that it has?"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING
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
