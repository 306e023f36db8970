"""Is the whole way there in English, too?"""

from __future__ import annotations

from pytest_bdd import then, when

from harness.agents import Seen
from harness.engine.actor import Actor
from harness.engine.environment import CLIENTS
from harness.engine.world import World
from harness.pages.english import choose_english, in_english
from harness.web.languages import slovenian_left, strip_names
from scenarios.steps.rekono import sign_in
from scenarios.steps.words import sentence
from scenarios.tours import walk

NAMES = ("Slovenščina", *CLIENTS.values())


@when(sentence("{name:Who} takes the way of {whose:Words} in English"))
def in_english_all_the_way(world: World, name: str, whose: str) -> None:
    actor = world.actor(name)
    actor.use(in_english(world.environment.plain_agent(actor.person)))  # words need no screen
    pages: list[tuple[str, Seen, list[str]]] = []
    walk(world, actor, whose, lambda stop: pages.append((stop, *look(actor))))
    world.notes["pages"] = pages


@when(sentence('{name:Who} signs in to "{service}" in English'))
def sign_in_in_english(world: World, name: str, service: str) -> None:
    actor = world.actor(name)
    actor.use(in_english(world.environment.plain_agent(actor.person)))
    actor.application(service).go_to_rekono()
    sign_in(world, actor)


@then("every page was in English, or offered it and was then")
def was_english(world: World) -> None:
    for stop, seen, _ in world.notes["pages"]:
        world.expect(f"{stop}: language of “{seen.heading}”", "en", seen.language)


@then("no page had Slovenian words left")
def no_slovenian(world: World) -> None:
    for stop, _, left in world.notes["pages"]:
        world.expect(f"{stop}: Slovenian words", [], left)


def look(actor: Actor) -> tuple[Seen, list[str]]:
    """Read the page, chosen in English where it only offers that, and find what is left."""
    choose_english(actor.agent)
    seen = actor.agent.seen()
    text = without_names(seen.text, actor, actor.agent.read("table"))
    return seen, slovenian_left(text)


def without_names(text: str, actor: Actor, table: str) -> str:
    """Take out what is no language: names of people, places and registers."""
    person = actor.person
    address = (person.address.street, person.address.city)
    return strip_names(text, [*NAMES, table, person.name, person.email, *address])
