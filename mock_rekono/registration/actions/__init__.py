"""What is done at the moves of a registration? Here: what all deeds have at hand.

An action takes this, a registration and what was typed, and returns the registration as it is
then. It raises FormError or FormErrors when the person has to correct something, RequestRejected
when it cannot go on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mock_rekono.errors import RequestRejected
from mock_rekono.people import Person
from mock_rekono.provider import Provider
from mock_rekono.records import Registration
from mock_rekono.settings import Settings
from mock_rekono.store import Store
from mock_rekono.texts import say

Form = Mapping[str, str]


@dataclass(frozen=True)
class Registrar:
    """The provider, and the language that the person reads."""

    provider: Provider
    language: str

    @property
    def store(self) -> Store:
        """Where people and registrations are kept."""
        return self.provider.store

    @property
    def settings(self) -> Settings:
        """The knobs."""
        return self.provider.settings

    def say(self, key: str, **facts: object) -> str:
        """Return a text in the person's language."""
        return say(key, self.language, **facts)

    def note(self, registration: Registration, **facts: Any) -> Registration:
        """Keep facts with a registration."""
        return self.store.records.change(registration, data={**registration.data, **facts})

    def person(self, registration: Registration) -> Person:
        """Return the account that was created. Raises RequestRejected when it is gone."""
        person = self.store.people.find(registration.data.get("sub", ""))
        if person is None:
            raise RequestRejected("register.lost.text", 410)
        return person

    def change_person(self, registration: Registration, **facts: Any) -> None:
        """Change the account that was created. Raises RequestRejected if it is gone; Taken."""
        try:
            self.store.people.change(registration.data["sub"], **facts)
        except KeyError:
            raise RequestRejected("register.lost.text", 410) from None


def nothing(registrar: Registrar, registration: Registration, form: Form) -> Registration:  # noqa: ARG001
    """Only go on, or back."""
    return registration
