"""What is left of a session when the person has signed out?"""

from __future__ import annotations

from pytest_bdd import then, when

from harness.engine.actor import Actor
from harness.engine.world import World, describe
from scenarios.steps.login_csrf import NOBODY
from scenarios.steps.protocol import parameters_of, registered, sent_to
from scenarios.steps.words import sentence

PAGES_BACK = 2
"""From the page after signing out over REKONO's question to the page of the signed-in person."""


@when(sentence('{name:Who} signs out of "{service}" and of REKONO'))
def sign_out(world: World, name: str, service: str) -> None:
    actor = world.actor(name)
    actor.application(service).sign_out()
    if actor.agent.seen().heading == "Odjava iz REKONO":
        actor.sign_out.confirm()


@then(sentence('a stolen cookie shows {name:Who} as signed in to "{service}"'))
def stolen_cookie_works(world: World, name: str, service: str) -> None:
    actor = world.actor(name)
    world.notes["stolen"] = actor.agent.cookies(actor.application(service).address)
    shown = shown_by_cookies(world, actor, service)
    world.expect("whom the cookie shows before signing out", actor.person.name, shown)


@then(sentence('the stolen cookie shows nobody as signed in to "{service}"'))
def stolen_cookie_is_void(world: World, service: str) -> None:
    shown = shown_by_cookies(world, world.me, service)
    world.expect("whom the cookie shows after signing out", NOBODY, shown or NOBODY)


def shown_by_cookies(world: World, owner: Actor, service: str) -> str:
    """Open a service with stolen cookies, from the owner's own network; gives who is shown."""
    thief = world.actor("the attacker")
    thief.use(world.environment.agent(owner.person))
    entrance = thief.application(service)
    for cookie in world.notes["stolen"]:
        world.environment.redactor.register(cookie.value)
        thief.agent.add_cookie(entrance.address, cookie.name, cookie.value)
    return entrance.person_now()


@then(sentence("going back shows nothing of {name:Who}"))
def back_shows_nothing(world: World, name: str) -> None:
    actor = world.actor(name)
    for _ in range(PAGES_BACK):
        actor.agent.back()
        seen = actor.agent.seen()
        absent(world, actor.person.name, f"{seen.url}: {describe(seen)}")


def absent(world: World, name: str, text: str) -> None:
    """Require that a page does not hold a name."""
    world.require("the name is not on the page", name not in text, f"no “{name}”", text[:400])


@then(sentence('{name:Who} has come back to the registered address of "{service}"'))
def came_back(world: World, name: str, service: str) -> None:
    seen = world.actor(name).agent.seen()
    goals = registered(world, service)["post_logout_redirect_uris"]
    world.require("where the person is", seen.url.split("?")[0] in goals, goals, seen.url)


@then(
    sentence(
        'the request to sign out named the person by a hint and a registered address of "{service}"'
    )
)
def request_to_sign_out(world: World, service: str) -> None:
    asked = parameters_of("".join(sent_to(world, world.me, "endsession")[:1]))
    world.expect("hints sent to REKONO", 1, len(asked.get("id_token_hint", [])))
    named = asked.get("post_logout_redirect_uri", [""])[0]
    known = registered(world, service)["post_logout_redirect_uris"]
    world.require("post_logout_redirect_uri", named in known, f"one of {known}", named)
