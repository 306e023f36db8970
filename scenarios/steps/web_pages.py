"""Do the pages of a service keep what every web application owes its people?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlencode, urljoin

from pytest_bdd import then, when

from harness.actor import Actor
from harness.agents.document import Document
from harness.agents.http import origin_of
from harness.agents.wire import Answer, Wire
from harness.errors import TargetUnreachable
from harness.pages.application import Application
from harness.world import World, describe
from scenarios.steps.words import sentence

FOREIGN = "tuje.example"
FOREIGN_FORMS = (f"https://{FOREIGN}/", f"//{FOREIGN}/", f"/\\{FOREIGN}/", f"http:{FOREIGN}")
NAMES_OF_GOALS = (
    "next", "return", "returnTo", "return_to", "returnUrl", "redirect", "redirect_to", "continue",
    "goto", "target", "url", "from", "back",
)  # fmt: skip
PAGES = {"Aktivacija uporabnika": ("", "confirm", "applications", "support")}
"""Pages of a service that has more than its first."""
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


@then(
    sentence(
        'the cookies of "{service}" are out of reach of scripts, of other sites and of other hosts'
    )
)
def cookies_out_of_reach(world: World, service: str) -> None:
    cookies = world.me.agent.cookies(world.me.application(service).address)
    world.check("cookies", bool(cookies), "at least one", str(len(cookies)))
    for cookie in cookies:
        world.expect(f"{cookie.name}: HttpOnly", True, cookie.http_only)
        site = cookie.same_site
        world.check(f"{cookie.name}: SameSite", site in ("Lax", "Strict"), "Lax or Strict", site)
        world.check(f"{cookie.name}: this host only", *host_only(cookie.domain))


@when(
    sentence('{name:Who} comes to "{service}" and signs in by addresses that name a foreign site')
)
def come_by_foreign_goals(world: World, name: str, service: str) -> None:
    actor = world.actor(name)
    entrance = actor.application(service)
    for form in FOREIGN_FORMS:
        actor.agent.forget(entrance.address)
        entrance.open(f"?{urlencode(dict.fromkeys(NAMES_OF_GOALS, form))}")
        world.notes.setdefault("led", []).append(led_to(entrance))


@then(sentence('{name:Who} has never left "{service}" and REKONO'))
def never_left(world: World, name: str, service: str) -> None:
    actor = world.actor(name)
    own = {origin_of(actor.application(service).address), origin_of(world.stage.issuer)}
    sent = {origin_of(sent.url) for sent in actor.agent.sent() if sent.url.startswith("http")}
    world.expect("where the browser has been beyond them", [], sorted(sent - own))
    own_pages = [actor.application(service).address] * len(FOREIGN_FORMS)
    world.expect("where the person came to", own_pages, world.notes["led"])


@then(sentence('the pages of "{service}" that show {name:Who} forbid to store them'))
def not_stored(world: World, service: str, name: str) -> None:
    actor = world.actor(name)
    answers = [answer for answer in fetched(world, actor, service) if answer.status == 200]
    shown = [answer for answer in answers if actor.person.name in answer.source]
    world.check("pages that show the person", bool(shown), "at least one", str(len(shown)))
    for answer in shown:
        kept = answer.headers.get("cache-control", "")
        world.check(f"Cache-Control of {answer.url}", "no-store" in kept, "no-store", kept)


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


def led_to(entrance: Application) -> str:
    """Press the sign-in button as somebody known to REKONO; gives the service that comes up."""
    try:
        entrance.sign_in()
    except TargetUnreachable:  # the foreign site does not answer, or the browser did not go there
        return "an address that gives no page"
    return entrance.address if entrance.person() else "a page of nobody"


def host_only(domain: str) -> tuple[bool, str, str]:
    """Judge the domain of a cookie: a leading dot means that other hosts get it, too."""
    return not domain.startswith("."), "no Domain", domain


def wire_of(world: World, actor: Actor, service: str) -> Wire:
    """Give single requests with a person's cookies, from the person's network."""
    cookies = actor.agent.cookies(actor.application(service).address)
    for cookie in cookies:
        world.stage.redactor.register(cookie.value)
    headers = {"X-Forwarded-For": actor.person.network_address}
    wire = Wire(cookies, headers, world.stage.aside)
    world.at_end(wire.close)
    return wire


def fetched(world: World, actor: Actor, service: str) -> list[Answer]:
    """Fetch the pages of a service with a person's cookies."""
    wire, address = wire_of(world, actor, service), actor.application(service).address
    return [wire.get(f"{address}{path}") for path in PAGES.get(service, ("",))]


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
