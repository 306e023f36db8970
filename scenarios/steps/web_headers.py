"""What do the headers of a service's pages allow to other sites and to scripts?"""

from __future__ import annotations

from pytest_bdd import then, when

from harness.agents.connections import Answer
from harness.engine.world import World
from harness.web.headers import (
    CLOSED_LIPPED,
    framers,
    header,
    lets_inline_scripts,
    referrer_policy,
    types_are_guessed,
)
from scenarios.steps.web_pages import fetched, wire_of
from scenarios.steps.words import sentence

WRONG_TURNINGS = ("te-strani-ni", "callback?code=x&state=y")


@when(sentence('{name:Who} fetches the pages of "{service}", its error pages included'))
def fetch_pages(world: World, name: str, service: str) -> None:
    actor = world.actor(name)
    wire, address = wire_of(world, actor, service), actor.application(service).address
    wrong = [wire.get(f"{address}{turning}") for turning in WRONG_TURNINGS]
    answers = fetched(world, actor, service) + wrong
    world.notes["pages"] = [answer for answer in answers if answer.source]


@then("every page has forbidden foreign sites to frame it")
def not_framed(world: World) -> None:
    for page in pages(world):
        world.expect(f"sites that may frame {page.url}", set(), framers(page))


@then("every page has had a content security policy without inline scripts")
def no_inline_scripts(world: World) -> None:
    for page in pages(world):
        said = header(page, "content-security-policy") or "no policy"
        held = not lets_inline_scripts(page)
        world.require(f"scripts of {page.url}", held, "no unsafe-inline", said)


@then("every page has kept its address from other sites and its type from being guessed")
def closed_lipped(world: World) -> None:
    for page in pages(world):
        said = referrer_policy(page)
        world.require(f"Referrer-Policy of {page.url}", said in CLOSED_LIPPED, CLOSED_LIPPED, said)
        world.expect(f"the type of {page.url} may be guessed", False, types_are_guessed(page))


def pages(world: World) -> list[Answer]:
    """Give the pages that were fetched: at least the first one and one with an error."""
    found: list[Answer] = world.notes["pages"]
    statuses = [page.status for page in found]
    enough = len(found) > 1 and max(statuses) >= 400
    world.require("pages", enough, "two or more, an error page among them", str(statuses))
    return found
