"""Where does REKONO lead on after a request to sign out that was tampered with?"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from urllib.parse import urlencode

from pytest_bdd import then, when

from harness.engine.world import World
from harness.record.verdict import PreconditionMissing
from scenarios.steps.protocol import parameters_of, sent_to
from scenarios.steps.words import sentence

HINT, GOAL = "id_token_hint", "post_logout_redirect_uri"
Asked = dict[str, str]


@when(sentence('{name:Who} signs out of "{service}" only'))
def sign_out_of_service(world: World, name: str, service: str) -> None:
    actor = world.actor(name)
    actor.application(service).sign_out()
    asked = parameters_of(sent_to(world, actor, "endsession")[-1])
    missing = [parameter for parameter in (HINT, GOAL) if parameter not in asked]
    if missing:
        raise PreconditionMissing(f"to alter: the application sends no {' and no '.join(missing)}")
    world.notes["sign-out"] = {parameter: values[0] for parameter, values in asked.items()}


@when("the request to sign out reaches REKONO unaltered")
def unaltered(world: World) -> None:
    send(world, world.notes["sign-out"])


@when(sentence("the request to sign out reaches REKONO with {change:Words}"))
def altered(world: World, change: str) -> None:
    send(world, CHANGES[change](dict(world.notes["sign-out"])))


@when(sentence("{name:Who} agrees to sign out of REKONO"))
def agree(world: World, name: str) -> None:
    actor = world.actor(name)
    world.heading(actor, "Odjava iz REKONO")
    actor.sign_out.confirm()


@then(sentence("{name:Who} has stayed at REKONO and is signed out there"))
def stayed(world: World, name: str) -> None:
    seen = world.heading(world.actor(name), "Odjavljeni ste")
    at_rekono = seen.url.startswith(world.environment.issuer)
    world.require("where the person is", at_rekono, world.environment.issuer, seen.url)


def send(world: World, asked: Asked) -> None:
    """Open a request to sign out."""
    if asked.get(HINT):
        world.environment.redactor.register(asked[HINT])
    world.me.agent.open(f"{world.environment.issuer}endsession?{urlencode(asked)}")


def unregistered_address(asked: Asked) -> Asked:
    """Name an address that the application has not registered."""
    return {**asked, GOAL: "http://localhost:9/elsewhere"}


def query_added(asked: Asked) -> Asked:
    """Add a query to the registered address."""
    return {**asked, GOAL: asked[GOAL] + "?next=http://localhost:9/"}


def no_hint(asked: Asked) -> Asked:
    """Leave the hint out."""
    del asked[HINT]
    return asked


def unsigned_hint(asked: Asked) -> Asked:
    """Say that the hint needs no signature (RFC 7515, appendix A.5)."""
    _, payload, _ = asked[HINT].split(".")
    return {**asked, HINT: f"{segment({'alg': 'none'})}.{payload}."}


def another_signature(asked: Asked) -> Asked:
    """Turn the signature of the hint round."""
    header, payload, signature = asked[HINT].split(".")
    return {**asked, HINT: f"{header}.{payload}.{signature[::-1]}"}


def another_audience(asked: Asked) -> Asked:
    """Write another application into the hint; the signature is then of something else."""
    header, payload, signature = asked[HINT].split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return {**asked, HINT: f"{header}.{segment({**claims, 'aud': 'npv'})}.{signature}"}


def segment(content: dict[str, object]) -> str:
    """Write a part of a token in base64url without padding."""
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


CHANGES: dict[str, Callable[[Asked], Asked]] = {
    "an unregistered address": unregistered_address,
    "a query added to the address": query_added,
    "no hint": no_hint,
    "a hint that nobody signed": unsigned_hint,
    "a hint with another signature": another_signature,
    "a hint for another application": another_audience,
}
