"""May pages of the target, and no others, reach this machine from elsewhere, as a person lets them?

Chromium is told that one address of loopback is a public one; then it asks for leave, as it does
where an application is out on the net and its REKONO is here.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from harness import browsers
from harness.agents.window import Screen, Tabs
from harness.checks.application.agent_pool import screen_for
from harness.checks.application.names import origins_of
from harness.checks.application.sample_application import reference_target
from harness.checks.application.target import ApplicationTarget

FETCH = "address => fetch(address).then(answer => answer.text(), problem => String(problem))"


class Door(BaseHTTPRequestHandler):
    """Answers everybody, from wherever a script asks."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(b"<p>here")

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture
def doors() -> Iterator[tuple[str, str]]:
    """Give the addresses of a server that is to seem far away, and of one here."""
    servers = [ThreadingHTTPServer((host, 0), Door) for host in ("127.0.0.3", "127.0.0.2")]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    far, here = (f"http://{one.server_address[0]!s}:{one.server_port}" for one in servers)
    yield far, here
    for server in servers:
        server.shutdown()
        server.server_close()


def at(far: str) -> ApplicationTarget:
    """Give the sample application's target file for one that is there."""
    target = reference_target()
    about = target.target.model_copy(
        update={
            "start": f"{far}/",
            "redirect_uris": (f"{far}/callback",),
            "post_logout_redirect_uris": (),
        }
    )
    return target.model_copy(update={"target": about})


def said(screen: Screen, far: str, here: str) -> str:
    found = browsers.find(None)
    public = f"--ip-address-space-overrides={far.removeprefix('http://')}=public"
    hosts = [public, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.*"]
    with browsers.opened(found, headless=True, args=hosts) as browser:
        page = Tabs.opened(browser, screen).context.pages[0]
        page.goto(f"{far}/")
        return str(page.evaluate(FETCH, f"{here}/"))


@pytest.mark.browser
@pytest.mark.slow
def test_pages_of_the_target_may_reach_this_machine(doors: tuple[str, str]) -> None:
    far, here = doors
    assert said(screen_for(at(far)), far, here) == "<p>here"


@pytest.mark.browser
@pytest.mark.slow
def test_pages_of_others_may_not(doors: tuple[str, str]) -> None:
    far, here = doors
    others = screen_for(at("http://127.0.0.3:9"))
    assert others.may_reach_local_network
    assert "Failed to fetch" in said(others, far, here)


def test_an_application_on_this_machine_needs_no_leave() -> None:
    assert origins_of(reference_target()) == ()
