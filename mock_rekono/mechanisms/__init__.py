"""How can a person prove who they are? Each file of this package is one way; its name is the id."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from mock_rekono.authorization_requests import address
from mock_rekono.text import Text

if TYPE_CHECKING:
    from mock_rekono.people import Person
    from mock_rekono.provider import Provider
    from mock_rekono.records import PendingAuthorization


class Mechanism:
    """A way of proving who one is.

    `level` is the highest level it can give, `amr` its name by RFC 8176. `second` is true for what
    is offered after the password. `template` is its page, which has a script where `scripted`;
    `resent` is the key of what the page says when something was sent anew. One that is `elsewhere`
    has a page at an address of its own.
    """

    id: ClassVar[str]
    title: ClassVar[Text]
    level: ClassVar[int]
    amr: ClassVar[str]
    second: ClassVar[bool] = True
    can_resend: ClassVar[bool] = False
    resent: ClassVar[str] = "mechanism.resent"
    template: ClassVar[str] = "mechanism.html"
    scripted: ClassVar[bool] = False
    elsewhere: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        if cls.id in _MECHANISMS:
            raise TypeError(f"two mechanisms are called {cls.id}")
        _MECHANISMS[cls.id] = cls()

    def available(self, person: Person) -> bool:
        """Tell whether this person can use it."""
        return self.id in person.mechanisms

    def begin(self, provider: Provider, pending: PendingAuthorization, person: Person) -> None:
        """Do what comes before the person can answer, such as sending a code."""

    def address(self, provider: Provider, pending: PendingAuthorization) -> str:
        """Return where its page is."""
        return address(f"chooselogin/{self.id}.htm", pending)

    def leave(self, provider: Provider, pending: PendingAuthorization) -> None:
        """Undo what `begin` did, when the person turns to another way or gives up."""

    def facts(self, provider: Provider, pending: PendingAuthorization) -> dict[str, Any]:
        """Return what its page needs beside what every mechanism's page does."""
        return {}

    def hint(self, person: Person, language: str) -> str:
        """Return what the page says to the person, or nothing."""
        return ""

    def verify(
        self, provider: Provider, pending: PendingAuthorization, person: Person, typed: str
    ) -> None:
        """Accept what was typed. Raises FormError, or StillPending while it is still to come."""
        raise NotImplementedError

    def answer(self, provider: Provider, person: Person) -> str | None:
        """Return what this person would type now, as their phone shows it; None: nothing yet."""
        raise NotImplementedError


_MECHANISMS: dict[str, Mechanism] = {}


@cache
def all_mechanisms() -> dict[str, Mechanism]:
    """Return every mechanism by id."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return dict(sorted(_MECHANISMS.items()))


def second_factors(person: Person) -> list[Mechanism]:
    """Return what this person can confirm the password with; SMS first, as REKONO lists it."""
    able = [one for one in all_mechanisms().values() if one.second and one.available(person)]
    return sorted(able, key=lambda one: one.id != "sms_otp")
