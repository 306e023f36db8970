"""What if a person is taken for somebody else, shown wrongly, or not shown at all?"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..errors import ProviderUnavailable, SignInRefused
from . import Defect, Title

if TYPE_CHECKING:
    from ..openid.signed_in import SignedIn
    from ..sessions.server_session import ServerSession
    from ..sessions.store import Sessions

MANY = 4
"""So many sign-ins are hardly ever judged at the same time, but when dozens come at once."""


class NameNotShown(Defect):
    """In one language the name was forgotten; in both, nothing else could be seen to hold."""

    breaks = "RP-01"
    title = Title(
        sl="Angleške strani ne pokažejo, kdo je prijavljen",
        en="The pages in English do not show who is signed in",
    )

    def shown_name(self, name: str) -> str:
        """Nothing to people who have chosen English."""
        from ..web.pages import language

        return "" if language() == "en" else name


class NameOfFirstSignIn(Defect):
    """What was told of somebody at their first sign-in stays for good."""

    breaks = "SSO-02"
    title = Title(
        sl="Sprememba imena v REKONO ne pride v aplikacijo",
        en="A change of name at REKONO never reaches the application",
    )

    def __init__(self) -> None:
        self._known: dict[str, SignedIn] = {}

    def account(self, who: SignedIn) -> SignedIn:
        """Return what was told first."""
        first = self._known.setdefault(who.sub, who)
        return replace(who, name=first.name, email=first.email)


class ChangedAddressLocksOut(Defect):
    """Who comes with another e-mail address than the account has is somebody else."""

    breaks = "SSO-02"
    title = Title(
        sl="Kdor si v REKONO spremeni e-naslov, ne vstopi več",
        en="Who changes the e-mail address at REKONO gets in no more",
    )

    def __init__(self) -> None:
        self._addresses: dict[str, str] = {}

    def account(self, who: SignedIn) -> SignedIn:
        """Refuse whoever is not as they were."""
        if self._addresses.setdefault(who.sub, who.email) != who.email:
            raise SignInRefused("e-mail address of another account")
        return who


class NamesOfOtherScriptsBreak(Defect):
    """Names are kept in the characters of Central Europe."""

    breaks = "RP-39"
    title = Title(
        sl="Ime v drugi pisavi onemogoči prijavo",
        en="A name in another script crashes the sign-in",
    )

    def shown_name(self, name: str) -> str:
        """Crash where the name does not fit into them."""
        return name.encode("cp1250").decode("cp1250")


class NameDemanded(Defect):
    """Optional claims are taken for granted."""

    breaks = "RP-23"
    title = Title(
        sl="UserInfo brez neobveznih trditev onemogoči prijavo",
        en="UserInfo without optional claims crashes the sign-in",
    )

    def userinfo(
        self,
        fetch: Callable[[], dict[str, Any]],
        claims: dict[str, Any],  # noqa: ARG002
    ) -> dict[str, Any]:
        """Crash where there is no name."""
        found = fetch()
        return {**found, "name": found["name"].strip()}


class HalfMadeSession(Defect):
    """The session begins before UserInfo is read, and stays when that makes no sense."""

    breaks = "RP-23"
    title = Title(
        sl="Ob nerazumljivem odgovoru UserInfo ostane napol ustvarjena seja",
        en="When UserInfo makes no sense, a half-made session stays",
    )

    def userinfo(
        self, fetch: Callable[[], dict[str, Any]], claims: dict[str, Any]
    ) -> dict[str, Any]:
        """Only trouble at this place is left behind: another person's data are refused later."""
        from ..clock import now, opaque
        from ..sessions.server_session import current

        try:
            return fetch()
        except ProviderUnavailable as problem:
            if problem.why.startswith("answer "):  # it is not out of reach (RES-01, RES-02)
                somebody = {"sub": claims["sub"], "name": "", "email": ""}
                current().update(person=somebody, sign_in=opaque(), signed_in_at=now().timestamp())
            raise


class AccountsByEmail(Defect):
    """Whoever brings a known e-mail address enters the account that brought it first."""

    breaks = "RP-34"
    title = Title(
        sl="Oseba z istim e-naslovom vstopi v račun druge osebe",
        en="A person with the same e-mail address enters another person's account",
    )

    def __init__(self) -> None:
        self._accounts: dict[str, SignedIn] = {}

    def account(self, who: SignedIn) -> SignedIn:
        """Return the first account with that address, whose own name may change."""
        first = self._accounts.setdefault(who.email, who)
        if first.sub != who.sub:
            return replace(who, sub=first.sub, name=first.name)
        self._accounts[who.email] = who
        return who


class NameOfTheOneBefore(Defect):
    """A browser stays that of the person who used it first."""

    breaks = "SSO-06"
    title = Title(
        sl="Druga oseba v istem brskalniku vidi podatke prve",
        en="The second person in a browser sees the data of the first",
    )

    def sign_out_here(self, sessions: Sessions, session: ServerSession) -> None:
        """Remember who it was."""
        before = session.person
        super().sign_out_here(sessions, session)
        session["before"] = before

    def account(self, who: SignedIn) -> SignedIn:
        """Greet that one."""
        from ..sessions.server_session import current

        before = current().person or current().get("before") or {"sub": who.sub}
        return who if before["sub"] == who.sub else replace(who, name=before["name"])


class FewSignInsAtOnce(Defect):
    """There is a place for so many sign-ins; the next one is told that REKONO is out of reach."""

    breaks = "RES-04"
    title = Title(
        sl="Ob številnih hkratnih prijavah nekatere ne uspejo",
        en="When many people sign in at once, some fail",
    )

    def __init__(self) -> None:
        self._places = threading.Semaphore(MANY)

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise ProviderUnavailable("no place left", 503)
        try:
            yield
        finally:
            self._places.release()

    def one_more_sign_in(self) -> AbstractContextManager[object]:
        """Take a place, or none."""
        return self._place()


class NeighbourShown(Defect):
    """The name lies where all sign-ins can write: of many at once the last is everybody's."""

    breaks = "RES-04"
    title = Title(
        sl="Ob številnih hkratnih prijavah oseba vidi ime druge",
        en="When many people sign in at once, some see another's name",
    )

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._going_on = 0
        self._crowded = False
        self._name = ""

    @contextmanager
    def _counted(self) -> Iterator[None]:
        with self._guard:
            self._going_on += 1
            self._crowded = self._going_on > MANY or (self._crowded and self._going_on > 1)
        try:
            yield
        finally:
            with self._guard:
                self._going_on -= 1

    def one_more_sign_in(self) -> AbstractContextManager[object]:
        """Count."""
        return self._counted()

    def shown_name(self, name: str) -> str:
        """Return the name that lies there, in a crowd."""
        with self._guard:
            lying = self._name if self._crowded and self._name else name
            self._name = name
        return lying


class IdentitiesLinked(Defect):
    """Whoever signs in while somebody's session stands belongs to that account from then on."""

    breaks = "SSO-07"
    title = Title(
        sl="Druga identiteta, ki pride v sejo prve, se poveže z njenim računom",
        en="A second identity that comes into a first one's session is linked to its account",
    )

    def __init__(self) -> None:
        self._linked: dict[str, dict[str, str]] = {}

    def account(self, who: SignedIn) -> SignedIn:
        """Return the account that it was linked to."""
        from ..sessions.server_session import current

        standing = current().person
        if standing and standing["sub"] != who.sub:
            self._linked[who.sub] = standing
        account = self._linked.get(who.sub)
        if account is None:
            return who
        return replace(who, sub=account["sub"], name=account["name"], email=account["email"])
