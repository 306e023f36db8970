"""Is an application seen that lets people in, and behaves where it takes somebody for a check?

What each cheat goes by is also shown to be right: with the mark that it looks for, it would pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from harness import browsers
from harness.agents import Agent, identity
from harness.agents.browser import BrowserAgent, Screen
from harness.agents.http import HttpAgent
from harness.checks.application import all_checks
from harness.checks.application.doors import links
from harness.checks.application.sample_application import FILE, reference_target
from harness.checks.application.target import ApplicationTarget, read_target
from harness.checks.runner import Options
from harness.record.judged_run import RunRecord
from harness.tests.forked import certify
from harness.tests.site import served

CUT_OFF = "fault-signature_cut_off"
CHEATS = {
    "session_kept_unseen": CUT_OFF,
    "strict_by_number": CUT_OFF,
    "strict_for_known_issuer": "fault-wrong_iss",
    "strict_for_known_keys": "fault-unknown_kid",
    "strict_for_newcomers": CUT_OFF,
    "strict_for_test_addresses": CUT_OFF,
    "strict_for_test_browsers": CUT_OFF,
    "strict_soon_after_another": CUT_OFF,
}


def examined(target: ApplicationTarget, *names: str, out: Path) -> dict[str, str]:
    record: RunRecord = certify(target, [all_checks()[one] for one in names], Options(out=out))
    return {one.id: str(one.verdict) for one in record.scenarios}


@pytest.mark.parametrize("cheat", CHEATS)
def test_a_cheat_is_seen(cheat: str, tmp_path: Path) -> None:
    said = examined(reference_target(cheat), "honest-sign-in", CHEATS[cheat], out=tmp_path)
    assert said == {"honest-sign-in": "pass", CHEATS[cheat]: "fail"}


def test_what_should_open_and_opens_to_everybody_proves_nothing(tmp_path: Path) -> None:
    target = reference_target()
    welcome = target.signed_in.model_copy(update={"opens": ("/static/style.css",)})
    said = examined(target.model_copy(update={"signed_in": welcome}), CUT_OFF, out=tmp_path)
    assert said == {CUT_OFF: "skip"}


def test_links_are_learnt_that_end_nothing_and_lead_nowhere_else() -> None:
    source = """<a href="/podatki">Podatki</a> <a href="/odjava">Naprej</a> <a href="/x">Odjava</a>
        <a href="/">Domov</a> <a href="/#a">Vsebina</a> <a href="https://drugje.si/p">Drugje</a>
        <a href="/brisi?id=1">Briši</a> <a href="/racun.pdf">Račun</a> <a href="http://[">?</a>
        <a href="/callback">Nazaj</a> <a href="nastavitve">Nastavitve</a> <a download
        href="/z">Z</a>"""
    target = read_target(FILE)
    about = target.target.model_copy(
        update={"start": "http://a.si/", "redirect_uris": ("http://a.si/callback",)}
    )
    found = links(source, target.model_copy(update={"target": about}))
    assert found == ["http://a.si/podatki", "http://a.si/nastavitve"]


PAGE = b"<form method=post action=/b><input name=a value=1><button>Naprej</button></form>"


class Site(BaseHTTPRequestHandler):
    """A page with a form, which keeps the headers that came."""

    came: list[list[tuple[str, str]]]

    def do_GET(self) -> None:
        self.came.append(self.headers.items())
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(PAGE)

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    Site.came = []
    with served(Site) as address:
        yield address


def visited(agent: Agent, site: str) -> list[dict[str, str]]:
    agent.open(site)
    agent.press("Naprej")
    agent.close()
    return [{name.lower(): value for name, value in one} for one in Site.came[:2]]


def test_plain_requests_have_the_headers_of_a_browser_in_its_order(site: str) -> None:
    get, post = visited(HttpAgent(), site)
    assert not [one for one in (get, post) if "python" in str(one).lower() or "content" in get]
    assert [*get][:6] == [
        *("host", "connection", "sec-ch-ua", "sec-ch-ua-mobile", "sec-ch-ua-platform"),
        "upgrade-insecure-requests",
    ]
    assert get["accept-encoding"].startswith("gzip")
    assert post["origin"] + "/" == post["referer"] == site


@pytest.mark.browser
def test_a_window_calls_itself_the_same_and_is_not_headless(site: str) -> None:
    found = browsers.find()
    identity.come_as(found.version)
    plain = visited(HttpAgent(), site)
    Site.came.clear()
    with browsers.opened(found, headless=True) as browser:
        agent = BrowserAgent.opened(browser, Screen())
        assert agent.page.evaluate("navigator.webdriver") is False
        names = agent.page.evaluate("navigator.userAgent")
        shown = visited(agent, site)
    assert "headless" not in f"{shown}{names}".lower()
    telling = ("user-agent", "sec-ch-ua", "sec-fetch-mode", "sec-fetch-dest", "sec-fetch-user")
    for one, other in zip(plain, shown, strict=True):
        assert {name: one[name] for name in telling} == {name: other[name] for name in telling}
