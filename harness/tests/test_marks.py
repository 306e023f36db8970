"""Does a picture say where a person acts on it, and does it show all of a long page?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import sync_playwright

from harness.agents import Measure
from harness.agents.browser import BrowserAgent, Screen
from harness.browsers import find, launch
from harness.record.marks import Mark

pytestmark = pytest.mark.browser

STYLE = "* {margin: 0; padding: 0; border: 0} input, button {display: block; height: 40px}"
FORM = f"""<!doctype html><title>x</title><style>{STYLE}</style><form action=/next>
<input aria-label=Ime style="width: 200px"><input aria-label=Kraj style="width: 100px">
<p style="height: 1500px"></p><button style="width: 80px">Naprej</button></form>"""


@pytest.fixture
def agent() -> Iterator[BrowserAgent]:
    with sync_playwright() as driver:
        browser = launch(driver, find())
        opened = BrowserAgent.opened(browser, Screen(width=400, height=300))
        opened.page.route("**/*", lambda route: route.fulfill(body=FORM, content_type="text/html"))
        yield opened
        browser.close()


def test_each_page_is_shown_with_what_was_typed_and_is_pressed(agent: BrowserAgent) -> None:
    told: list[list[Mark]] = []
    heights: list[int] = []

    def leaving(measure: Measure) -> None:
        told.append(measure())
        heights.append(agent.page.evaluate("innerHeight"))

    agent.leaving = leaving
    agent.open("http://localhost:9/")
    agent.fill("Kraj", "Koper")
    agent.press("Naprej")
    agent.press("Naprej")
    typed = Mark(does="type", name="Kraj", x=0, y=40, width=100, height=40)
    pressed = Mark(does="press", name="Naprej", x=0, y=1580, width=80, height=40)
    assert told == [[typed, pressed], [pressed]]
    assert heights == [1620, 1620]
    assert agent.page.evaluate("innerHeight") == 300


def test_what_is_not_there_is_told_by_the_press(agent: BrowserAgent) -> None:
    measured: list[list[Mark]] = []
    agent.leaving = lambda measure: measured.append(measure())
    agent.open("http://localhost:9/")
    agent.page.set_default_timeout(1)
    with pytest.raises(Exception, match="a button or link named “Nazaj” that leads on"):
        agent.press("Nazaj")
    assert measured == [[]]
