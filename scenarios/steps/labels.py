"""Are the pages in Slovenian, with the labels that the instruction names?"""

from __future__ import annotations

from dataclasses import dataclass

from pytest_bdd import given, then, when

from harness.agents import Agent
from harness.engine.world import World
from scenarios.steps.words import sentence
from scenarios.tours import walk


@dataclass(frozen=True)
class Page:
    """What was found at one stop of a tour."""

    stop: str
    heading: str
    language: str
    missing: tuple[str, ...]


@given("pages with these labels")
def documented_labels(world: World, datatable: list[list[str]]) -> None:
    world.notes["labels"] = world.notes["must come"] = read_labels(datatable)


@given("pages with these labels where they come")
def occasional_labels(world: World, datatable: list[list[str]]) -> None:
    world.notes["labels"] = {**world.notes["labels"], **read_labels(datatable)}


@when(sentence("{name:Who} takes the way of {whose:Words} and looks for the labels"))
def look_for_labels(world: World, name: str, whose: str) -> None:
    actor, labels = world.actor(name), world.notes["labels"]
    pages: list[Page] = []
    walk(world, actor, whose, lambda stop: pages.append(look(stop, actor.agent, labels)))
    world.notes["pages"] = pages


@then("every page was in Slovenian and had its labels")
def slovenian_with_labels(world: World) -> None:
    pages: list[Page] = world.notes["pages"]
    seen = {page.heading for page in pages}
    world.expect("pages that did not come", [], sorted(set(world.notes["must come"]) - seen))
    for page in pages:
        title = f"{page.stop}: “{page.heading}”"
        world.expect(f"{title}, language", "sl", page.language)
        world.expect(f"{title}, missing labels", [], list(page.missing))


def look(stop: str, agent: Agent, labels: dict[str, list[str]]) -> Page:
    """Read the page and try its labels."""
    seen = agent.seen()
    missing = [label for label in labels.get(seen.heading, []) if not agent.offers(label)]
    return Page(stop, seen.heading, seen.language, tuple(missing))


def read_labels(table: list[list[str]]) -> dict[str, list[str]]:
    """Read a table of pages (by heading) and labels between commas."""
    return {page: [label.strip() for label in labels.split(",")] for page, labels in table[1:]}
