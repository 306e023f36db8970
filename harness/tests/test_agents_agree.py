"""Does plain HTTP make of every answer what a browser makes of it?"""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import NamedTuple

import pytest
from playwright.sync_api import sync_playwright

from harness.agents import Agent, Seen
from harness.agents.browser import BrowserAgent, Screen
from harness.agents.http import HttpAgent
from harness.browsers import find, launch
from harness.errors import TargetUnreachable
from harness.record.verdict import Mismatch
from harness.tests.site import served

pytestmark = pytest.mark.browser

MARKUP = "<!doctype html><title>T</title><h1>Č</h1><b>krepko</b><p>v redu"
HTML, PLAIN = "text/html; charset=utf-8", "text/plain; charset=utf-8"
XHTML = '<html xmlns="http://www.w3.org/1999/xhtml"><body><b>krepko</b></body></html>'
Header = tuple[str, str]


class Given(NamedTuple):
    """An answer of the server."""

    status: int
    headers: tuple[Header, ...]
    body: bytes


def given(status: int = 200, kind: str | None = HTML, body: str = MARKUP, *more: Header) -> Given:
    headers = (*more, *([("Content-Type", kind)] if kind is not None else []))
    return Given(status, headers, body.encode())


NOSNIFF = ("X-Content-Type-Options", "nosniff")
ANSWERS = {
    "a page": given(),
    "a page that is missing": given(404),
    "a page of an error": given(500),
    "a page for who must sign in": given(401),
    "a plain text": given(kind=PLAIN),
    "a plain text of an error": given(400, PLAIN),
    "a plain text that is not to be guessed": given(200, PLAIN, MARKUP, NOSNIFF),
    "JSON": given(kind="application/json", body='{"a": "<b>krepko</b>"}'),
    "JSON in no alphabet": given(kind="application/json", body='{"a": "č"}'),
    "a script in no alphabet": given(kind="text/javascript", body="'č'"),
    "a page that names its alphabet": given(kind="text/html", body='<meta charset="utf-8">č'),
    "a page that names it in words": given(
        kind="text/html", body="<meta http-equiv=content-type content='text/html; charset=utf-8'>č"
    ),
    "a page with a mark": given(kind="text/html", body="\ufeffč"),
    "a page in no alphabet": given(kind="text/html", body="<p>č š ž"),
    "JSON of a problem": given(400, "application/problem+json", '{"a": "<b>krepko</b>"}'),
    "a script": given(kind="text/javascript", body="'<b>krepko</b>'"),
    "a style sheet": given(kind="text/css", body="b::before { content: '<b>krepko</b>' }"),
    "no kind, markup": given(kind=None),
    "no kind, markup, not to be guessed": given(200, None, MARKUP, NOSNIFF),
    "no kind, a text": given(kind=None, body="v redu <b>krepko</b>"),
    "an empty kind": given(kind=""),
    "an unknown kind of text": given(kind="text/x-vodomer"),
    "XHTML": given(kind="application/xhtml+xml", body=XHTML),
    "XML with XHTML": given(kind="application/xml", body=XHTML),
    "bytes": given(kind="application/octet-stream"),
    "a download": given(200, HTML, MARKUP, ("Content-Disposition", 'attachment; filename="a"')),
    "messages, some of them hidden": given(
        body="<p role=alert hidden>a<p role=alert>b<div hidden><b role=status>c</b></div>"
    ),
    "nothing": Given(204, (), b""),
    "another alphabet": Given(200, (("Content-Type", "text/html; charset=windows-1250"),), b"\xe8"),
    "an unknown alphabet": Given(200, (("Content-Type", "text/html; charset=x"),), "č".encode()),
    "goes on at once": given(body='<meta http-equiv="refresh" content="0; url=/a-page">x'),
    "goes on later": given(body='<meta http-equiv=Refresh content="600;URL=/a-page"><p>v redu'),
    **{
        f"{status} to {where or 'nowhere'}": given(status, HTML, MARKUP, ("Location", where))
        for status, where in (
            *((status, "/a-page") for status in (301, 302, 303, 307, 308)),
            (302, "a-page"),
            (302, "?x=1"),
            (302, "./a-page#there"),
            (302, "\\a-page"),
            (302, "  /a-page "),
            (304, "/a-page"),
            (300, "/a-page"),
        )
    },
    "302 without a place": given(302),
}
COOKIES = {
    "plain": "a=1",
    "for TLS only": "b=1; Secure",
    "of this host": "__Host-c=1; Path=/; Secure",
    "of this host, not safe": "__Host-d=1; Path=/",
    "of this host, for a part": "__Host-e=1; Path=/x; Secure",
    "safe by name": "__Secure-f=1; Secure",
    "safe by name only": "__Secure-g=1",
    "for other sites": "h=1; SameSite=None; Secure",
    "for other sites, not safe": "i=1; SameSite=None",
    "as large as can be": f"j={'x' * 4095}",
    "too large": f"k={'x' * 4096}",
    "with a sign that nobody sees": "l=a\x01b",
    "for long": "m=1; Max-Age=99999999",
    "for no time": "n=1; Max-Age=0",
    "of a longer domain": "o=1; Domain=localhost",
    "of somebody else": "p=1; Domain=example.org",
    "for another place": "q=1; Path=/elsewhere",
    "short": "jezik=sl",
    "empty": "r=",
}


class Site(BaseHTTPRequestHandler):
    """Answers as the table says; `/sent` shows the cookies that came."""

    def do_GET(self) -> None:
        name = self.path.partition("?")[0].strip("/")
        answers = {slug(one): answer for one, answer in {**ANSWERS, **PAGES}.items()}
        cookies = {slug(one): line for one, line in COOKIES.items()}
        if name == "sent":
            self.answer(given(body=f"<p>{self.headers.get('Cookie', 'none')}"))
        elif name in cookies:
            self.answer(given(200, HTML, MARKUP, ("Set-Cookie", cookies[name])))
        else:
            self.answer(answers.get(name) or given(404, HTML, "<p>ni"))

    def answer(self, answer: Given) -> None:
        self.send_response(answer.status)
        for header in answer.headers:
            self.send_header(*header)
        if answer.status not in (204, 304):
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if answer.status not in (204, 304):
            self.wfile.write(answer.body)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


def slug(name: str) -> str:
    return "".join(sign if sign.isalnum() else "-" for sign in name.lower())


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with served(Site) as address:
        yield address


@pytest.fixture(scope="module")
def agents() -> Iterator[tuple[Agent, Agent]]:
    with sync_playwright() as driver:
        browser = launch(driver, find())
        shown = BrowserAgent.opened(browser, Screen())
        yield HttpAgent(), shown
        browser.close()


def told(agent: Agent, address: str) -> object:
    """Tell what somebody sees of an answer: page, text, messages, what was taken for markup."""
    try:
        agent.open(address)
    except TargetUnreachable:
        return "no page"
    seen = agent.seen()
    messages = (seen.alerts, seen.statuses)
    kind = (seen.is_text, seen.heading, agent.read("b"))
    return seen.url, seen.status, seen.text, messages, kind


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_seen_alike(name: str, site: str, agents: tuple[Agent, Agent]) -> None:
    plain, shown = (told(agent, site + slug(name)) for agent in agents)
    assert plain == shown


@pytest.mark.parametrize("name", COOKIES)
def test_a_cookie_is_kept_alike(name: str, site: str, agents: tuple[Agent, Agent]) -> None:
    sent, kept = [], []
    for agent in agents:
        agent.forget(site)
        agent.open(site + slug(name))
        kept.append({(cookie.name, cookie.path) for cookie in agent.cookies(site)})
        agent.open(f"{site}sent")
        sent.append(agent.seen().text)
    assert sent[0] == sent[1]
    assert kept[0] == kept[1]
    assert bool(kept[0]) == (sent[0] != "none" or "Path=/elsewhere" in COOKIES[name])


NAMED = {
    "a link and a button": (
        '<a href="/a">Naprej</a><form action="/b"><button>Naprej</button></form>'
    ),
    "links to two pages": '<a href="/a">Naprej</a> <a href="/b">Naprej</a>',
    "buttons of two forms": "".join(
        f'<form action="/{one}"><button>Naprej</button></form>' for one in "ab"
    ),
    "buttons that add something": (
        '<form action="/a"><button name="x" value="1">Naprej</button>'
        '<button name="x" value="2">Naprej</button></form>'
    ),
}
ALIKE = {
    "a link above and below": '<a href="/sent">Naprej</a><p>x</p><a href="/sent">Naprej</a>',
    "a button above and below": (
        '<form action="/sent"><button>Naprej</button><p>x</p><button>Naprej</button></form>'
    ),
    "one that is hidden": '<p hidden><a href="/a">Naprej</a></p><a href="/sent">Naprej</a>',
}
PAGES = {f"named {name}": given(body=source) for name, source in {**NAMED, **ALIKE}.items()}


@pytest.mark.parametrize("name", NAMED)
def test_what_several_things_are_called_presses_none(
    name: str, site: str, agents: tuple[Agent, Agent]
) -> None:
    said = []
    for agent in agents:
        for press in (agent.press, agent.press_and_stay):
            agent.open(site + slug(f"named {name}"))
            with pytest.raises(Mismatch) as refused:
                press("Naprej")
            said.append(str(refused.value))
            assert agent.seen().url == site + slug(f"named {name}")
    assert said == [said[0]] * 4
    assert 'role = "link", name = "Naprej"' in said[0]


@pytest.mark.parametrize("name", ALIKE)
def test_copies_of_one_thing_are_one(name: str, site: str, agents: tuple[Agent, Agent]) -> None:
    for agent in agents:
        agent.open(site + slug(f"named {name}"))
        agent.press("Naprej")
        assert agent.seen().url.rstrip("?") == f"{site}sent"


def test_a_page_without_heading_is_named_by_its_words() -> None:
    assert (
        str(Seen("", 500, text="Failed to get userinfo")) == "page “Failed to get userinfo” (500)"
    )
