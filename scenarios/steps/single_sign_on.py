"""Does one account open everything, and does the person stay the same?"""

from __future__ import annotations

from typing import Any

from pytest_bdd import then, when

from harness.engine.world import World
from harness.person import make
from scenarios.steps.protocol import sent_to
from scenarios.steps.words import sentence


@then(sentence("REKONO has asked {name:Who} nothing"))
def asked_nothing(world: World, name: str) -> None:
    agent = world.actor(name).agent
    sent = [request.url for request in agent.sent()]
    newest = sent.index(sent_to(world, world.actor(name), "authorize")[-1])
    asked = [url for url in sent[newest:] if "/chooselogin/" in url or "/register/" in url]
    world.expect("pages of REKONO since the last authorization request", [], asked)


@when(sentence("{what:Words} of {name:Who} changes at REKONO"))
def account_changes(world: World, what: str, name: str) -> None:
    actor = world.actor(name)
    changed = CHANGES[what](actor.person.email)
    world.environment.rekono.change(actor.person.email, **changed)
    world.know(actor, **{fact: new for fact, new in changed.items() if isinstance(new, str)})


@then(sentence('REKONO and the activation service know {name:Who} by the same "sub" as before'))
def same_sub(world: World, name: str) -> None:
    person = world.actor(name).person
    account = world.environment.rekono.account(person.email) or {}
    world.expect("sub of the account", person.sub, account.get("sub"))
    world.expect("activated under this sub", True, world.service.desk.active(person.sub))


def another_address(address: str) -> dict[str, Any]:
    """Give a person a new e-mail address."""
    return {"email": f"nov.{address}"}


def another_name(address: str) -> dict[str, Any]:
    """Give a person a new name."""
    namesake = make(f"{address}/renamed")
    return {"given_name": namesake.given_name, "family_name": f"{namesake.family_name}-Novak"}


def other_mechanisms(address: str) -> dict[str, Any]:  # noqa: ARG001
    """Leave a person the OnePass app only."""
    return {"mechanisms": ["password", "onepass_otp"]}


CHANGES = {
    "the e-mail address": another_address,
    "the name": another_name,
    "the choice of mechanisms": other_mechanisms,
}
