"""What becomes of rubbish, and what do error pages tell of the inside?"""

from __future__ import annotations

from pytest_bdd import then, when

from harness.agents.connections import Answer
from harness.agents.raw_http import Wire
from harness.engine.world import World, describe
from harness.web.disclosure import told_by, told_in
from harness.web.malformed_input import CALLBACKS, RAW_BODY, Form, forms_of, send_rubbish
from harness.web.odd_codes import ODD_CODES
from scenarios.steps.web_pages import fetched, wire_of
from scenarios.steps.words import sentence


@when(sentence('{name:Who} comes to "{service}" by callbacks full of rubbish'))
def rubbish_callbacks(world: World, name: str, service: str) -> None:
    actor, world.notes["answers"] = world.actor(name), []
    for query in CALLBACKS:
        actor.application(service).open(f"callback?{query}")
        seen = actor.agent.seen()
        world.notes["answers"].append((query[:60], seen.status if seen.heading else 0))


@then("every answer was a page with a status of 4xx")
def client_errors(world: World) -> None:
    for what, status in world.notes["answers"]:
        world.require(f"answer to {what!r}", 400 <= status < 500, "a page with 4xx", str(status))


@when(sentence('rubbish is sent to every form of "{service}" with the cookies of {name:Who}'))
def rubbish_in_forms(world: World, service: str, name: str) -> None:
    actor = world.actor(name)
    wire, pages = wire_of(world, actor, service), fetched(world, actor, service)
    forms = {form for page in pages for form in forms_of(page)}
    world.require("forms", bool(forms), "at least one", str(len(forms)))
    answers = [answer for form in sorted(forms) for answer in send_rubbish(wire, form)]
    world.notes["answers"] = [(answer.url, answer.status) for answer in answers]


@then("every answer was a page with a status below 500")
def no_server_errors(world: World) -> None:
    for what, status in world.notes["answers"]:
        world.require(f"answer of {what}", 200 <= status < 500, "200 to 499", str(status))


@when(sentence('{name:Who} meets the error pages of "{service}"'))
def meet_errors(world: World, name: str, service: str) -> None:
    actor = world.actor(name)
    entrance, wire = actor.application(service), wire_of(world, actor, service)
    entrance.open("te-strani-ni")
    world.notes["seen"] = describe(actor.agent.seen())
    address = entrance.address
    answers = [wire.get(f"{address}callback?{query}") for query in CALLBACKS]
    answers += [wire.get(f"{address}te-strani-ni"), wire.send("PUT", address, b"x=1")]
    answers += [wire.send("POST", f"{address}{path}", RAW_BODY) for path in ("", "sign-in", "x")]
    world.notes["errors"] = [answer for answer in answers if answer.status >= 400]


@then("no error page and no header has told of traces, versions or paths")
def nothing_of_the_inside(world: World) -> None:
    errors: list[Answer] = world.notes["errors"]
    world.require("error pages", len(errors) > 5, "more than 5", str(len(errors)))
    world.expect("told on the screen", None, told_in(world.notes["seen"]))
    for answer in errors:
        world.expect(f"told with {answer.status} by {answer.url[:80]}", None, told_by(answer))


@when(sentence('{name:Who} sends what is no code to "{service}"'))
def send_no_code(world: World, name: str, service: str) -> None:
    actor = world.actor(name)
    wire, page = wire_of(world, actor, service), f"{actor.application(service).address}confirm"
    world.notes["answers"] = []
    for what, send in ODD_CODES.items():
        (form, *_) = _typed_in(wire, page)
        world.notes["answers"].append((what, send(wire, form).status))
        world.require(f"asked for a code after {what}", bool(_typed_in(wire, page)), "yes", "no")


def _typed_in(wire: Wire, page: str) -> list[Form]:
    return [form for form in forms_of(wire.arrive(page)) if form.is_typed_in]
