"""Does the guide lead a reader through the flow, in both languages, or is it refused?"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page

from harness.engine.feature_files import list_scenarios
from harness.engine.suite import GUIDE
from harness.record.evidence import EVENTS
from harness.render.guide.page import FILES, linked
from harness.render.guide.words import guide_words
from harness.tests.command import vodomer
from harness.words import LANGUAGES

Event = dict[str, Any]
SECRET = re.compile("Geslo|geslo$|PIN|[Kk]oda")
"""Names of fields whose values are covered."""
CODE = re.compile(r"[2-9A-Z]{4}(-[2-9A-Z]{4}){3}")
NEW_ACCOUNT = (
    "documented_flow/from-the-welcome-e-mail-to-the-application[register-monitoringa-pitne-vode]"
)
COVER = (0x8A, 0x94, 0xA3)
BOXES = """
them => them.map(it => [it.x, it.y, it.width, it.height].map(one => one.baseVal.value))
"""
COLOUR_AT = """(img, [x, y]) => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [img.naturalWidth, img.naturalHeight];
  const drawn = canvas.getContext("2d");
  drawn.drawImage(img, 0, 0);
  return [...drawn.getImageData(x, y, 1, 1).data].slice(0, 3);
}"""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run in a browser what the guide is made of."""
    folder = tmp_path_factory.mktemp("runs") / "guided"
    done = vodomer("run", "--only", GUIDE, "--plain", "--out", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def guide(run: Path) -> Path:
    """Make the guide of it."""
    folder = run.with_name("guided-guide")
    done = vodomer("guide", str(run))
    assert (done.returncode, done.stdout.split()) == (
        0,
        [str(folder / one) for one in FILES.values()],
    )
    return folder


def opened(browser: Browser, file: Path, **settings: Any) -> tuple[Page, list[str]]:
    """Open a page; give what it complains of or asks the network for, too."""
    page, said = browser.new_context(**settings).new_page(), list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("request", lambda asked: said.extend([asked.url] * asked.url.startswith("http")))
    page.goto(file.as_uri())
    return page, said


def changed(run: Path, into: Path, change: Callable[[Event], Event | None]) -> Path:
    """Copy a run with other events, as somebody hostile or careless might."""
    shutil.copytree(run, into)
    events = [json.loads(line) for line in (run / EVENTS).read_text().splitlines()]
    told = [json.dumps(one) for one in map(change, events) if one]
    (into / EVENTS).write_text("\n".join(told) + "\n")
    return into


def test_its_words_are_of_scenarios_that_there_are() -> None:
    shown = {part.scenario for part in guide_words().parts if part.scenario}
    tagged = {one.id for one in list_scenarios() if GUIDE in one.tags}
    assert shown <= tagged
    assert {one.partition("[")[0] for one in tagged} == {one.partition("[")[0] for one in shown}


def test_addresses_are_links() -> None:
    text = linked("Piši na a.b@mpv.si. Ali <https://is.mpv.si/>.")
    assert text == (
        'Piši na <a href="mailto:a.b@mpv.si">a.b@mpv.si</a>. '
        'Ali &lt;<a href="https://is.mpv.si/">https://is.mpv.si/</a>&gt;.'
    )


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("sl", 320, "dark"), ("sl", 1200, "light"), ("en", 320, "light"), ("en", 1200, "dark")],
)
def test_everybody_can_read_it(
    browser: Browser, guide: Path, language: str, width: int, scheme: str
) -> None:
    size = {"width": width, "height": 900}
    page, said = opened(browser, guide / FILES[language], viewport=size, color_scheme=scheme)  # type: ignore[index]
    assert page.locator("html").get_attribute("lang") == language
    assert page.evaluate("document.documentElement.scrollWidth") == width
    violations = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == []
    assert said == []
    page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_leads_from_the_e_mail_to_the_application(
    browser: Browser, guide: Path, language: str
) -> None:
    page, _ = opened(browser, guide / FILES[language], java_script_enabled=False)  # type: ignore[index]
    headings = page.locator("#new-account h3").all_inner_texts()
    assert len(headings) == 14
    for name in ("Aktivacija uporabnika", "Registracija: koda PUK", "Potrditev aktivacije"):
        assert any(name in heading for heading in headings)
    assert "***" in page.locator("#e-mail blockquote").inner_text()
    acts = page.locator("#new-account article").first.locator("li").all_inner_texts()
    assert ["Aktivacijska koda" in acts[0], "REGISTRACIJA" in acts[1]] == [True, True]
    support = page.locator("#support a").evaluate_all("them => them.map(it => it.href)")
    assert support[:2] == ["mailto:support@rekono.si", "mailto:podpora@mpv.si"]
    page.context.close()


@pytest.mark.browser
def test_its_links_lead_somewhere(browser: Browser, guide: Path) -> None:
    page, _ = opened(browser, guide / FILES["sl"])
    goals = page.locator("a").evaluate_all("them => them.map(it => it.getAttribute('href'))")
    inside = {goal for goal in goals if not goal.startswith(("https:", "mailto:"))}
    here = {f"#{one}" for one in page.locator("[id]").evaluate_all("them => them.map(it => it.id)")}
    assert inside - here == {FILES["en"]}
    page.get_by_role("link", name="In English").click()
    assert page.get_by_role("heading", level=1).inner_text() == "User registration"
    page.context.close()


@pytest.mark.browser
def test_each_act_is_marked_and_no_secret_is_shown(browser: Browser, guide: Path) -> None:
    page, _ = opened(browser, guide / FILES["sl"])
    covered = []
    for article in page.locator("article").all():
        boxes = article.locator("rect").evaluate_all(BOXES)
        acts = article.locator(".acts li").all_inner_texts()
        assert len(boxes) == len(acts) == article.locator("circle").count()
        for (x, y, width, height), act in zip(boxes, acts, strict=True):
            if "vpišite" in act and SECRET.search(act.split("«")[0]):
                middle = [x + width / 2, y + height / 2]
                covered.append(article.locator("img").evaluate(COLOUR_AT, middle))
    assert len(covered) >= 10
    assert [
        one for one in covered if any(abs(a - b) > 8 for a, b in zip(one, COVER, strict=True))
    ] == []
    assert not CODE.search(page.locator("body").inner_text())
    page.context.close()


@pytest.mark.browser
def test_what_a_hostile_run_says_is_text(browser: Browser, run: Path, tmp_path: Path) -> None:
    bad = "<img src=x onerror=alert(1)><script>alert(1)</script>"

    def hostile(event: Event) -> Event:
        for mark in event.get("marks", ()):
            mark["name"] += bad
        if event.get("kind") == "mail":
            event["data"] = {"text": bad}
        return event

    made = vodomer("guide", str(changed(run, tmp_path / "hostile", hostile)))
    assert made.returncode == 0, made.stderr
    page, said = opened(browser, Path(made.stdout.split()[0]))
    assert page.locator("#e-mail blockquote").inner_text() == bad
    assert page.locator("script, img:not([src^='data:image/'])").count() == 0
    assert said == []
    page.context.close()


@pytest.mark.browser
def test_it_is_printed(run: Path, tmp_path: Path) -> None:
    done = vodomer("guide", str(run), "--pdf", "--out", str(tmp_path / "printed"))
    assert done.returncode == 0, done.stderr
    for name in FILES.values():
        assert (tmp_path / "printed" / name).with_suffix(".pdf").read_bytes().startswith(b"%PDF-")


def no_pictures(event: Event) -> Event | None:
    return None if event.get("kind") == "picture" else event


def no_puk(event: Event) -> Event | None:
    return None if event.get("title") == "Izberite način potrditve" else event


def not_taken(event: Event) -> Event:
    return {**event, "kind": "note", "title": "no picture"} if event.get("marks") else event


def failed(event: Event) -> Event:
    ours = event["type"] == "scenario.finished" and event["scenario"] == NEW_ACCOUNT
    return {**event, "verdict": "fail", "cause": "requirement"} if ours else event


def of_another(event: Event) -> Event:
    return {**event, "text": "the person dances"} if event.get("keyword") == "When" else event


def with_defect(event: Event) -> Event:
    return {**event, "defect": "state_unchecked"} if event["type"] == "run.started" else event


@pytest.mark.browser
@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (no_pictures, 2, "has no picture of"),
        (no_puk, 2, "has no picture of “Izberite način potrditve”"),
        (not_taken, 2, "has no picture of each page"),
        (failed, 3, "ended as fail"),
        (of_another, 2, "has no words for the step 'the person dances'"),
        (with_defect, 2, "the defect state_unchecked was switched on"),
    ],
)
def test_nothing_is_made_of_a_run_that_does_not_show_it_all(
    run: Path, tmp_path: Path, change: Callable[[Event], Event | None], code: int, said: str
) -> None:
    done = vodomer("guide", str(changed(run, tmp_path / "run", change)))
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "vodomer run --only guide" in done.stderr
    assert not (tmp_path / "run-guide").exists()


@pytest.mark.browser
def test_nothing_is_made_of_what_passes_only_sometimes(run: Path, tmp_path: Path) -> None:
    def repeated(event: Event) -> Event:
        return {**event, "options": {"--repeat": 2}} if event["type"] == "run.started" else event

    folder = changed(run, tmp_path / "run", repeated)
    again = {"at": "2026-11-30T12:00:00Z", "scenario": NEW_ACCOUNT, "attempt": 2}
    with (folder / EVENTS).open("a") as events:
        for more in (
            {"type": "scenario.started"},
            {"type": "scenario.finished", "verdict": "fail"},
        ):
            events.write(json.dumps({**again, **more}) + "\n")
    done = vodomer("guide", str(folder))
    assert (done.returncode, done.stdout) == (3, "")
    assert f"{NEW_ACCOUNT} ended as flaky" in done.stderr


def test_a_run_without_a_browser_has_no_pictures(tmp_path: Path) -> None:
    ran = vodomer("run", "--agent", "http", "--only", "ACT-01", "--out", str(tmp_path / "run"))
    assert ran.returncode == 0, ran.stderr
    done = vodomer("guide", str(tmp_path / "run"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "was run without a browser and has no pictures" in done.stderr
