"""What does somebody without an account see, from the start page to the application?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from harness.engine.actor import Actor
from harness.engine.world import World
from harness.pages.activation import CODE

NEVER_ISSUED = "2345-6789-ABCD-EFGH"
REGISTER = "Register monitoringa pitne vode"


def newcomer(world: World, actor: Actor) -> Iterator[str]:
    """Register with every mistake that a page has words for, confirm, open an application."""
    world.issue_code(actor)
    yield from start(actor)
    yield from contact(world, actor)
    yield from account(actor)
    yield from onepass(world, actor)
    yield from confirmation(actor)
    application = actor.application(REGISTER)
    application.open()
    yield "application, signed out"
    application.sign_in()
    yield "application, signed in"


def start(actor: Actor) -> Iterator[str]:
    """Open the start page and go for a new account."""
    actor.activation.open()
    yield "start"
    actor.activation.type_code("AB")
    actor.activation.register()
    yield "start, malformed code"
    actor.activation.open()
    actor.activation.type_code(actor.code)
    actor.activation.register()


def contact(world: World, actor: Actor) -> Iterator[str]:
    """Confirm e-mail address and mobile number."""
    steps, person = actor.registration, actor.person
    yield "e-mail address"
    steps.email("brez afne")
    yield "e-mail address, malformed"
    steps.email(person.email)
    yield "code from the e-mail"
    code = world.message_code(person.email, "email")
    steps.email_code(wrong(code))
    yield "code from the e-mail, wrong"
    steps.email_code(code)
    yield "mobile number"
    steps.phone("12")
    yield "mobile number, malformed"
    steps.phone(person.phone)
    yield "code from the SMS"
    code = world.message_code(person.phone, "sms")
    steps.sms_code(wrong(code))
    yield "code from the SMS, wrong"
    steps.sms_code(code)


def account(actor: Actor) -> Iterator[str]:
    """Choose a password, agree, give personal data."""
    steps, person = actor.registration, actor.person
    yield "password"
    steps.password("kratko")
    yield "password, weak"
    steps.password(person.password)
    yield "terms of use"
    steps.disagree()
    yield "terms of use, refused"
    steps.agree()
    yield "personal data"
    steps.personal_data(replace(person, tax_number=wrong(person.tax_number), birthdate="davno"))
    yield "personal data, malformed"
    steps.personal_data(person)


def onepass(world: World, actor: Actor) -> Iterator[str]:
    """Read the PUK, set the OnePass app up."""
    steps = actor.registration
    yield "PUK"
    world.know(actor, puk=steps.read_puk())
    steps.go_on()
    world.know(actor, onepass_secret=steps.read_onepass_secret())
    yield "OnePass"
    steps.turn_on_onepass("1", "000")
    yield "OnePass, wrong"
    person = actor.person
    steps.turn_on_onepass(person.onepass_pin, person.one_time_password())


def confirmation(actor: Actor) -> Iterator[str]:
    """Confirm an unknown code and then the right one."""
    yield "confirmation"
    confirm(actor, NEVER_ISSUED)
    yield "confirmation, unknown code"
    confirm(actor, actor.code)
    yield "applications"


def confirm(actor: Actor, code: str) -> None:
    """Confirm a code where the page asks for one: a wrong target may have taken the last one."""
    if actor.agent.offers(CODE):
        actor.activation.type_code(code)
        actor.activation.confirm()


def wrong(digits: str) -> str:
    """Change the last digit of a number."""
    return digits[:-1] + str((int(digits[-1]) + 1) % 10)
