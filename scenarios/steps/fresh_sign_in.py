"""Does REKONO ask a person again where an application wants it, and nobody where it must not?"""

from __future__ import annotations

from urllib.parse import urlencode

from pytest_bdd import then, when

from harness.engine.actor import Actor
from harness.engine.world import World, describe
from scenarios.steps.protocol import parameters_of, request_of, sent_to
from scenarios.steps.words import sentence

SIGN_IN_PAGE = "Prijava v REKONO"
NOTHING: dict[str, list[str]] = {}


@when(sentence("the session of {name:Who} at REKONO began {minutes:d} minutes ago"))
def older_session(world: World, name: str, minutes: int) -> None:
    world.environment.rekono.age("session", world.actor(name).person.email, minutes * 60)


@when(sentence('the last request reaches REKONO again with "{parameter}={value}"'))
def repeat_request(world: World, parameter: str, value: str) -> None:
    asked = {name: values[0] for name, values in request_of(world, world.me).items()}
    altered = urlencode({**asked, parameter: value})
    world.me.agent.open(f"{world.environment.issuer}authorize?{altered}")


@then(sentence("REKONO has {asked:Words} {name:Who} to sign in"))
def has_asked(world: World, asked: str, name: str) -> None:
    actor = world.actor(name)
    shown = SIGN_IN_PAGE in describe(actor.agent.seen()) or bool(pages_since(world, actor))
    world.expect("REKONO has asked to sign in", asked == "asked", shown)


@then(sentence('REKONO has answered the application of {name:Who} with a "{parameter}"'))
def answered_with(world: World, name: str, parameter: str) -> None:
    answer = answer_to_last(world, world.actor(name))
    world.require("the answer", parameter in answer, f"a {parameter}", sorted(answer))


@then(sentence('REKONO has answered the application of {name:Who} with the error "{error}"'))
def answered_with_error(world: World, name: str, error: str) -> None:
    answer = answer_to_last(world, world.actor(name))
    world.expect("error of the answer", [error], answer.get("error"))


@then(sentence("REKONO has answered the application of {name:Who} with nothing"))
def not_answered(world: World, name: str) -> None:
    answer = answer_to_last(world, world.actor(name))
    world.expect("parameters of an answer", [], sorted(answer))


def since_last(world: World, actor: Actor) -> list[str]:
    """List the addresses that a person's browser went to after the last authorization request."""
    sent = [request.url for request in actor.agent.sent()]
    last = sent_to(world, actor, "authorize")[-1]
    return sent[len(sent) - sent[::-1].index(last) :]


def pages_since(world: World, actor: Actor) -> list[str]:
    """List the sign-in pages since then."""
    return [url for url in since_last(world, actor) if "/chooselogin/" in url]


def answer_to_last(world: World, actor: Actor) -> dict[str, list[str]]:
    """Give the parameters of the answer to the last authorization request; none where none came."""
    goal = request_of(world, actor)["redirect_uri"][0]
    answers = [url for url in since_last(world, actor) if url.startswith(goal + "?")]
    return parameters_of(answers[-1]) if answers else NOTHING
