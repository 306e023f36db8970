"""People and their accounts."""

from __future__ import annotations

from pytest_bdd import given

from harness.acceptance.world import World
from scenarios.steps.words import sentence


@given(sentence("{name:Who} with a REKONO account"))
def with_account(world: World, name: str) -> None:
    """Give somebody an account, as if registered long ago.

    Example: Given the person with a REKONO account
    """
    world.enrol(name)


@given(sentence('{name:Who} with a REKONO account and the mechanisms "{mechanisms}"'))
def with_mechanisms(world: World, name: str, mechanisms: str) -> None:
    """Give somebody an account with these ways to sign in (`vodomer list mechanisms`).

    Example: Given the person with a REKONO account and the mechanisms "sms_otp, onepass_otp"
    """
    ways = [word.strip() for word in mechanisms.split(",")]
    world.enrol(name, mechanisms=list(dict.fromkeys(["password", *ways])))


@given(sentence("the REKONO account of {name:Who} is locked"))
def locked(world: World, name: str) -> None:
    """Let REKONO lock somebody's account.

    Example: Given the REKONO account of the person is locked
    """
    email = world.person(name).email
    world.application.rig.rekono.change(email, locked=True)
