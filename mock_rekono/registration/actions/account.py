"""How does a new account come to be, with password, terms, personal data and OnePass?"""

from __future__ import annotations

from typing import Any

from mock_rekono import clock, onepass_setup, password_rule, personal_data
from mock_rekono.errors import FormError, Taken
from mock_rekono.mechanisms.onepass_otp import APP
from mock_rekono.people import Person, new_subject
from mock_rekono.records import Registration
from mock_rekono.registration.actions import Form, Registrar

PROVEN = ("given_name", "family_name", "birthdate", "tax_number")


class AlreadyRegistered(Exception):  # noqa: N818 - not our error
    """Another registration with the same e-mail address was finished first."""


def take_password(registrar: Registrar, registration: Registration, form: Form) -> Registration:
    """Take a password that meets the rule; only its hash is kept.

    The account's future subject is settled here, so that agreeing twice is agreeing once.
    """
    typed, repeated = form.get("password", ""), form.get("repeat_password", "")
    password_rule.check_new(registrar.settings, registrar.language, typed, repeated)
    hashed = registrar.provider.passwords.hash(typed)
    sub = new_subject(registrar.settings)
    return registrar.note(registration, password_hash=hashed, future_sub=sub)


def refuse_terms(registrar: Registrar, registration: Registration, form: Form) -> Registration:  # noqa: ARG001
    """Say that there is no account without agreement."""
    raise FormError("register.terms.refused")


def create_account(registrar: Registrar, registration: Registration, form: Form) -> Registration:  # noqa: ARG001
    """Create the account: the first to agree with an e-mail address has it.

    Agreeing is what activates an account (REKONO's terms of 2016). Raises AlreadyRegistered.
    """
    person = _new_person(registrar, registration)
    try:
        registrar.store.people.add(person)
    except Taken:
        holder = registrar.store.people.by_email(person.email)
        if holder is None or holder.sub != person.sub:
            raise AlreadyRegistered from None
    return registrar.note(registration, password_hash="", sub=person.sub)


def check_data(registrar: Registrar, registration: Registration, form: Form) -> Registration:
    """Compare personal data with the register; what matches gives the account its level."""
    kept = personal_data.read(form)
    taken = FormError("register.data.tax_number.taken", "tax_number")
    other = registrar.store.people.by_tax_number(kept["tax_number"])
    if other is not None and other.sub != registration.data["sub"]:
        raise taken
    if not _is_in_registry(registrar, kept):
        raise FormError("register.data.mismatch")
    facts: dict[str, Any] = {name: kept[name] for name in PROVEN}
    facts |= {"proofing": registrar.settings.checked_proofing}
    address = personal_data.address(kept)
    try:
        registrar.change_person(registration, **facts, address=address)
    except Taken:
        raise taken from None
    return registration


def hide_puk(registrar: Registrar, registration: Registration, form: Form) -> Registration:  # noqa: ARG001
    """Show the PUK no more; make the secret that OnePass is set up with."""
    return registrar.note(registration, onepass_secret=clock.base32_secret())


def turn_on_onepass(registrar: Registrar, registration: Registration, form: Form) -> Registration:
    """Add OnePass to the account once the app shows the right password."""
    person = registrar.person(registration)
    pin = onepass_setup.read_pin(registrar.settings, form)
    if registrar.store.records.attempt(registration) > registrar.settings.otp_tries:
        raise FormError("register.onepass.code.too_many", "code")
    secret = registration.data["onepass_secret"]
    step = onepass_setup.step_of(registrar.provider, secret, form.get("code", ""))
    registrar.change_person(
        registration,
        onepass_secret=secret,
        onepass_pin=pin,
        totp_step=step,
        mechanisms=tuple(dict.fromkeys((*person.mechanisms, *APP))),
    )
    return registrar.note(registration, onepass_secret="", onepass=True)


def _new_person(registrar: Registrar, registration: Registration) -> Person:
    return Person(
        sub=registration.data["future_sub"],
        email=registration.owner,
        password_hash=registration.data["password_hash"],
        phone=registration.data["confirmed_phone"],
        mechanisms=("password", "sms_otp"),
        puk=clock.readable(registrar.settings.puk_length),
        language=registrar.language,
        created_at=clock.now(),
    )


def _is_in_registry(registrar: Registrar, kept: dict[str, str]) -> bool:
    known = registrar.store.registry.matches(kept["tax_number"], kept)
    return registrar.settings.unknown_in_registry == "match" if known is None else known
