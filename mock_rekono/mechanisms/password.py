"""Is it the e-mail address and password of an account?"""

from __future__ import annotations

from mock_rekono.errors import FormError
from mock_rekono.mechanisms import Mechanism
from mock_rekono.people import Person
from mock_rekono.provider import Provider
from mock_rekono.records import PendingAuthorization
from mock_rekono.text import Text


class Password(Mechanism):
    """The password that belongs to the e-mail address; always the first step."""

    id = "password"
    title = Text("E-naslov in geslo", "E-mail address and password")
    level = 10
    amr = "pwd"
    second = False

    def verify(
        self, provider: Provider, pending: PendingAuthorization, person: Person, typed: str
    ) -> None:
        """Accept the password of a known person. Raises FormError."""
        person_by_password(provider, person.email, typed)

    def answer(self, provider: Provider, person: Person) -> str | None:
        """Return nothing: only a hash of the password is kept."""
        return None


def person_by_password(provider: Provider, email: str, typed: str) -> Person:
    """Return the person with this e-mail address and password.

    Raises FormError. An unknown address, a wrong password and a locked account with a wrong
    password get the same text after the same work; only its owner is told that an account is
    locked.
    """
    people = provider.store.people
    person = people.by_email(email)
    kept = person.password_hash if person and "password" in person.mechanisms else None
    right = provider.passwords.verify(kept, typed[: provider.settings.password_bytes])
    if person is None or not right:
        people.failed(person.sub if person else "", provider.settings.lock_after)
        raise FormError("sign_in.wrong", "password")
    if person.locked:
        raise FormError("sign_in.locked", "")
    if person.failures:
        people.succeeded(person.sub)
    return person
