"""What do the headers of a service's pages allow to other sites and to scripts?"""

from __future__ import annotations

from pytest_bdd import then, when

from harness.agents.connections import Answer
from harness.world import World
from scenarios.steps.web_pages import fetched, wire_of
from scenarios.steps.words import sentence

WRONG_TURNINGS = ("te-strani-ni", "callback?code=x&state=y")
OWN_FRAMES = ({"'none'"}, {"'self'"})
CLOSED_LIPPED = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
"""Policies under which no other site learns more of an address than its origin."""


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
        old = page.headers.get("x-frame-options", "").upper() in ("DENY", "SAMEORIGIN")
        said = policy_of(page).get("frame-ancestors")
        held = said in OWN_FRAMES if said is not None else old
        world.check(f"frames around {page.url}", held, "none, or our own", framing(page))


@then("every page has had a content security policy without inline scripts")
def no_inline_scripts(world: World) -> None:
    for page in pages(world):
        policy = policy_of(page)
        sources = policy.get("script-src", policy.get("default-src", {"'unsafe-inline'"}))
        said = page.headers.get("content-security-policy", "no policy")
        held = not sources & {"'unsafe-inline'", "*"} or any("'nonce-" in one for one in sources)
        world.check(f"scripts of {page.url}", held, "no unsafe-inline", said)


@then("every page has kept its address from other sites and its type from being guessed")
def closed_lipped(world: World) -> None:
    for page in pages(world):
        said = page.headers.get("referrer-policy", "").rpartition(",")[2].strip()
        world.check(f"Referrer-Policy of {page.url}", said in CLOSED_LIPPED, CLOSED_LIPPED, said)
        guessed = page.headers.get("x-content-type-options")
        world.expect(f"X-Content-Type-Options of {page.url}", "nosniff", guessed)


def pages(world: World) -> list[Answer]:
    """Give the pages that were fetched: at least the first one and one with an error."""
    found: list[Answer] = world.notes["pages"]
    statuses = [page.status for page in found]
    enough = len(found) > 1 and max(statuses) >= 400
    world.check("pages", enough, "two or more, an error page among them", str(statuses))
    return found


def policy_of(page: Answer) -> dict[str, set[str]]:
    """Read the content security policy: the sources of each directive."""
    parts = page.headers.get("content-security-policy", "").lower().split(";")
    words = [part.split() for part in parts]
    return {word[0]: set(word[1:]) for word in words if word}


def framing(page: Answer) -> str:
    """Say what a page tells of frames around it."""
    old = page.headers.get("x-frame-options", "nothing")
    return f"frame-ancestors {policy_of(page).get('frame-ancestors')}, X-Frame-Options {old}"
