"""What does an application make of an answer of REKONO that brings no good news?"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from pytest_bdd import then, when

from harness.agents import Seen
from harness.engine.actor import Actor
from harness.engine.world import World, describe
from scenarios.steps.protocol import request_of
from scenarios.steps.words import sentence

MARK = "vodomer-mark"
MARKUP = f'<b id="{MARK}">Vodomer</b><script id="{MARK}-script">1</script>'
CLEAR = (*range(200, 500), 503)
"""Status codes of a page that was made on purpose."""


@dataclass(frozen=True)
class Page:
    """What a person sees who comes back with an error, and whether it leads on."""

    error: str
    seen: Seen
    leads_on: bool


@when(sentence('{name:Who} is sent back to "{service}" with each of these errors'))
def sent_back(world: World, name: str, service: str, datatable: list[list[str]]) -> None:
    actor = world.actor(name)
    actor.application(service).open()
    errors = [error for (error,) in datatable[1:]]
    world.notes["pages"] = [send_back(world, actor, service, error=error) for error in errors]


@when(
    sentence(
        '{name:Who} is sent back to "{service}" '
        "with markup in the description of each of these errors"
    )
)
def sent_back_marked(world: World, name: str, service: str, datatable: list[list[str]]) -> None:
    actor, marks = world.actor(name), []
    actor.application(service).open()
    for (error,) in datatable[1:]:
        send_back(world, actor, service, error=error, error_description=MARKUP, error_uri=MARKUP)
        marks.append(actor.agent.read(f"#{MARK}") + actor.agent.read(f"#{MARK}-script"))
    world.notes["marks"] = marks


@then(sentence("each time a clear page has told {name:Who} what happened and how to go on"))
def clear_pages(world: World, name: str) -> None:
    for page in world.notes["pages"]:
        said, clear = describe(page.seen), page.seen.status in CLEAR and page.seen.heading
        world.require(f"{page.error}: what {name} sees", bool(clear), "a clear page", said)
        world.require(f"{page.error}: a way on", page.leads_on, "the sign-in button", said)


@then("no page has had the markup in it")
def no_markup(world: World) -> None:
    marks = world.notes["marks"]
    world.expect("elements made by the description", [""] * len(marks), marks)


@when(sentence('{name:Who} comes back to "{service}" by the same callback again'))
def same_callback(world: World, name: str, service: str) -> None:
    actor = world.actor(name)
    start = f"{actor.application(service).address}callback?"
    first = next(sent.url for sent in actor.agent.sent() if sent.url.startswith(start))
    before = tokens_asked(world, actor)
    actor.agent.open(first)
    world.notes |= {"again": actor.agent.seen(), "before": before}


@then(sentence("{name:Who} has met no error page there"))
def met_no_error(world: World, name: str) -> None:
    seen: Seen = world.notes["again"]
    world.require(f"what {name} sees", seen.status < 400, "a page, no error", describe(seen))


@then(sentence("REKONO has not been asked for tokens again for {name:Who}"))
def not_asked_again(world: World, name: str) -> None:
    before, after = world.notes["before"], tokens_asked(world, world.actor(name))
    world.require("requests for tokens", before > 0, "at least one", str(before))
    world.expect("requests for tokens after the second callback", before, after)


def tokens_asked(world: World, actor: Actor) -> int:
    """Count the requests for tokens about a person that REKONO has noted."""
    requests = world.environment.rekono.requests(person=actor.person.email)
    return sum(entry["endpoint"] == "token" for entry in requests)


def send_back(world: World, actor: Actor, service: str, **answer: str) -> Page:
    """Begin a sign-in, from the last page if that is possible, and come back with an error."""
    entrance = actor.application(service)
    if not actor.agent.offers(entrance.sign_in_button):
        entrance.open()
    entrance.sign_in()
    state = request_of(world, actor)["state"][0]
    entrance.open(f"callback?{urlencode({**answer, 'state': state})}")
    return Page(answer["error"], actor.agent.seen(), actor.agent.offers(entrance.sign_in_button))
