"""What do people do with the OnePass app on their phone, and what does it show them?"""

from __future__ import annotations

from typing import Any

from pytest_bdd import then, when

from harness.engine.actor import Actor
from harness.engine.world import World
from harness.processes.control import ControlFailed
from scenarios.steps.registration_codes import other_than
from scenarios.steps.words import sentence

STATES = {403: "wrong PIN", 423: "locked"}


@when(sentence("{name:Who} approves the sign-in in the OnePass app"))
def approve(world: World, name: str) -> None:
    use(world, world.actor(name), "approve")


@when(sentence("{name:Who} refuses the sign-in in the OnePass app"))
def refuse(world: World, name: str) -> None:
    use(world, world.actor(name), "refuse")


@when(sentence("{name:Who} installs the OnePass app anew"))
def reinstall(world: World, name: str) -> None:
    use(world, world.actor(name), "reinstall")


@when(sentence("the page that waits for the phone of {name:Who} goes on"))
def goes_on(world: World, name: str) -> None:
    world.actor(name).sign_in.go_on_after_push()


@when(sentence("the push notification was sent to {name:Who} {minutes:d} minutes ago"))
def sent_ago(world: World, name: str, minutes: int) -> None:
    world.environment.rekono.age("push_request", world.actor(name).person.email, minutes * 60)


@when(sentence("somebody types {number:d} wrong PINs into the OnePass app of {name:Who}"))
def type_wrong_pins(world: World, number: int, name: str) -> None:
    actor = world.actor(name)
    answers = [state_of(world, actor, other_than(actor.person.onepass_pin)) for _ in range(number)]
    world.expect(
        "answers to the wrong PINs but the last", ["wrong PIN"] * (number - 1), answers[:-1]
    )


@then(sentence("the OnePass app of {name:Who} opens"))
def opens(world: World, name: str) -> None:
    actor = world.actor(name)
    world.expect("the app, asked with the right PIN", "open", state_of(world, actor))


@then(sentence("the OnePass app of {name:Who} is locked, for the right PIN, too"))
def locked(world: World, name: str) -> None:
    actor = world.actor(name)
    world.expect("the app, asked with the right PIN", "locked", state_of(world, actor))


@then(sentence('the OnePass app of {name:Who} asks about "{application}"'))
def asks(world: World, name: str, application: str) -> None:
    world.expect("sign-ins on the phone", [application], asked(world, world.actor(name)))


@then(sentence("the OnePass app of {name:Who} asks about nothing"))
def asks_nothing(world: World, name: str) -> None:
    world.expect("sign-ins on the phone", [], asked(world, world.actor(name)))


def use(world: World, actor: Actor, act: str) -> dict[str, Any]:
    """Do something in the app, which the person opens with the PIN."""
    return world.environment.rekono.onepass(actor.person.email, actor.person.onepass_pin, act)


def asked(world: World, actor: Actor) -> list[str]:
    """List the applications whose sign-ins wait for an answer."""
    return [str(one["application"]) for one in use(world, actor, "open")["waiting"]]


def state_of(world: World, actor: Actor, pin: str | None = None) -> str:
    """Try to open the app, with the right PIN unless another is given."""
    try:
        world.environment.rekono.onepass(actor.person.email, pin or actor.person.onepass_pin)
    except ControlFailed as problem:
        return STATES.get(problem.status, str(problem.status))
    return "open"
