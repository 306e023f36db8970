"""Who is there, and what have they got?"""

from __future__ import annotations

from pytest_bdd import given

from harness.engine.world import World
from scenarios.steps.words import sentence


@given(sentence("{name:Who} who has no REKONO account"))
def no_account(world: World, name: str) -> None:
    actor = world.actor(name)
    world.expect("no account yet", None, world.environment.rekono.account(actor.person.email))


@given(sentence("{name:Who} with a REKONO account"))
def account_with_sms(world: World, name: str) -> None:
    world.enrol(world.actor(name), "sms_otp")


@given(sentence("{name:Who} with a REKONO account and the OnePass app"))
def account_with_onepass(world: World, name: str) -> None:
    world.enrol(world.actor(name), "sms_otp", "onepass_otp", "onepass_push")
