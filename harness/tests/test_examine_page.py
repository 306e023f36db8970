"""Can everybody examine an application in a browser: by keyboard, on 320 px, without a script?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page

from harness.tests.examined import NAME, SEEN_BY, write_targets
from harness.tests.served import Served

pytestmark = pytest.mark.browser

SLIM = 320
ENDS = 120_000
"""Milliseconds for a run of one check on a slow machine."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("examine")
    write_targets(folder / "targets")
    running = Served.start("--targets", str(folder / "targets"), "--runs", str(folder / "runs"))
    yield running
    running.end()


@pytest.fixture
def enter(browser: Browser, served: Served) -> Iterator[Callable[..., Page]]:
    """Open the desk in a browser of one's own; its pages must complain of nothing."""
    said: list[str] = []
    opened: list[Page] = []

    def come(**settings: object) -> Page:
        page = browser.new_context(**settings).new_page()  # type: ignore[arg-type]
        page.set_default_timeout(ENDS)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda problem: said.append(str(problem)))
        page.goto(served.places["desk"])
        opened.append(page)
        return page

    yield come
    for page in opened:
        page.context.close()
    assert said == []


def require_readable(page: Page) -> None:
    """Require that nothing is wider than the window, and that axe finds nothing."""
    assert page.evaluate("document.documentElement.scrollWidth") <= SLIM
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def tick(page: Page, check: str) -> None:
    """Tick one check of the plan."""
    box = page.locator(f"input[value='{check}']")
    page.locator("details", has=box).locator("summary").click()
    box.check()


def test_from_the_first_click_to_the_bundle(
    enter: Callable[..., Page], tmp_path: Path
) -> None:  # walks one check of a real application in a real browser: longer than 5 s
    page = enter(viewport={"width": SLIM, "height": 700}, color_scheme="dark")
    page.get_by_role("link", name="Preverjanje").click()
    require_readable(page)
    page.get_by_role("link", name=NAME).click()
    tick(page, SEEN_BY)
    require_readable(page)
    page.get_by_role("button", name="Začni preverjanje").press("Enter")
    picture = page.locator("#live-picture img")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    require_readable(page)
    page.get_by_role("link", name="Odpri poročilo").wait_for()
    assert "ni izpolnjeno" in page.get_by_role("heading", level=2).first.inner_text()
    page.get_by_role("link", name="Nazaj na").click()
    require_readable(page)
    page.go_back()
    page.get_by_role("link", name="English").click()
    require_readable(page)
    with page.expect_download() as kept:
        page.get_by_role("link", name="Download all files").click()
    kept.value.save_as(tmp_path / "bundle.zip")
    with ZipFile(tmp_path / "bundle.zip") as packed:
        assert {Path(name).name for name in packed.namelist()} >= {"events.ndjson", "run.json"}
    page.get_by_role("link", name="Open the report").click()
    assert page.locator("html").get_attribute("lang") in ("sl", "en")
    assert page.get_by_role("heading", level=1).count() == 1


def test_without_a_script_it_is_read_and_stopped(enter: Callable[..., Page]) -> None:
    page = enter(java_script_enabled=False)
    page.get_by_role("link", name="Preverjanje").click()
    page.get_by_role("link", name="Nema <aplikacija>").click()
    page.get_by_role("button", name="Začni preverjanje").click()
    assert page.locator("meta[http-equiv=refresh]").count() == 1
    assert "Zagon se pripravlja" in page.inner_text("#live-progress")
    page.get_by_role("button", name="Ustavi").click()
    page.get_by_role("heading", name="Kaj lahko naredite").wait_for()  # it loads itself again
