"""Do keys alone lead through a page, and does a lost focus or a barrier show?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from harness.agents.browser import BrowserAgent, Screen
from harness.agents.keyboard import KeyboardAgent
from harness.record.verdict import Mismatch
from harness.web.accessibility import examine

pytestmark = pytest.mark.browser

SITE = "http://localhost:9/"
FORM = """<!doctype html><html lang="sl"><head><meta charset="utf-8">
<title>Vpis</title><style>%s</style></head><body><main><h1>Vpis</h1>%s
<form action="/konec"><label for="koda">Koda</label>
<input id="koda" name="koda"%s><button>Naprej</button></form></main></body></html>"""
END = "<!doctype html><html lang='sl'><title>Konec</title><h1>Konec</h1>"


@pytest.fixture
def agent(browser: Browser) -> Iterator[KeyboardAgent]:
    keys = KeyboardAgent(BrowserAgent.opened(browser, Screen()))
    yield keys
    keys.close()


def serve(agent: BrowserAgent, style: str = "", alert: str = "", field: str = "") -> None:
    """Open a form that a page of this site would show; its goal answers, too."""
    page = FORM % (style, alert, field)
    agent.page.route(
        f"{SITE}**",
        lambda route: route.fulfill(
            content_type="text/html", body=END if "konec" in route.request.url else page
        ),
    )
    agent.open(SITE)


def test_keys_alone_fill_and_send_a_form(agent: KeyboardAgent) -> None:
    serve(agent, field=' value="prej"')
    agent.fill("Koda", "čšž 1")
    assert agent.value("Koda") == "čšž 1"
    agent.press("Naprej")
    assert agent.seen().heading == "Konec"
    assert "koda=%C4%8D%C5%A1%C5%BE+1" in agent.seen().url
    assert agent.stops > 0
    assert agent.invisible == []


def test_an_invisible_focus_is_noticed(agent: KeyboardAgent) -> None:
    serve(agent, style="* { outline: none !important }")
    agent.press("Naprej")
    assert any("koda" in place for place in agent.invisible)


def test_what_no_key_reaches_is_a_mismatch(agent: KeyboardAgent) -> None:
    serve(agent, field=' tabindex="-1"')
    with pytest.raises(Mismatch, match="within 80 presses of Tab"):
        agent.fill("Koda", "x")


@pytest.mark.parametrize(
    ("alert", "field", "found"),
    [
        ("", "", None),
        ("<p role=alert>Napaka.</p>", "", False),
        ("<p role=alert>Napaka.</p>", " aria-invalid=true autofocus", True),
        ("<p role=alert tabindex=-1 autofocus>Napaka.</p>", "", True),
        ("<p role=alert hidden>Napaka.</p>", "", None),
    ],
)
def test_the_focus_has_to_be_at_the_error(
    agent: KeyboardAgent, alert: str, field: str, found: bool | None
) -> None:
    serve(agent, alert=alert, field=field)
    assert agent.focus_is_at_error() is found


def test_axe_looks_in_light_and_dark(agent: KeyboardAgent) -> None:
    serve(agent)
    conforming = examine(agent.page)
    assert conforming.violations == ()
    assert conforming.rules > 5
    assert conforming.version.split(".")[0] == "4"
    agent.page.unroute_all()
    serve(agent, style="@media (prefers-color-scheme: dark) { h1 { color: #eee } }")
    [found] = examine(agent.page).violations
    assert found.startswith("color-contrast (serious, dark)")
