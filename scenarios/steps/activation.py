"""What happens at the activation service?"""

from __future__ import annotations

from pytest_bdd import given, then, when

from harness.engine.world import World
from harness.pages.activation import CODE
from scenarios.steps.words import sentence


@given(sentence("an activation code was sent to {name:Who}"))
def code_sent(world: World, name: str) -> None:
    world.issue_code(world.actor(name))


@given(sentence("an activation code that has expired was sent to {name:Who}"))
def expired_code_sent(world: World, name: str) -> None:
    world.issue_code(world.actor(name), state="expired")


@given(sentence("an activation code that was revoked was sent to {name:Who}"))
def revoked_code_sent(world: World, name: str) -> None:
    world.issue_code(world.actor(name), state="revoked")


@given(sentence("an activation code that ends in an hour was sent to {name:Who}"))
def ending_code_sent(world: World, name: str) -> None:
    world.issue_code(world.actor(name), seconds=3600)


@given(sentence("{name:Who} is at the start page of the activation service"))
@when(sentence("{name:Who} opens the start page of the activation service"))
def open_start(world: World, name: str) -> None:
    world.actor(name).activation.open()


@when(sentence('{name:Who} types the code from the e-mail into "Aktivacijska koda"'))
def type_code(world: World, name: str) -> None:
    actor = world.actor(name)
    actor.activation.type_code(actor.code)


@when(sentence('{name:Who} presses "{button}"'))
def press(world: World, name: str, button: str) -> None:
    world.actor(name).agent.press(button)


@when(sentence('{name:Who} confirms the code with "Potrditev aktivacijske kode"'))
def confirm(world: World, name: str) -> None:
    actor = world.actor(name)
    actor.activation.confirm(actor.code)


@then(sentence('the code stands ready in the field "Aktivacijska koda" for {name:Who}'))
def code_ready(world: World, name: str) -> None:
    actor = world.actor(name)
    world.expect(f"the code in “{CODE}”", actor.code, actor.activation.code())


@then(sentence('{name:Who} reads "{text}"'))
def reads(world: World, name: str, text: str) -> None:
    world.reads(world.actor(name), text)


@then(sentence('{name:Who} is on the page "{heading}"'))
def on_page(world: World, name: str, heading: str) -> None:
    world.heading(world.actor(name), heading)


@then(sentence("the code of {name:Who} is {state:Words}"))
def code_state(world: World, name: str, state: str) -> None:
    record = world.service.desk.code(world.actor(name).code_id)
    world.expect("state of the code", state, record["state"])


@then(sentence("{name:Who} is activated"))
def activated(world: World, name: str) -> None:
    account = world.environment.rekono.account(world.actor(name).person.email)
    sub = account["sub"] if account else ""
    world.expect("activated at the service", True, world.service.desk.active(sub))


@then(sentence("{name:Who} is not activated"))
def not_activated(world: World, name: str) -> None:
    account = world.environment.rekono.account(world.actor(name).person.email)
    active = bool(account) and world.service.desk.active(account["sub"] if account else "")
    world.expect("activated at the service", False, active)
