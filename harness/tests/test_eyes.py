"""Can a page fool or break the scripts that look at it?"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from harness.agents import Seen
from harness.agents.browser import BrowserAgent, Screen
from harness.agents.keyboard import KeyboardAgent
from harness.agents.locator import Locator
from harness.errors import TargetUnreachable
from harness.web.accessibility import Findings, examine

pytestmark = pytest.mark.browser

SITE = "http://localhost:9/"
BAD = """<!doctype html><html><head><title>Vpis</title></head><body><main><h1>Vpis</h1>%s
<img src="x.png"><input><a href="/x"></a><p style="color:#aaa;background:#bbb">Bledo</p>
<p role=alert>Napaka</p><form action="/konec"><input aria-label=Koda><button>Naprej</button></form>
</main></body></html>"""
ATTACKS = {
    "nothing": "",
    "axe": """<script>
      const lie = {run: async () => ({testEngine: {version: "1"}, passes: [], violations: []})};
      Object.defineProperty(window, "axe", {get: () => lie, set: () => {}});</script>""",
    "what finds elements": """<script>
      for (const kind of [Document, Element, DocumentFragment])
        kind.prototype.querySelector = kind.prototype.querySelectorAll = () => [];
      document.querySelectorAll = () => []; document.querySelector = () => null;
      Object.defineProperty(document, "body", {get: () => null});</script>""",
    "what Python is told by": """<script>
      JSON.stringify = JSON.parse = () => { throw new Error("no"); };
      Array.prototype.map = Array.prototype.filter = Array.prototype.slice = () => [];
      Array.prototype[Symbol.iterator] = function* () {};
      Object.entries = Object.keys = () => []; Promise.prototype.then = () => {};
      String.prototype.slice = () => "lie"; window.String = () => "lie";</script>""",
    "what is seen": """<script>
      Object.defineProperty(HTMLElement.prototype, "innerText", {get: () => "lie"});
      Element.prototype.checkVisibility = () => false;
      window.getComputedStyle = () => ({}); Element.prototype.getAnimations = () => [];
      HTMLElement.prototype.focus = HTMLElement.prototype.blur = () => {};
      performance.getEntriesByType = () => [{responseStatus: 599}];</script>""",
    "names that hide what the document has": """<img name=querySelectorAll src="x.png" hidden>
      <img name=querySelector src="x.png" hidden><img name=body hidden>
      <img name=documentElement hidden><img name=createElement hidden>""",
    "everything frozen": "<script>for (const k of [Array, Object, Document, Element])"
    " Object.freeze(k.prototype);</script>",
}
FORM = """<form hidden><input name=attributes><input name=getAttribute><input name=parentNode>
</form>"""


@pytest.fixture
def agent(browser: Browser) -> Iterator[KeyboardAgent]:
    keys = KeyboardAgent(BrowserAgent.opened(browser, Screen()))
    yield keys
    keys.close()


def serve(agent: BrowserAgent, body: str, frame: str = "") -> None:
    """Show a page of this site, with another in a frame."""
    agent.page.route(
        f"{SITE}**",
        lambda route: route.fulfill(
            content_type="text/html", body=frame if "frame" in route.request.url else body
        ),
    )
    agent.open(SITE)


def violations(found: Findings) -> set[str]:
    return {one.partition(" (")[0] for one in found.violations}


@pytest.fixture(scope="module")
def honest(browser: Browser) -> tuple[set[str], Seen, list[str]]:
    """Look at the page that attacks nobody."""
    keys = KeyboardAgent(BrowserAgent.opened(browser, Screen()))
    serve(keys, BAD % "")
    seen = violations(examine(keys.page)), keys.seen(), keys.offered()
    keys.close()
    return seen


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_page_that_attacks_our_eyes_is_seen_as_it_is(
    agent: KeyboardAgent, attack: str, honest: tuple[set[str], Seen, list[str]]
) -> None:
    barriers, seen, offered = honest
    serve(agent, BAD % ATTACKS[attack])
    found = examine(agent.page)
    assert len(barriers) >= 4
    assert barriers <= violations(found)
    assert found.version != "1"
    assert agent.seen() == seen
    assert agent.offered() == offered
    assert agent.shown(Locator(role="alert")) == "Napaka"
    agent.fill("Koda", "1")
    assert agent.value("Koda") == "1"
    assert agent.stops >= 3
    assert not agent.invisible
    assert agent.focus_is_at_error() is False
    agent.reload()
    assert agent.tabs.status == 200
    assert agent.picture()


def test_what_was_put_aside_is_there_again(agent: KeyboardAgent) -> None:
    serve(agent, BAD % (ATTACKS["names that hide what the document has"] + FORM))
    before = sorted(re.findall(r"\w+", agent.source()))  # in whatever order attributes stand
    assert len(examine(agent.page).violations) >= 4
    assert sorted(re.findall(r"\w+", agent.source())) == before


def test_a_form_that_hides_its_own_methods_is_told_as_the_pages_doing(
    agent: KeyboardAgent,
) -> None:
    serve(agent, BAD % FORM)
    assert agent.seen().heading == "Vpis"
    with pytest.raises(TargetUnreachable, match="getAttribute is not a function"):
        agent.shown(Locator(role="form"))


def test_a_frame_cannot_fool_us_either(agent: KeyboardAgent) -> None:
    lie = ATTACKS["what finds elements"] + ATTACKS["what Python is told by"]
    serve(agent, BAD % '<iframe src="/frame"></iframe>', f"{lie}<button>V okviru</button>")
    agent.page.frame_locator("iframe").get_by_role("button").wait_for()
    assert "V okviru" in agent.offered()
