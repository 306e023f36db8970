"""How do people sign in at REKONO?"""

from __future__ import annotations

from pytest_bdd import given, then, when

from harness.engine.actor import Actor
from harness.engine.world import World
from harness.pages.rekono import SMS
from scenarios.steps.words import sentence


@when(sentence('{name:Who} signs in at REKONO with "{mechanism}"'))
def signs_in(world: World, name: str, mechanism: str) -> None:
    sign_in(world, world.actor(name), mechanism)


@given(sentence("{name:Who} has been activated before"))
@then(sentence("the code that was sent to {name:Who} still activates"))
def activated_before(world: World, name: str) -> None:
    actor = world.actor(name)
    window = actor.agent
    actor.use(world.environment.plain_agent(actor.person))
    enter_activation(world, actor)
    actor.activation.confirm(actor.code)
    world.heading(actor, "Aplikacije")
    actor.use(window)


def sign_in(world: World, actor: Actor, mechanism: str = SMS) -> None:
    """Pass REKONO's pages with password and second factor."""
    actor.sign_in.credentials_of(actor.person)
    actor.sign_in.choose(mechanism)
    actor.sign_in.one_time_password(mechanism, world.one_time_password(actor, mechanism))


def enter_activation(world: World, actor: Actor) -> None:
    """Go from the start page through REKONO to the confirmation, without typing a code."""
    actor.activation.open()
    actor.activation.sign_in()
    sign_in(world, actor)
