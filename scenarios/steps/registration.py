"""How do people make a new REKONO account?"""

from __future__ import annotations

from pytest_bdd import when

from harness.actor import Actor
from harness.world import World
from scenarios.steps.words import sentence


@when(sentence("{name:Who} registers at REKONO with a one-time password by SMS"))
def register_with_sms(world: World, name: str) -> None:
    actor = world.actor(name)
    register_up_to_onepass(world, actor)
    actor.registration.skip()


@when(sentence("{name:Who} registers at REKONO and sets up the OnePass app"))
def register_with_onepass(world: World, name: str) -> None:
    actor = world.actor(name)
    register_up_to_onepass(world, actor)
    world.know(actor, onepass_secret=actor.registration.read_onepass_secret())
    person = actor.person
    actor.registration.turn_on_onepass(person.onepass_pin, person.one_time_password())


def register_up_to_onepass(world: World, actor: Actor) -> None:
    """Go through registration as far as the set-up of OnePass."""
    steps, person = actor.registration, actor.person
    steps.email(person.email)
    steps.email_code(world.message_code(person.email, "email"))
    steps.phone(person.phone)
    steps.sms_code(world.message_code(person.phone, "sms"))
    steps.password(person.password)
    steps.agree()
    steps.personal_data(person)
    world.know(actor, puk=steps.read_puk())
    steps.go_on()
