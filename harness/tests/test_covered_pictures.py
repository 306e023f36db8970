"""Is every secret covered in a picture, wherever the page shows it?

A page is pictured with one secret and with another of the same width: where it is covered, both
pictures are the same, byte for byte.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import sync_playwright

from harness.agents.browser import BrowserAgent, Screen
from harness.browsers import find, launch
from harness.redaction.redactor import Redactor

pytestmark = pytest.mark.browser

SITE = "http://localhost:9/"
HEAD = "<!doctype html><html lang=sl><title>x</title><style>* {font: 16px monospace}</style>"
SECRETS = ("Xy7kQ2vB9z", "Ab3mR8tC4w")
CODES = ("7KQM-XR3D-9WHT-PB2F", "8LRN-YS4E-7XJU-QC3G")
SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='300' height='40'><text y='20'>{}</text></svg>"
MOVES = "<style>@keyframes x {{ from {{ margin-left: 9em }} }}</style><p style='animation: x 9s'>{}"
PAGES = {
    "text": "<p>Geslo je {} in nič drugega",
    "text in parts": "<p>Geslo je <b>{first}</b><i></i><u>{rest}</u>",
    "blanks between": "<p>{spaced}",
    "field": "<label>Koda <input value='{}'></label>",
    "field of each sign": "{fields}",
    "text area": "<textarea>{}</textarea>",
    "button": "<input type=submit value='{}'>",
    "hint of a field": "<input placeholder='{}'>",
    "choice": "<select><option>{}</select>",
    "alternative text": "<img src='/nothing' alt='{}' width=300 height=40>",
    "style sheet": "<style>p::before {{ content: '{}' }}</style><p>x",
    "attribute shown": "<style>p::after {{ content: attr(data-x) }}</style><p data-x='{}'>x",
    "drawn in the page": "{svg}",
    "image of the page's own": "<img src='data:image/svg+xml,{svg_url}'>",
    "image in base64": "<img src='data:image/svg+xml;base64,{svg_base64}'>",
    "background": "<div style='width: 300px; height: 40px; background: "
    'url("data:image/svg+xml;base64,{svg_base64}")\'></div>',
    "shadow tree": "<div><template shadowrootmode=open><p>{}</template></div>",
    "frame": "<iframe srcdoc='<p style=\"font: 16px monospace\">{}'></iframe>",
    "dialog": "<dialog id=d>{}</dialog><script>d.showModal()</script>",
    "hexadecimal": "<p>{hexed}",
    "hidden by important styles": "<style>div {{ display: none !important }}</style><p>{}",
    "moving": MOVES,
    "editable": "<div contenteditable>{}</div>",
    "form that hides what it is": "<form><input name=nodeName><input name=nodeType>"
    "<input name=attributes><input name=shadowRoot>{}</form>",
}


@pytest.fixture(scope="module")
def agent() -> Iterator[BrowserAgent]:
    found = find()
    with sync_playwright() as driver:
        browser = launch(driver, found)
        yield BrowserAgent.opened(browser, Screen(width=640, height=200))
        browser.close()


def page(kind: str, secret: str) -> str:
    svg = SVG.format(secret)
    return HEAD + PAGES[kind].format(
        secret,
        spaced=" ".join(secret),
        fields="".join(f"<input size=1 value='{sign}'>" for sign in secret),
        first=secret[:4],
        rest=secret[4:],
        svg=svg,
        svg_url=quote(svg),
        svg_base64=base64.b64encode(svg.encode()).decode(),
        hexed=secret.encode().hex(),
    )


def picture(agent: BrowserAgent, markup: str, known: Redactor) -> bytes | None:
    agent.page.unroute(f"{SITE}**")
    agent.page.route(
        f"{SITE}**", lambda route: route.fulfill(content_type="text/html", body=markup)
    )
    agent.open(SITE)
    return agent.picture(known.shown_in)


@pytest.mark.parametrize("kind", PAGES)
def test_a_known_secret_cannot_be_read(agent: BrowserAgent, kind: str) -> None:
    known = Redactor()
    for secret in SECRETS:
        known.register(secret)
    one, other = (picture(agent, page(kind, secret), known) for secret in SECRETS)
    assert one is not None
    assert one == other
    assert agent.page.evaluate("document.querySelector('[popover]')") is None


MARKED = {
    "password": "<input type=password size=9 value='{}'>",
    "field for a one-time password": "<input autocomplete=one-time-code value='{}'>",
    "marked text": "<p data-secret>{}",
    "in a frame": "<iframe srcdoc='<p data-secret style=\"font: 16px monospace\">{}'></iframe>",
    "in a shadow tree": "<div><template shadowrootmode=open><p data-secret>{}</template></div>",
    "in a dialog": "<dialog id=d><p data-secret>{}</dialog><script>d.showModal()</script>",
}


@pytest.mark.parametrize("kind", MARKED)
def test_what_a_page_calls_secret_cannot_be_read(agent: BrowserAgent, kind: str) -> None:
    """Nobody knows it, and it does not look like one."""
    pages = (HEAD + MARKED[kind].format(word) for word in ("kruh", "voda"))
    one, other = (picture(agent, page, Redactor()) for page in pages)
    assert one is not None
    assert one == other


def test_an_empty_field_for_a_password_is_covered(agent: BrowserAgent) -> None:
    fields = ("<input type=password>", "<input type=password value=kruh>")
    one, other = (picture(agent, HEAD + field, Redactor()) for field in fields)
    assert one is not None
    assert one == other


@pytest.mark.parametrize("form", ["code", "token"])
def test_what_looks_like_a_secret_cannot_be_read(agent: BrowserAgent, form: str) -> None:
    token = ("qT7" * 14, "zK4" * 14)
    shown = CODES if form == "code" else token
    one, other = (picture(agent, page("field", secret), Redactor()) for secret in shown)
    assert one is not None
    assert one == other


def test_everything_else_can_be_read(agent: BrowserAgent) -> None:
    known = Redactor()
    known.register(SECRETS[0])
    one, other = (picture(agent, page("text", word), known) for word in ("Prijava", "Odjavaa"))
    assert one is not None
    assert one != other
    covered = picture(agent, page("text", SECRETS[0]), known)
    assert covered not in (one, other)


def test_of_a_page_that_does_not_hold_still_there_is_no_picture(agent: BrowserAgent) -> None:
    known = Redactor()
    known.register(SECRETS[0])
    away = "<p id=p>{}<script>let n = 0; new MutationObserver(() => p.append('{}'))"
    away += ".observe(document.documentElement, {{childList: true}})</script>"
    assert picture(agent, HEAD + away.format(*SECRETS[:1] * 2), known) is None


SHOWS = {
    "takes the cover away": "new MutationObserver((seen) => { for (const one of seen) "
    "for (const node of one.addedNodes) if (node !== p) node.remove(); })"
    ".observe(document.documentElement, {childList: true})",
    "closes the cover": "new MutationObserver(() => document.querySelector('[popover]')"
    "?.hidePopover()).observe(document.documentElement, {childList: true})",
    "moves the cover": "new MutationObserver(() => document.querySelector('[popover]')"
    "?.style.setProperty('left', '50px', 'important'))"
    ".observe(document.documentElement, {childList: true})",
    "lays the secret over the cover": "const d = document.createElement('dialog'); d.append(p);"
    "document.body.append(d); new MutationObserver(() => { if (!d.open) d.showModal(); })"
    ".observe(document.documentElement, {childList: true})",
}


@pytest.mark.parametrize("how", SHOWS)
def test_a_page_cannot_show_what_was_covered(agent: BrowserAgent, how: str) -> None:
    known = Redactor()
    for secret in SECRETS:
        known.register(secret)
    markup = f"{HEAD}<body><p id=p>{{}}</p><p>Geslo je {{}}<script>{SHOWS[how]}</script>"
    pages = [markup.replace("{}", secret) for secret in SECRETS]
    one, other = (picture(agent, page, known) for page in pages)
    assert one == other


def test_of_a_page_with_more_than_can_be_read_there_is_no_picture(agent: BrowserAgent) -> None:
    assert picture(agent, f"{HEAD}<p>{'vodomer ' * 50_000}", Redactor()) is None
