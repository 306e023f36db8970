"""Does a service keep what somebody else has written, and sessions somebody else has had, apart?"""

from __future__ import annotations

from pytest_bdd import given, then, when

from harness.engine.world import World
from harness.pages.activation import CODE
from scenarios.steps.codes import RUBBISH
from scenarios.steps.words import sentence

MARKUP_IN_NAME = "<script>alert(1)</script>"
"""The first name that REKONO's fault `name_with_markup` gives a person."""


@given(
    sentence(
        '{name:Who} has planted their own session of "{service}" in the browser of {victim:Who}'
    )
)
def plant_session(world: World, name: str, service: str, victim: str) -> None:
    attacker, person = world.actor(name), world.actor(victim)
    entrance = attacker.application(service)
    entrance.open()
    cookies = attacker.agent.cookies(entrance.address)
    world.recorder.note("cookies planted", ", ".join(cookie.name for cookie in cookies))
    for cookie in cookies:
        world.environment.redactor.register(cookie.value)
        person.agent.add_cookie(entrance.address, cookie.name, cookie.value)


@when(sentence("{name:Who} opens the confirmation and confirms the code"))
def confirm_afresh(world: World, name: str) -> None:
    actor = world.actor(name)
    actor.activation.open("confirm")
    actor.activation.confirm(actor.code)


@then(sentence('"{service}" shows the markup in the name of {name:Who} as text'))
def name_is_text(world: World, service: str, name: str) -> None:
    shown = world.actor(name).application(service).person_now()
    world.require("the name as text", MARKUP_IN_NAME in shown, MARKUP_IN_NAME, shown)


@then(sentence("what {name:Who} has typed comes back as text, if at all"))
def typed_is_text(world: World, name: str) -> None:
    agent, typed = world.actor(name).agent, RUBBISH["a piece of markup with quotes"]
    world.expect("elements made by what was typed", "", agent.read("#vodomer-mark"))
    shown = agent.value(CODE)
    world.require(f"what stands in “{CODE}”", shown in ("", typed), f"{typed}, or nothing", shown)
