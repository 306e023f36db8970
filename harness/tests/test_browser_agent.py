"""Does a browser tell of a page only what a person would see of it?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest
from playwright.sync_api import Page, Route, sync_playwright

from harness.agents import deadlines, window
from harness.agents.browser import BrowserAgent, Screen
from harness.agents.locator import Locator
from harness.browsers import find, launch
from harness.errors import TargetUnreachable
from harness.processes.ports import free_port
from harness.record.verdict import Mismatch

pytestmark = pytest.mark.browser

SITE = "http://localhost:9/"
PAGE = """<!doctype html><html lang="sl"><title>Stran</title>
<script>setTimeout(() => fetch("now"), 300)</script><link rel="stylesheet" href="late.css">
<body><p id="wide" style="width: 2000px">Široko</p></body></html>"""
STYLE = "#wide { width: 10px !important }"
WIDTH = "() => document.scrollingElement.scrollWidth"


@pytest.fixture
def agent() -> Iterator[BrowserAgent]:
    found = find()
    with sync_playwright() as driver:
        browser = launch(driver, found)
        yield BrowserAgent.opened(browser, Screen(width=320))
        browser.close()


def test_a_page_is_looked_at_when_its_style_has_come(agent: BrowserAgent) -> None:
    held: list[Route] = []

    def answer(route: Route) -> None:
        if route.request.url.endswith(".css"):
            held.append(route)
        elif route.request.url.endswith("now"):
            held.pop().fulfill(content_type="text/css", body=STYLE)
        else:
            route.fulfill(content_type="text/html", body=PAGE)

    agent.page.route(f"{SITE}**", answer)
    agent.open(SITE)
    assert agent.page.evaluate(WIDTH) == 320


def test_what_scripts_have_stored_is_read(agent: BrowserAgent) -> None:
    store = "<script>localStorage.a = 'ena'; sessionStorage.b = 'dve'</script>"
    agent.page.route(SITE, lambda route: route.fulfill(content_type="text/html", body=store))
    agent.open(SITE)
    assert agent.stored() == {"a": "ena", "b": "dve"}


def test_a_link_on_a_foreign_site_is_followed(agent: BrowserAgent) -> None:
    agent.page.route(SITE, lambda route: route.fulfill(content_type="text/html", body="<h1>Tu"))
    agent.follow_from("http://127.0.0.1:9/", f"{SITE}")
    assert (agent.seen().url, agent.seen().heading) == (SITE, "Tu")


OPENS = "<title>Prva</title><button onclick=\"window.open('popup')\">Odpri</button>"
MEANWHILE: dict[str, tuple[object, Callable[[BrowserAgent], object]]] = {
    "wait_for_load_state": (Page, lambda agent: agent.await_address(f"{SITE}popup")),
    "look": (window, BrowserAgent.seen),
}
"""What is done at a pop-up, by where it closes meanwhile."""


@pytest.mark.parametrize("where", MEANWHILE)
def test_behind_a_pop_up_that_closes_stands_the_page(
    where: str, agent: BrowserAgent, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, deed = MEANWHILE[where]
    usual, closed = getattr(place, where), list[Page]()

    def after_it_has_closed(page: Page, *words: object, **options: object) -> object:
        if not closed:
            closed.append(page)
            page.close()
        return usual(page, *words, **options)

    answered = {"content_type": "text/html", "body": OPENS}
    agent.page.context.route(f"{SITE}**", lambda route: route.fulfill(**answered))
    agent.open(SITE)
    with agent.page.expect_popup() as opened:
        agent.press_and_stay("Odpri")
    opened.value.wait_for_load_state()
    monkeypatch.setattr(place, where, after_it_has_closed)
    deed(agent)
    assert closed == [opened.value]
    assert (agent.seen().url, agent.seen().title) == (SITE, "Prva")


class Quiet(BaseHTTPRequestHandler):
    """What answers for a site, and says nothing on the terminal."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(site: type[Quiet]) -> Iterator[str]:
    """Serve a site; gives its address."""
    with ThreadingHTTPServer(("localhost", 0), site) as server:
        Thread(target=server.serve_forever, args=(0.05,)).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def leading_nowhere() -> Iterator[str]:
    """Serve a site that shows a page at /, and leads on from elsewhere to where nobody listens."""
    nobody = f"http://127.0.0.1:{free_port()}/"

    class Site(Quiet):
        def do_GET(self) -> None:
            page = b'<a href="away">Naprej</a>' if self.path == "/" else b""
            self.send_response(200 if page else 302)
            self.send_header("Location", nobody)
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

    with served(Site) as address:
        yield address


def test_an_address_that_leads_nowhere_holds_nothing(
    agent: BrowserAgent, leading_nowhere: str
) -> None:
    for _ in range(20):
        agent.open(leading_nowhere)
        with pytest.raises(TargetUnreachable, match="net::ERR_CONNECTION_REFUSED"):
            agent.press("Naprej")
        with pytest.raises(
            TargetUnreachable, match=r"did not return a page: .*net::ERR_CONNECTION_REFUSED"
        ):
            agent.open(f"{leading_nowhere}away")
    agent.open("data:text/html,<h1>Tu")
    assert agent.seen().heading == "Tu"


LEADS_ON = b'<a href="late">Kasneje</a> <a href="never?code=secret">Nikoli</a>'
ASKS = b"<body><script>fetch('late').then(() => document.body.innerHTML = '<h1>Tu')</script>"


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Serve a site whose links lead on: one late, when others would have given up, one never."""
    monkeypatch.setattr(deadlines, "STEP", 2.0)
    monkeypatch.setattr(deadlines, "ANSWER", 7.0)
    over = Event()

    class Site(Quiet):
        def do_GET(self) -> None:
            over.wait({"/": 0, "/asks": 0, "/late": 2.5}.get(self.path, 60))
            page = ASKS if self.path == "/asks" else LEADS_ON
            self.send_response(200)
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            with suppress(OSError):  # nobody waits for it any more
                self.wfile.write(page)

    with served(Site) as address:
        yield address
        over.set()


def test_a_page_may_take_longer_than_what_leads_to_it(agent: BrowserAgent, slow: str) -> None:
    agent.open(slow)
    agent.press("Kasneje")
    assert agent.seen().url == f"{slow}late"


def test_a_page_that_still_asks_for_something_may_take_longer_too(
    agent: BrowserAgent, slow: str
) -> None:
    agent.open(f"{slow}asks")
    agent.await_any(Locator(css="h1"))
    assert agent.seen().heading == "Tu"


def test_where_a_page_does_not_come_the_one_before_stays(agent: BrowserAgent, slow: str) -> None:
    agent.open(slow)
    with pytest.raises(TargetUnreachable, match=r"/never did not return a page within 7 s$"):
        agent.press("Nikoli")
    assert agent.seen().url == slow
    agent.press("Kasneje")
    assert agent.seen().url == f"{slow}late"


def test_a_page_that_goes_on_by_itself_is_not_what_a_press_led_to(
    agent: BrowserAgent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadlines, "STEP", 1.0)
    again = "<h1>Tu</h1><script>setTimeout(() => location.reload(), 300)</script>"
    agent.page.route(SITE, lambda route: route.fulfill(content_type="text/html", body=again))
    agent.open(SITE)
    agent.page.context.set_default_timeout(1_000)
    with pytest.raises((Mismatch, TargetUnreachable)):
        agent.press("Ni ga")
