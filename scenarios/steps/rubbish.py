"""What becomes of rubbish, and what do error pages tell of the inside?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from pytest_bdd import then, when

from harness.agents.connections import Answer
from harness.agents.document import Document
from harness.agents.wire import Wire
from harness.world import World, describe
from scenarios.steps.web_pages import fetched, wire_of
from scenarios.steps.words import sentence

CALLBACKS = (
    "",
    "code=x",
    "state=x",
    "code=x&state=y",
    "code=x&code=y&state=a&state=b",
    f"code={'A' * 5000}&state={'B' * 5000}",
    "code=%FF%FE&state=%C3%28",
    "code=%00&state=%00",
    "code%5B%5D=x&state%5B%5D=y",
    "error=%3Cscript%3E",
    "id_token=a.b.c&state=x",
    "%",
)
RUBBISH = ("", "A" * 10_000, "\0\x07\x1b", "Ж☃𝕏", "<script>1</script>", "' OR '1'='1", "../../etc")
RAW_BODY = b"code=%FF%FE&csrf_token=%C3%28&=&&%"
INSIDE = re.compile(
    r"Traceback|File \"|\.py\b|site-packages|(?:/usr/|/home/|/opt/|/var/|[A-Z]:\\)\w"
    r"|\b\w+(?:Error|Exception):"
    r"|\b(?:python|werkzeug|flask|jinja2|sqlalchemy|waitress|cheroot|gunicorn|uvicorn|nginx|apache"
    r"|php|tomcat|jetty|kestrel|iis|asp\.net|express)[/ ]?v?\d",
    re.IGNORECASE,
)


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
        world.check(f"answer to {what!r}", 400 <= status < 500, "a page with 4xx", str(status))


@when(sentence('rubbish is sent to every form of "{service}" with the cookies of {name:Who}'))
def rubbish_in_forms(world: World, service: str, name: str) -> None:
    actor = world.actor(name)
    wire, pages = wire_of(world, actor, service), fetched(world, actor, service)
    forms = {form for page in pages for form in forms_of(page)}
    world.check("forms", bool(forms), "at least one", str(len(forms)))
    answers = [answer for form in sorted(forms) for answer in send_rubbish(wire, *form)]
    world.notes["answers"] = [(answer.url, answer.status) for answer in answers]


@then("every answer was a page with a status below 500")
def no_server_errors(world: World) -> None:
    for what, status in world.notes["answers"]:
        world.check(f"answer of {what}", 200 <= status < 500, "200 to 499", str(status))


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
    world.check("error pages", len(errors) > 5, "more than 5", str(len(errors)))
    world.expect("told on the screen", None, inside(world.notes["seen"]))
    for answer in errors:
        told = inside(f"{answer.headers}\n{answer.source}")
        world.expect(f"told with {answer.status} by {answer.url[:80]}", None, told)


def forms_of(page: Answer) -> Iterator[tuple[str, tuple[tuple[str, str, bool], ...]]]:
    """List the forms of a page: address, and of each field name, value and whether it is hidden."""
    for form in Document(page.url, page.status, page.source).tree.css("form"):
        fields = [node.attributes for node in form.css("input, textarea, select")]
        named = [
            (str(one["name"]), one.get("value") or "", one.get("type") == "hidden")
            for one in fields
            if one.get("name")
        ]
        yield urljoin(page.url, form.attributes.get("action") or ""), tuple(named)


def send_rubbish(
    wire: Wire, url: str, fields: tuple[tuple[str, str, bool], ...]
) -> Iterator[Answer]:
    """Fill a form with rubbish: what people type into, and once everything."""
    yield wire.send("POST", url, RAW_BODY)
    for rubbish in RUBBISH:
        yield wire.post(url, [(name, rubbish) for name, _, _ in fields])
        if any(not hidden for _, _, hidden in fields):
            kept = [(name, value if hidden else rubbish) for name, value, hidden in fields]
            yield wire.post(url, kept)


def inside(text: str) -> str | None:
    """Find what tells of the inside of a server."""
    found = INSIDE.search(text)
    return text[max(0, found.start() - 30) : found.end() + 30] if found else None
