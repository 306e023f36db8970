"""What does somebody see for whom everything goes wrong?"""

from __future__ import annotations

from collections.abc import Iterator

from harness.engine.actor import Actor
from harness.engine.world import World
from harness.pages.rekono import SMS
from scenarios.tours.newcomer import NEVER_ISSUED, REGISTER, confirm

GUESSES = 20
"""Refused codes after which a service that still listens has no limit."""


def trouble(world: World, actor: Actor) -> Iterator[str]:
    """Cancel, forget the password, meet REKONO out of order, guess codes, take wrong turnings."""
    world.enrol(actor, "sms_otp")
    world.issue_code(actor, "expired")
    yield from at_rekono(world, actor)
    yield from at_the_service(actor)
    yield from with_codes(world, actor)
    yield from at_the_application(actor)


def at_rekono(world: World, actor: Actor) -> Iterator[str]:
    """Go wrong on the pages of REKONO."""
    actor.agent.open(f"{world.environment.issuer}authorize?client_id=nobody&response_type=code")
    yield "unknown application"
    actor.activation.open()
    actor.activation.sign_in()
    actor.agent.press("Pozabljeno geslo")
    yield "forgotten password"
    actor.agent.press("Nastavi geslo")
    yield "forgotten password, empty"
    actor.activation.open()
    actor.activation.sign_in()
    actor.sign_in.cancel()
    yield "cancelled"


def at_the_service(actor: Actor) -> Iterator[str]:
    """Come to the activation service by wrong addresses."""
    actor.activation.open("confirm")
    yield "confirmation, not signed in"
    actor.activation.open("callback?code=abc&state=def")
    yield "callback that nobody waits for"
    actor.activation.open("te-strani-ni")
    yield "no such page"


def with_codes(world: World, actor: Actor) -> Iterator[str]:
    """Meet REKONO out of order once, then have codes refused."""
    address = actor.person.email
    world.environment.rekono.break_for(address, "userinfo_down")
    actor.activation.open()
    actor.activation.sign_in()
    actor.sign_in.credentials_of(actor.person)
    actor.sign_in.choose(SMS)
    actor.sign_in.one_time_password(SMS, world.message_code(actor.person.phone, "sms"))
    yield "REKONO out of order"
    world.environment.rekono.break_for(address, None)
    actor.activation.open()
    actor.activation.sign_in()
    yield "confirmation"
    confirm(actor, actor.code)
    yield "confirmation, expired code"
    yield from guess(actor)


def guess(actor: Actor) -> Iterator[str]:
    """Guess codes until the service has had enough."""
    for _ in range(GUESSES):
        confirm(actor, NEVER_ISSUED)
        if actor.agent.seen().status == 429:
            break
    yield "confirmation, too many attempts"


def at_the_application(actor: Actor) -> Iterator[str]:
    """Come to an application by wrong addresses."""
    application = actor.application(REGISTER)
    application.open("callback?error=login_required&state=def")
    yield "application, callback that nobody waits for"
    application.open("te-strani-ni")
    yield "application, no such page"
