"""What happens at the applications?"""

from __future__ import annotations

from pytest_bdd import then, when

from harness.engine.world import World
from scenarios.steps.words import sentence


@when(sentence('{name:Who} opens the application "{application}"'))
def open_application(world: World, name: str, application: str) -> None:
    world.actor(name).application(application).open()


@then(sentence('the application "{application}" shows {name:Who} as signed in'))
def shows_person(world: World, application: str, name: str) -> None:
    actor = world.actor(name)
    world.heading(actor, application)
    world.expect("who is signed in", actor.person.name, actor.application(application).person())
