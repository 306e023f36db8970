"""How are the e-mail address and the phone number of a new account proven?"""

from __future__ import annotations

from mock_rekono import clock, form_input
from mock_rekono.errors import FormError
from mock_rekono.outbox import Message
from mock_rekono.records import EmailCode, Registration, SmsCode
from mock_rekono.registration.actions import Form, Registrar
from mock_rekono.sent_codes import SentCodes, valid_for

TEXTS = "register.code"


def take_email(registrar: Registrar, registration: Registration, form: Form) -> Registration:
    """Take an address and send a code, or a word that there is an account already."""
    typed = form.get("email", "")
    if not typed.strip():
        raise FormError("register.email.empty", "email")
    try:
        address = form_input.email(typed)
    except ValueError:
        raise FormError("register.email.wrong", "email") from None
    changed = registrar.store.records.change(registration, owner=address)
    _send_email(registrar, changed)
    return changed


def resend_email_code(registrar: Registrar, registration: Registration, form: Form) -> Registration:  # noqa: ARG001
    """Send a new code in place of the old one."""
    counted = _count_resend(registrar, registration, "email_resends")
    _send_email(registrar, counted)
    return counted


def confirm_email(registrar: Registrar, registration: Registration, form: Form) -> Registration:
    """Accept the code, and take up what an abandoned registration had come to."""
    codes = _codes(registrar, registration)
    codes.check(EmailCode, registration.owner, form.get("code", ""))
    earlier = _earlier(registrar, registration)
    phone = earlier.data.get("phone", "") if earlier else registration.data.get("phone", "")
    return registrar.note(registration, email_confirmed=True, phone=phone)


def take_phone(registrar: Registrar, registration: Registration, form: Form) -> Registration:
    """Take a number and send a code."""
    typed = form.get("phone", "")
    if not typed.strip():
        raise FormError("register.phone.empty", "phone")
    try:
        phone = form_input.phone(typed)
    except ValueError:
        raise FormError("register.phone.wrong", "phone") from None
    if not registrar.settings.phone_shared and registrar.store.people.has_phone(phone):
        raise FormError("register.phone.taken", "phone")
    changed = registrar.note(registration, phone=phone)
    _send_sms(registrar, changed)
    return changed


def resend_sms_code(registrar: Registrar, registration: Registration, form: Form) -> Registration:  # noqa: ARG001
    """Send a new code in place of the old one."""
    counted = _count_resend(registrar, registration, "sms_resends")
    _send_sms(registrar, counted)
    return counted


def confirm_phone(registrar: Registrar, registration: Registration, form: Form) -> Registration:
    """Accept the code."""
    phone = registration.data["phone"]
    _codes(registrar, registration).check(SmsCode, phone, form.get("code", ""))
    return registrar.note(registration, confirmed_phone=phone)


def _codes(registrar: Registrar, registration: Registration) -> SentCodes:
    return SentCodes(registrar.store, registrar.settings, registration.id, TEXTS)


def _send_email(registrar: Registrar, registration: Registration) -> None:
    """Send a code; that there is an account already is said only in the mailbox.

    The page waits for a code in both cases.
    """
    codes, address = _codes(registrar, registration), registration.owner
    if registrar.store.people.by_email(address):
        codes.issue_none(EmailCode, address)
        _mail(registrar, address, "register.mail.exists")
    else:
        _mail(registrar, address, "register.mail.code", codes.issue(EmailCode, address))


def _mail(registrar: Registrar, to: str, key: str, code: str | None = None) -> None:
    text = registrar.say(f"{key}.text", code=code, validity=valid_for(registrar.settings))
    subject = registrar.say(f"{key}.subject")
    registrar.provider.outbox.put(Message("email", to, text, subject, code))


def _send_sms(registrar: Registrar, registration: Registration) -> None:
    phone = registration.data["phone"]
    code = _codes(registrar, registration).issue(SmsCode, phone)
    text = registrar.say(
        "register.sms.code.text", code=code, validity=valid_for(registrar.settings)
    )
    registrar.provider.outbox.put(Message("sms", phone, text, code=code))


def _count_resend(registrar: Registrar, registration: Registration, counter: str) -> Registration:
    sent = int(registration.data.get(counter, 0)) + 1
    if sent > registrar.settings.code_resends:
        raise FormError("register.resend.too_many", "code")
    return registrar.note(registration, **{counter: sent})


def _earlier(registrar: Registrar, registration: Registration) -> Registration | None:
    """Return the newest other registration whose owner had proven this address."""
    now = clock.now()
    begun = registrar.store.records.newest(Registration, owner=registration.owner)
    others = (one for one in begun if one.id != registration.id and one.expires_at > now)
    return next((one for one in others if one.data.get("email_confirmed")), None)
