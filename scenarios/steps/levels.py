"""How sure is REKONO of a person, and does an application ask for that and look?"""

from __future__ import annotations

import json

from pytest_bdd import given, then, when

from harness.engine.environment import PORTAL
from harness.engine.world import World
from scenarios.steps.protocol import request_of
from scenarios.steps.words import sentence

PROOFINGS = {"nizka": 10, "srednja": 20, "visoka": 30}
URIS = {
    "nizka": "http://eidas.europa.eu/LoA/low",
    "srednja": "http://eidas.europa.eu/LoA/substantial",
    "visoka": "http://eidas.europa.eu/LoA/high",
}


@given(sentence('{name:Who} with a REKONO account proven to the level "{level}"'))
def proven_account(world: World, name: str, level: str) -> None:
    world.enrol(world.actor(name), "sms_otp", proofing=PROOFINGS[level])


@given(
    sentence('{name:Who} with a REKONO account proven to the level "{level}" and the password only')
)
def proven_account_by_password(world: World, name: str, level: str) -> None:
    world.enrol(world.actor(name), proofing=PROOFINGS[level])


@given("another provider's application is registered with REKONO")
def guest(world: World) -> None:
    world.move_to(world.environment.guest(PORTAL))


@given(sentence('another provider\'s application takes the levels "{levels}" only'))
def guest_of_required_levels(world: World, levels: str) -> None:
    options = [option for uri in uris(levels) for option in ("--required-acr", uri)]
    world.move_to(world.environment.guest(PORTAL, *options))


@then(sentence('the request of {name:Who} asks for the levels "{levels}"'))
def asks_for_levels(world: World, name: str, levels: str) -> None:
    asked = request_of(world, world.actor(name))
    acr = json.loads(asked.get("claims", ["{}"])[0]).get("id_token", {}).get("acr", {})
    named = asked["acr_values"][0].split() if "acr_values" in asked else acr.get("values")
    world.expect("levels asked for", uris(levels), named)


@when(sentence("{name:Who} signs in at REKONO with the password only"))
def sign_in_by_password(world: World, name: str) -> None:
    actor = world.actor(name)
    actor.sign_in.credentials_of(actor.person)


def uris(levels: str) -> list[str]:
    """Give the values of `acr` for levels named in Slovenian."""
    return [URIS[level] for level in levels.split(", ")]
