"""How do people sign in at REKONO?"""

from __future__ import annotations

from pytest_bdd import given, when

from harness.actor import Actor
from harness.pages.rekono import ONEPASS, SMS
from harness.world import World
from scenarios.steps.words import sentence


@when(sentence('{name:Who} signs in at REKONO with "SMS geslo"'))
def sign_in_by_sms(world: World, name: str) -> None:
    actor = world.actor(name)
    actor.sign_in.credentials_of(actor.person)
    actor.sign_in.choose(SMS)
    actor.sign_in.one_time_password(SMS, world.message_code(actor.person.phone, "sms"))


@when(sentence('{name:Who} signs in at REKONO with "OnePass geslo"'))
def sign_in_by_onepass(world: World, name: str) -> None:
    actor = world.actor(name)
    actor.sign_in.credentials_of(actor.person)
    actor.sign_in.choose(ONEPASS)
    actor.sign_in.one_time_password(ONEPASS, actor.person.one_time_password())


@given(sentence("{name:Who} has been activated before"))
def activated_before(world: World, name: str) -> None:
    activate_quietly(world, world.actor(name))


def activate_quietly(world: World, actor: Actor) -> None:
    """Take a person through activation by plain requests: a precondition, not the thing examined."""
    window = actor.agent
    actor.use(world.stage.plain_agent(actor.person))
    actor.activation.open()
    actor.activation.sign_in()
    actor.sign_in.credentials_of(actor.person)
    actor.sign_in.choose(SMS)
    actor.sign_in.one_time_password(SMS, world.message_code(actor.person.phone, "sms"))
    actor.activation.confirm(actor.code)
    world.heading(actor, "Aplikacije")
    actor.use(window)
