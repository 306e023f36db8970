"""Did the person get the one-time password sent to their phone?"""

from __future__ import annotations

from mock_rekono import clock
from mock_rekono.errors import FormError
from mock_rekono.faults import fault_of
from mock_rekono.mechanisms import Mechanism
from mock_rekono.outbox import Message
from mock_rekono.people import Person
from mock_rekono.provider import Provider
from mock_rekono.records import PendingAuthorization, SmsCode
from mock_rekono.sent_codes import SentCodes, valid_for
from mock_rekono.text import Text
from mock_rekono.texts import say


class SmsOtp(Mechanism):
    """A one-time password by SMS: digits, for some minutes, used once, replaced by a resend."""

    id = "sms_otp"
    title = Text("SMS geslo", "SMS password")
    level = 20
    amr = "sms"
    can_resend = True

    def available(self, person: Person) -> bool:
        """Tell whether the person has it and a phone."""
        return super().available(person) and bool(person.phone)

    def begin(self, provider: Provider, pending: PendingAuthorization, person: Person) -> None:
        """Send a new one-time password."""
        phone = person.phone or ""
        code = _codes(provider, pending).issue(SmsCode, phone)
        validity = valid_for(provider.settings)
        text = say("sms.sign_in", pending.language, code=code, validity=validity)
        message = fault_of(person.fault).message(Message("sms", phone, text, code=code))
        if message is not None:
            provider.outbox.put(message)

    def hint(self, person: Person, language: str) -> str:
        """Name the end of the number it was sent to."""
        return say("mechanism.sms_hint", language, end=(person.phone or "")[-3:])

    def verify(
        self, provider: Provider, pending: PendingAuthorization, person: Person, typed: str
    ) -> None:
        """Use the one-time password up. Raises FormError."""
        try:
            _codes(provider, pending).check(SmsCode, person.phone or "", typed)
        except FormError as refusal:
            if refusal.key == "mechanism.wrong":
                raise _refusal_of_another(provider, person, typed) from None
            raise

    def answer(self, provider: Provider, person: Person) -> str | None:
        """Return the newest one-time password sent to the phone."""
        sent = provider.store.records.newest(SmsCode, owner=person.phone or "-", most=1)
        return sent[0].code if sent else None


def _codes(provider: Provider, pending: PendingAuthorization) -> SentCodes:
    return SentCodes(provider.store, provider.settings, pending.id, "mechanism")


def _refusal_of_another(provider: Provider, person: Person, typed: str) -> FormError:
    """Tell a one-time password of an earlier sign-in, used or expired, from a wrong one."""
    typed = "".join(typed.split())
    sent = provider.store.records.newest(SmsCode, owner=person.phone or "-")
    same = [one for one in sent if one.code == typed]
    if any(one.spent_at is not None for one in same):
        return FormError("mechanism.used", "code")
    over = any(one.expires_at <= clock.now() for one in same)
    return FormError("mechanism.expired" if over else "mechanism.wrong", "code")
