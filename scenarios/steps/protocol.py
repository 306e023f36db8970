"""What does an application say to REKONO by the person's browser?"""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from pytest_bdd import given, then, when

from harness.engine.actor import Actor
from harness.engine.environment import TITLES
from harness.engine.world import World
from harness.web.entropy import fresh_bits
from scenarios.steps.words import sentence


@given(sentence('{name:Who} has gone from "{service}" to REKONO'))
@when(sentence('{name:Who} goes from "{service}" to REKONO'))
def go_to_rekono(world: World, name: str, service: str) -> None:
    world.actor(name).application(service).go_to_rekono()


@when(sentence('{name:Who} goes from "{service}" to REKONO {times:d} times'))
def go_many_times(world: World, name: str, service: str, times: int) -> None:
    for _ in range(times):
        go_to_rekono(world, name, service)
    world.expect("authorization requests", times, len(requests_of(world, world.actor(name))))


@then(sentence('{name:Who} is signed in to "{service}"'))
def is_signed_in(world: World, name: str, service: str) -> None:
    actor = world.actor(name)
    seen = actor.application(service).person_now()
    world.expect(f"who is signed in to “{service}”", actor.person.name, seen)


@then(sentence('the request of {name:Who} asks for a code and for the scope "openid"'))
def asks_for_code(world: World, name: str) -> None:
    asked = request_of(world, world.actor(name))
    world.expect("response_type", ["code"], asked.get("response_type"))
    scope = " ".join(asked.get("scope", [])).split()
    world.require("scope", "openid" in scope, "openid among others", " ".join(scope))


@then(
    sentence('the request of {name:Who} names the client and an address registered for "{service}"')
)
def names_client(world: World, name: str, service: str) -> None:
    asked, client = request_of(world, world.actor(name)), registered(world, service)
    world.expect("client_id", [client["client_id"]], asked.get("client_id"))
    sent = asked.get("redirect_uri", [])
    exact = len(sent) == 1 and sent[0] in client["redirect_uris"]
    world.require("redirect_uri", exact, f"one of {client['redirect_uris']}", sent)


@then(sentence("REKONO has received the request just as the browser of {name:Who} sent it"))
def received_as_sent(world: World, name: str) -> None:
    asked = {name: values[0] for name, values in request_of(world, world.actor(name)).items()}
    log = world.environment.rekono.requests(client_id=asked.get("client_id", ""))
    same = [entry for entry in log if entry["endpoint"] == "authorize" and entry["query"] == asked]
    world.expect("requests like this in the log of REKONO", 1, len(same))


@then(sentence('every request of {name:Who} has a "{parameter}" of "{value}"'))
def parameter_is(world: World, name: str, parameter: str, value: str) -> None:
    asked = requests_of(world, world.actor(name))
    world.expect(parameter, [[value]] * len(asked), [one.get(parameter) for one in asked])


@then(sentence('every request of {name:Who} has another "{parameter}" of at least {bits:d} bits'))
def parameter_is_fresh(world: World, name: str, parameter: str, bits: int) -> None:
    asked = requests_of(world, world.actor(name))
    values = ["".join(one.get(parameter, [])) for one in asked]
    world.expect(f"different values of {parameter}", len(asked), len(set(values)))
    found = fresh_bits(values)
    world.require(f"bits of {parameter}", found >= bits, f"at least {bits}", f"{found:.0f}")


def sent_to(world: World, actor: Actor, endpoint: str) -> list[str]:
    """List the addresses at one of REKONO's endpoints that a person's browser went to."""
    start = f"{world.environment.issuer}{endpoint}?"
    return [sent.url for sent in actor.agent.sent() if sent.url.startswith(start)]


def requests_of(world: World, actor: Actor) -> list[dict[str, list[str]]]:
    """List the parameters of all authorization requests that left a person's browser."""
    return [parameters_of(url) for url in sent_to(world, actor, "authorize")]


def request_of(world: World, actor: Actor) -> dict[str, list[str]]:
    """Give the parameters of the newest authorization request."""
    asked = requests_of(world, actor)
    world.require("an authorization request", bool(asked), "a request to REKONO", "none")
    return asked[-1]


def parameters_of(url: str) -> dict[str, list[str]]:
    """Give all values of each parameter of an address."""
    found: dict[str, list[str]] = {}
    for name, value in parse_qsl(urlsplit(url).query, keep_blank_values=True):
        found.setdefault(name, []).append(value)
    return found


def registered(world: World, service: str) -> dict[str, Any]:
    """Give what REKONO knows of a service."""
    identity = next(client for client, title in TITLES.items() if title == service)
    clients: list[dict[str, Any]] = world.environment.rekono.get("clients")
    return next(client for client in clients if client["client_id"] == identity)
