"""What does an application make of an answer of REKONO that brings no good news?"""

from __future__ import annotations

from urllib.parse import urlencode

from pytest_bdd import then, when

from harness.actor import Actor
from harness.agents import Seen
from harness.world import World, describe
from scenarios.steps.protocol import request_of
from scenarios.steps.words import sentence

MARK = "vodomer-mark"
MARKUP = f'<b id="{MARK}">Vodomer</b><script id="{MARK}-script">1</script>'
WAYS_ON = ("PRIJAVA", "Prijava z računom REKONO", "Poskusi znova")
CLEAR = (*range(200, 500), 503)
"""Status codes of a page that was made on purpose."""


@when(sentence('{name:Who} is sent back to "{service}" with each of these errors'))
def sent_back(world: World, name: str, service: str, datatable: list[list[str]]) -> None:
    world.notes["pages"] = [
        send_back(world, world.actor(name), service, error=error) for (error,) in datatable[1:]
    ]


@when(
    sentence(
        '{name:Who} is sent back to "{service}" '
        "with markup in the description of each of these errors"
    )
)
def sent_back_marked(world: World, name: str, service: str, datatable: list[list[str]]) -> None:
    actor, marks = world.actor(name), []
    for (error,) in datatable[1:]:
        send_back(world, actor, service, error=error, error_description=MARKUP, error_uri=MARKUP)
        marks.append(actor.agent.read(f"#{MARK}") + actor.agent.read(f"#{MARK}-script"))
    world.notes["marks"] = marks


@then(sentence("each time a clear page has told {name:Who} what happened and how to go on"))
def clear_pages(world: World, name: str) -> None:
    for error, seen, ways in world.notes["pages"]:
        told = seen.status in CLEAR and seen.heading
        world.check(f"{error}: what {name} sees", bool(told), "a clear page", describe(seen))
        world.check(f"{error}: a way on", bool(ways), f"one of {WAYS_ON}", describe(seen))


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
    world.check(f"what {name} sees", seen.status < 400, "a page, no error", describe(seen))


@then(sentence("REKONO has not been asked for tokens again for {name:Who}"))
def not_asked_again(world: World, name: str) -> None:
    before, after = world.notes["before"], tokens_asked(world, world.actor(name))
    world.check("requests for tokens", before > 0, "at least one", str(before))
    world.expect("requests for tokens after the second callback", before, after)


def tokens_asked(world: World, actor: Actor) -> int:
    """Count the requests for tokens about a person that REKONO has noted."""
    requests = world.stage.rekono.requests(person=actor.person.email)
    return sum(entry["endpoint"] == "token" for entry in requests)


def send_back(
    world: World, actor: Actor, service: str, **answer: str
) -> tuple[str, Seen, list[str]]:
    """Begin a sign-in and come back with an error, as if REKONO had answered with it.

    Gives the error, the page, and which ways on it offers.
    """
    entrance = actor.application(service)
    entrance.go_to_rekono()
    state = request_of(world, actor)["state"][0]
    entrance.open(f"callback?{urlencode({**answer, 'state': state})}")
    ways = [way for way in WAYS_ON if actor.agent.offers(way)]
    return answer["error"], actor.agent.seen(), ways
