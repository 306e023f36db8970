"""Does the person hold the phone with their OnePass app?"""

from __future__ import annotations

import hmac

import pyotp

from mock_rekono import clock
from mock_rekono.errors import FormError
from mock_rekono.mechanisms import Mechanism
from mock_rekono.people import Person
from mock_rekono.provider import Provider
from mock_rekono.records import PendingAuthorization
from mock_rekono.text import Text
from mock_rekono.texts import say

APP = ("onepass_otp", "onepass_push")
"""What somebody can use who has set the OnePass app up."""


class OnepassOtp(Mechanism):
    """A one-time password of the OnePass app, by time (RFC 6238); the app opens with a PIN."""

    id = "onepass_otp"
    title = Text("OnePass geslo", "OnePass password")
    level = 20
    amr = "otp"

    def available(self, person: Person) -> bool:
        """Tell whether the person has set the app up."""
        return super().available(person) and bool(person.onepass_secret)

    def hint(self, person: Person, language: str) -> str:
        """Say where the password is found."""
        return say("mechanism.onepass_hint", language)

    def verify(
        self, provider: Provider, pending: PendingAuthorization, person: Person, typed: str
    ) -> None:
        """Use the one-time password of a time step up (RFC 6238, 5.2). Raises FormError."""
        typed = "".join(typed.split())
        if not typed:
            raise FormError("mechanism.empty", "code")
        step = matching_step(provider, person.onepass_secret, typed)
        if step is None:
            raise FormError("mechanism.wrong", "code")
        if step < 0:
            raise FormError("mechanism.expired", "code")
        if not provider.store.people.use_totp_step(person.sub, step):
            raise FormError("mechanism.used", "code")

    def answer(self, provider: Provider, person: Person) -> str | None:
        """Return what the app shows now."""
        return totp(provider, person.onepass_secret).at(int(clock.now()))


def totp(provider: Provider, secret: str) -> pyotp.TOTP:
    """Return the generator of a secret."""
    settings = provider.settings
    return pyotp.TOTP(secret, digits=settings.totp_digits, interval=settings.totp_period)


LOOK_BACK = 20  # steps that a person is told "expired" about instead of "wrong"


def matching_step(provider: Provider, secret: str, typed: str) -> int | None:
    """Return the time step whose password was typed; -1 for one that is over; None for none."""
    generator, now = totp(provider, secret), int(clock.now()) // provider.settings.totp_period
    drift = provider.settings.totp_drift
    for step in range(now + drift, now - LOOK_BACK, -1):
        if hmac.compare_digest(generator.generate_otp(step).encode(), typed.encode()):
            return step if step >= now - drift else -1
    return None
