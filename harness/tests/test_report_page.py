"""Can everybody read the report: by axe, on 320 px, in both languages, without a network?"""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page

from harness.render import render
from harness.tests.sample import SOMEBODYS, SPECIAL, sample_record
from harness.tests.test_render import hostile_run

pytestmark = pytest.mark.browser

SHOWN = {"ACT-04", "OP-50", *SPECIAL}
"""Few requirements, so that axe is quick, but every verdict."""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a report rich in every verdict."""
    directory = tmp_path_factory.mktemp("run")
    [path] = render(sample_record(directory, SHOWN), directory, ["html"])
    return path


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a report whose first page says why there is no certificate."""
    directory = tmp_path_factory.mktemp("certified")
    [path] = render(sample_record(directory, SHOWN, SOMEBODYS), directory, ["html"])
    return path


@pytest.fixture
def said() -> list[str]:
    """Collect what the page complained of or asked the network for; must stay empty."""
    return []


def opened(browser: Browser, report: Path, said: list[str], **settings: object) -> Page:
    page = browser.new_context(**settings).new_page()  # type: ignore[arg-type]
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda problem: said.append(str(problem)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("request", lambda asked: said.extend([asked.url] * asked.url.startswith("http")))
    page.goto(report.as_uri())
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("locale", "width"), [("sl-SI", 320), ("en-GB", 1280)])
def test_everybody_can_read_it(
    browser: Browser, report: Path, said: list[str], scheme: str, locale: str, width: int
) -> None:
    size = {"width": width, "height": 900}
    page = opened(browser, report, said, viewport=size, locale=locale, color_scheme=scheme)
    page.evaluate(
        "document.querySelectorAll('#s-act-11, #s-act-11 details, #s-mfa-04, .area')"
        ".forEach(box => box.open = true)"
    )
    assert page.locator("html").get_attribute("lang") == locale[:2]
    assert page.evaluate("document.documentElement.scrollWidth") == width
    violations = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == []
    assert said == []
    page.context.close()


@pytest.mark.parametrize(
    ("scheme", "locale", "width"), [("light", "sl-SI", 320), ("dark", "en-GB", 1280)]
)
def test_everybody_can_read_the_certificate(
    browser: Browser, certified: Path, said: list[str], scheme: str, locale: str, width: int
) -> None:
    size = {"width": width, "height": 900}
    page = opened(browser, certified, said, viewport=size, locale=locale, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_role("searchbox").fill("act-11")
    page.get_by_role("searchbox").fill("")
    page.locator(".modules summary").click()
    assert page.locator(".modules li").count() == 57
    assert page.evaluate("document.documentElement.scrollWidth") == width
    within = {"include": [[".certificate"], [".modules"]]}
    violations = Axe().run(page, within).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == []
    heading = page.get_by_role("heading", level=1)
    assert heading.inner_text() == {"sl": "Potrdila ni", "en": "No certificate"}[locale[:2]]
    assert page.locator(".certificate").get_by_role("link", name="ACT-11").is_visible()
    assert said == []
    page.context.close()


def test_a_printed_certificate_stands_by_itself(
    browser: Browser, certified: Path, said: list[str]
) -> None:
    """On white paper, with nothing to press, and nothing else of the report on its pages."""
    page = opened(browser, certified, said, color_scheme="dark")
    page.emulate_media(media="print")
    assert page.locator(".certificate").evaluate("it => getComputedStyle(it).breakAfter") == "page"
    for shown in [page.locator("html"), *page.locator(".drums i").all()]:
        ground = shown.evaluate(
            "it => [getComputedStyle(it).backgroundColor, getComputedStyle(it).backgroundImage]"
        )
        assert ground in (["rgb(255, 255, 255)", "none"], ["rgba(0, 0, 0, 0)", "none"])
    assert page.locator("button:visible:not(.frame), input:visible").count() == 0
    assert page.pdf(format="A4").startswith(b"%PDF-")
    page.context.close()


def test_it_can_be_used(browser: Browser, report: Path, said: list[str]) -> None:
    page = opened(browser, report, said, locale="sl-SI")
    page.get_by_role("searchbox").fill("rp-04")
    assert page.locator("[data-v]:visible").count() == 2
    page.get_by_role("link", name="ACT-11").first.click()
    page.locator("#r-ACT-11").wait_for()
    assert page.get_by_role("searchbox").input_value() == ""
    page.get_by_role("button", name="English").click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("No verdict")
    page.goto(f"{report.as_uri()}#s-act-11")
    page.locator("#s-act-11 .film button").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Next").click()
    assert "start page" in page.locator("#viewer-caption").inner_text()
    page.keyboard.press("Escape")
    assert said == []
    page.context.close()


def test_it_is_whole_without_its_script(browser: Browser, report: Path, said: list[str]) -> None:
    page = opened(browser, report, said, java_script_enabled=False)
    assert page.get_by_role("heading", level=1).inner_text().startswith("Izida ni")
    picture = page.locator(".card .frame img").first
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("it => it.decode().then(() => it.naturalWidth)") > 0
    assert not page.get_by_role("searchbox").is_visible()
    page.context.close()


def test_hostile_text_does_nothing(browser: Browser, tmp_path: Path, said: list[str]) -> None:
    [path] = render(hostile_run(tmp_path), tmp_path, ["html"])
    page = opened(browser, path, said, viewport={"width": 320, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach(box => box.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.locator("script").count() == 1
    assert page.locator("img").count() == 0
    assert said == []
    page.context.close()
