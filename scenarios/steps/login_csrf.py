"""What comes of a callback that belongs to somebody else's sign-in (RFC 6749, 10.12)?"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pytest_bdd import given, then, when

from harness.engine.world import World
from scenarios.steps.protocol import sent_to
from scenarios.steps.rekono import sign_in
from scenarios.steps.words import sentence

NOBODY = "nobody"
STATES = {
    "missing": lambda _: None,
    "made up": lambda state: state[::-1],
    "the person's": lambda state: state,
}
"""What becomes of the state of the person's own request."""


@given(sentence('{name:Who} has kept back a callback of "{service}" whose state is {state:Words}'))
def keep_callback_back(world: World, name: str, service: str, state: str) -> None:
    if state == "another browser's":
        world.notes["callback"] = callback_for(world, name, service)
    else:
        callback = callback_for(world, name, service, asked_by_person(world))
        world.notes["callback"] = with_state(callback, STATES[state])


@when(sentence("{name:Who} opens the callback that was kept back"))
def open_callback(world: World, name: str) -> None:
    world.actor(name).agent.open(world.notes["callback"])


@then(sentence('nobody is signed in to "{service}" in the browser of {name:Who}'))
def nobody(world: World, service: str, name: str) -> None:
    seen = world.actor(name).application(service).person_now()
    world.expect(f"who is signed in to “{service}”", NOBODY, seen or NOBODY)


@then(sentence('nobody else is signed in to "{service}" in the browser of {name:Who}'))
def nobody_else(world: World, service: str, name: str) -> None:
    seen = world.actor(name).application(service).person_now() or NOBODY
    allowed = (world.actor(name).person.name, NOBODY)
    world.require(f"who is signed in to “{service}”", seen in allowed, " or ".join(allowed), seen)


def callback_for(world: World, name: str, service: str, request: str = "") -> str:
    """Sign in for real, but stop before the redirect to the service; gives its address.

    The sign-in answers `request`, or one of the attacker's own where it is empty.
    """
    actor = world.actor(name)
    agent = world.environment.plain_agent(actor.person)
    actor.use(agent)
    entrance = actor.application(service)
    agent.stop_before(f"{entrance.address}callback")
    if request:
        agent.open(request)
    else:
        entrance.go_to_rekono()
    sign_in(world, actor)
    agent.stop_before()
    callback = agent.seen().url
    parameters = dict(parse_qsl(urlsplit(callback).query))
    world.require("a real code", "code" in parameters, "a callback with a code", sorted(parameters))
    world.environment.redactor.register(parameters["code"])
    return callback


def asked_by_person(world: World) -> str:
    """Give the address of the person's own authorization request.

    Answering it the attacker's code fits the person's nonce and PKCE challenge, so that nothing but
    the state differs from a good callback.
    """
    return sent_to(world, world.me, "authorize")[-1]


def with_state(callback: str, change: object) -> str:
    """Write a callback with its state changed; None takes it away."""
    parts = urlsplit(callback)
    pairs = dict(parse_qsl(parts.query, keep_blank_values=True))
    pairs["state"] = change(pairs["state"])  # type: ignore[operator]
    kept = {name: value for name, value in pairs.items() if value is not None}
    return urlunsplit(parts._replace(query=urlencode(kept)))
