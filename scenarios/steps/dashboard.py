"""What do people change in REKONO's dashboard, and what are they offered after that?"""

from __future__ import annotations

from pytest_bdd import given, then, when

from harness.agents import Agent
from harness.engine.actor import Actor
from harness.engine.world import World, describe
from harness.pages.dashboard import Dashboard
from harness.pages.rekono import SignIn
from scenarios.steps.mechanisms import CHOICE
from scenarios.steps.rekono import enter_activation
from scenarios.steps.words import sentence


@given(sentence('{name:Who} is signed in at REKONO with "SMS geslo"'))
def signed_in(world: World, name: str) -> None:
    enter_activation(world, world.actor(name))


@given(sentence('another window of {name:Who} has come to "{mechanism}" at REKONO'))
def other_window(world: World, name: str, mechanism: str) -> None:
    window = at_choice(world, world.actor(name))
    SignIn(window).choose(mechanism)
    world.notes["other window"] = window


@when(sentence('{name:Who} adds "{mechanism}" in the dashboard'))
def add(world: World, name: str, mechanism: str) -> None:
    dashboard = Dashboard(world.actor(name).agent, world.environment.issuer)
    dashboard.open()
    dashboard.add(mechanism)


@when(sentence('{name:Who} adds "{mechanism}" in the dashboard and sets the app up'))
def add_app(world: World, name: str, mechanism: str) -> None:
    add(world, name, mechanism)
    actor = world.actor(name)
    world.know(actor, onepass_secret=actor.registration.read_onepass_secret())
    person = actor.person
    actor.registration.turn_on_onepass(person.onepass_pin, person.one_time_password())


@when(sentence('{name:Who} removes "{mechanism}" in the dashboard'))
def remove(world: World, name: str, mechanism: str) -> None:
    dashboard = Dashboard(world.actor(name).agent, world.environment.issuer)
    dashboard.open()
    dashboard.remove(mechanism)


@then(sentence('a fresh sign-in of {name:Who} offers "{mechanism}"'))
def offers(world: World, name: str, mechanism: str) -> None:
    window = at_choice(world, world.actor(name))
    world.expect(f"“{mechanism}” is offered", True, window.offers(mechanism))


@then(sentence('a fresh sign-in of {name:Who} does not offer "{mechanism}"'))
def does_not_offer(world: World, name: str, mechanism: str) -> None:
    window = at_choice(world, world.actor(name))
    world.expect("the page of the choice", CHOICE, window.seen().heading)
    world.expect(f"“{mechanism}” is offered", False, window.offers(mechanism))


@then(sentence('the other window of {name:Who} cannot go on with "{mechanism}"'))
def cannot_go_on(world: World, name: str, mechanism: str) -> None:
    window, actor = world.notes["other window"], world.actor(name)
    SignIn(window).one_time_password(mechanism, actor.person.one_time_password())
    seen = window.seen()
    world.require("refused", 400 <= seen.status < 500, "status 4xx", describe(seen))


def at_choice(world: World, actor: Actor) -> Agent:
    """Sign in with the password in a fresh window; where there is no choice it has gone past."""
    window = world.environment.plain_agent(actor.person)
    world.at_end(window.close)
    window.open(actor.service.activation)
    window.press("PRIJAVA")
    SignIn(window).credentials_of(actor.person)
    return window
