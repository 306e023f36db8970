"""What happens to registrations that are left, and to the windows they were begun in?"""

from __future__ import annotations

from pytest_bdd import given, then, when

from harness.engine.world import World
from scenarios.steps.words import sentence

PRETENCES = {"e-mail address": "email", "mobile number": "phone"}


@given(sentence("{name:Who} who pretends to have the {what:Words} of {owner:Who}"))
def pretend(world: World, name: str, what: str, owner: str) -> None:
    actor, fact = world.actor(name), PRETENCES[what]
    actor.person = actor.person.knowing(**{fact: getattr(world.actor(owner).person, fact)})


@given(sentence("the registration of {name:Who} was begun {days:d} days ago"))
def begun_ago(world: World, name: str, days: int) -> None:
    world.environment.rekono.age("registration", world.actor(name).person.email, days * 86_400)


@when(sentence("{name:Who} looks at another page and comes back to the address"))
def leave_and_come_back(world: World, name: str) -> None:
    actor = world.actor(name)
    address = actor.agent.seen().url
    actor.activation.open()
    actor.agent.open(address)


@when(sentence("{name:Who} goes back to the first browser"))
def first_browser(world: World, name: str) -> None:
    actor = world.actor(name)
    actor.use(actor.windows[0])


@then(sentence("the accounts of {name:Who} and of {other:Who} have the same mobile number"))
def same_phone(world: World, name: str, other: str) -> None:
    people = [world.actor(one).person for one in (name, other)]
    accounts = [world.environment.rekono.account(person.email) or {} for person in people]
    phones = [account.get("phone") for account in accounts]
    world.expect("mobile numbers", [people[1].phone] * 2, phones)
