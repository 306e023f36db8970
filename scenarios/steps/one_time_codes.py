"""Are the fields for one-time codes made for them?"""

from __future__ import annotations

from pytest_bdd import then, when

from harness.engine.world import World
from scenarios.steps.words import sentence

FIELD = "input[autocomplete~=one-time-code]"


@when(sentence('{name:Who} goes on at REKONO to "{mechanism}"'))
def go_on_to(world: World, name: str, mechanism: str) -> None:
    actor = world.actor(name)
    actor.sign_in.credentials_of(actor.person)
    actor.sign_in.choose(mechanism)


@then(sentence('the field "{label}" of {name:Who} is made for one-time codes'))
def made_for_codes(world: World, label: str, name: str) -> None:
    agent = world.actor(name).agent
    agent.fill(label, "123456")
    world.expect("input mode of the field", "numeric", agent.attribute(FIELD, "inputmode"))
    world.expect("length that fits", True, int(agent.attribute(FIELD, "maxlength") or 6) >= 6)
