"""What does somebody see who has a REKONO account, from the application to signing out?"""

from __future__ import annotations

from collections.abc import Iterator

from harness.engine.actor import Actor
from harness.engine.world import World
from harness.pages.rekono import ONEPASS, PUSH, SMS
from scenarios.tours.newcomer import REGISTER, confirm, wrong

STAY = "Ostani prijavljen"


def known_person(world: World, actor: Actor) -> Iterator[str]:
    """Come to an application too early, sign in by both mechanisms, activate, sign out."""
    world.enrol(actor, "sms_otp", "onepass_otp", "onepass_push")
    world.issue_code(actor)
    actor.application(REGISTER).go_to_rekono()
    yield from sign_in(world, actor)
    yield "application, not activated"
    actor.activation.open()
    actor.activation.sign_in()
    yield from activate(actor)
    yield from leave(actor)


def sign_in(world: World, actor: Actor) -> Iterator[str]:
    """Sign in with a wrong password, a wrong SMS code, and the OnePass app in the end."""
    steps, person = actor.sign_in, actor.person
    yield "sign in"
    steps.password(person.email, "napačno-geslo-1")
    yield "sign in, wrong password"
    steps.credentials_of(person)
    yield "choice"
    steps.choose(SMS)
    yield "SMS"
    steps.one_time_password(SMS, wrong(world.message_code(person.phone, "sms")))
    yield "SMS, wrong"
    steps.send_again()
    yield "SMS, sent again"
    steps.choose_another_way()
    yield from push(world, actor)
    steps.choose(ONEPASS)
    yield "OnePass"
    steps.one_time_password(ONEPASS, "")
    yield "OnePass, empty"
    steps.one_time_password(ONEPASS, person.one_time_password())


def push(world: World, actor: Actor) -> Iterator[str]:
    """Have the phone asked, refuse there, and turn to another way."""
    actor.sign_in.choose(PUSH)
    yield "OnePass push"
    world.environment.rekono.onepass(actor.person.email, actor.person.onepass_pin, "refuse")
    actor.sign_in.go_on_after_push()
    yield "OnePass push, refused"
    actor.sign_in.choose_another_way()


def activate(actor: Actor) -> Iterator[str]:
    """Confirm nothing, and then the code."""
    yield "confirmation"
    confirm(actor, "")
    yield "confirmation, empty"
    confirm(actor, actor.code)
    yield "applications, just activated"
    actor.activation.open("support")
    yield "support"
    actor.application(REGISTER).open()
    yield "application"


def leave(actor: Actor) -> Iterator[str]:
    """Sign out of the application, and stay at REKONO where it asks."""
    actor.application(REGISTER).sign_out()
    yield "signing out of REKONO"
    if actor.agent.offers(STAY):
        actor.sign_out.stay()
    yield "application, signed out"
