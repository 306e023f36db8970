"""Do the pages of a service keep what every web application owes its people?"""

from __future__ import annotations

from pytest_bdd import then, when

from harness.agents.connections import Answer
from harness.agents.http import origin_of
from harness.agents.raw_http import Wire
from harness.engine.actor import Actor
from harness.engine.world import World
from harness.errors import TargetUnreachable
from harness.pages.application import Application
from harness.web.cookies import STRICT_ENOUGH, host_only
from harness.web.headers import header, is_stored
from harness.web.open_redirect import FORMS, naming
from scenarios.steps.words import sentence

PAGES = {"Aktivacija uporabnika": ("", "confirm", "applications", "support")}
"""Pages of a service that has more than its first."""


@then(
    sentence(
        'the cookies of "{service}" are out of reach of scripts, of other sites and of other hosts'
    )
)
def cookies_out_of_reach(world: World, service: str) -> None:
    cookies = world.me.agent.cookies(world.me.application(service).address)
    world.require("cookies", bool(cookies), "at least one", str(len(cookies)))
    for cookie in cookies:
        world.expect(f"{cookie.name}: HttpOnly", True, cookie.http_only)
        site = cookie.same_site
        world.require(f"{cookie.name}: SameSite", site in STRICT_ENOUGH, "Lax or Strict", site)
        narrow, domain = host_only(cookie.domain), cookie.domain
        world.require(f"{cookie.name}: this host only", narrow, "no Domain", domain)


@when(
    sentence('{name:Who} comes to "{service}" and signs in by addresses that name a foreign site')
)
def come_by_foreign_goals(world: World, name: str, service: str) -> None:
    actor = world.actor(name)
    entrance = actor.application(service)
    for form in FORMS:
        actor.agent.forget(entrance.address)
        world.notes.setdefault("led", []).append(led_to(entrance, naming("", form)))


@then(sentence('{name:Who} has never left "{service}" and REKONO'))
def never_left(world: World, name: str, service: str) -> None:
    actor = world.actor(name)
    own = {origin_of(actor.application(service).address), origin_of(world.environment.issuer)}
    sent = {origin_of(sent.url) for sent in actor.agent.sent() if sent.url.startswith("http")}
    world.expect("where the browser has been beyond them", [], sorted(sent - own))
    own_pages = [actor.application(service).address] * len(FORMS)
    world.expect("where the person came to", own_pages, world.notes["led"])


@then(sentence('the pages of "{service}" that show {name:Who} forbid to store them'))
def not_stored(world: World, service: str, name: str) -> None:
    actor = world.actor(name)
    answers = [answer for answer in fetched(world, actor, service) if answer.status == 200]
    shown = [answer for answer in answers if actor.person.name in answer.source]
    world.require("pages that show the person", bool(shown), "at least one", str(len(shown)))
    for answer in shown:
        kept = header(answer, "cache-control")
        world.require(f"Cache-Control of {answer.url}", not is_stored(answer), "no-store", kept)


def led_to(entrance: Application, goals: str) -> str:
    """Sign in as somebody known to REKONO by an address with goals; gives what comes up."""
    try:
        entrance.open(goals)
        entrance.sign_in()
    except TargetUnreachable:  # the foreign site does not answer, or the browser did not go there
        return "an address that gives no page"
    return entrance.address if entrance.person() else "a page of nobody"


def wire_of(world: World, actor: Actor, service: str) -> Wire:
    """Give single requests with a person's cookies, from the person's network."""
    cookies = actor.agent.cookies(actor.application(service).address)
    for cookie in cookies:
        world.environment.redactor.register(cookie.value)
    headers = {"X-Forwarded-For": actor.person.network_address}
    wire = Wire(cookies, headers, world.environment.offload)
    world.at_end(wire.close)
    return wire


def fetched(world: World, actor: Actor, service: str) -> list[Answer]:
    """Fetch the pages of a service with a person's cookies."""
    wire, address = wire_of(world, actor, service), actor.application(service).address
    return [wire.get(f"{address}{path}") for path in PAGES.get(service, ("",))]
