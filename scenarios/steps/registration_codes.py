"""Which codes come by e-mail and SMS, and what becomes of the one that is typed?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pytest_bdd import given, then, when

from harness.engine.actor import Actor
from harness.engine.world import World
from harness.pages.registration import EMAIL_CODE, SMS_CODE
from harness.pages.rekono import SMS
from scenarios.steps.words import sentence

ENOUGH = "Preveč poskusov."
PATIENCE = 10
"""Wrong codes after which a REKONO that still listens has no limit."""


@dataclass(frozen=True)
class Way:
    """How a code reaches the person: the channel of the outbox and the kind of record."""

    channel: str
    kind: str

    def address(self, actor: Actor) -> str:
        """Give where the code is sent to."""
        return actor.person.email if self.channel == "email" else actor.person.phone

    def sent(self, world: World, actor: Actor) -> list[str]:
        """List the codes sent so far, oldest first."""
        messages = world.environment.rekono.messages(self.address(actor), self.channel)
        return [str(message["code"] or "") for message in messages]


WAYS = {
    EMAIL_CODE: Way("email", "email_code"),
    SMS_CODE: Way("sms", "sms_code"),
    SMS: Way("sms", "sms_code"),
}
"""By the label of the field."""
CHOICES: dict[str, Callable[[list[str]], str]] = {
    "the code that was sent": lambda sent: sent[-1],
    "the code that was sent first": lambda sent: sent[0],
    "a wrong code": lambda sent: other_than(sent[-1]),
}


def other_than(code: str) -> str:
    """Give a code of the same form that is not the right one."""
    return f"{(int(code or 0) + 1) % 10 ** (len(code) or 6):0{len(code) or 6}d}"


@given(sentence('the code for "{field}" was sent to {name:Who} {minutes:d} minutes ago'))
@when(sentence('the code for "{field}" was sent to {name:Who} {minutes:d} minutes ago'))
def sent_ago(world: World, field: str, name: str, minutes: int) -> None:
    way = WAYS[field]
    world.environment.rekono.age(way.kind, way.address(world.actor(name)), minutes * 60)


@when(sentence('{name:Who} enters {which:Words} into "{field}"'))
def enter(world: World, name: str, which: str, field: str) -> None:
    actor, way = world.actor(name), WAYS[field]
    sent = way.sent(world, actor)
    world.require("a code was sent", bool(sent), f"a message by {way.channel}", "no message")
    actor.registration.code(field, CHOICES[which](sent))


@when(sentence('{name:Who} enters wrong codes into "{field}" until REKONO has had enough'))
def enter_wrong_codes(world: World, name: str, field: str) -> None:
    for _ in range(PATIENCE):
        enter(world, name, "a wrong code", field)
        if ENOUGH in world.actor(name).agent.seen().text:
            return


@then(sentence('{name:Who} has been sent {number:d} messages for "{field}"'))
def number_sent(world: World, name: str, number: int, field: str) -> None:
    sent = WAYS[field].sent(world, world.actor(name))
    world.expect(f"messages for “{field}”", number, len(sent))
