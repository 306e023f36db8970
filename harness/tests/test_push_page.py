"""Does the page that waits for the phone leave alone who presses something else meanwhile?"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from harness import browsers
from harness.tests.command import ROOT

SCRIPT = (ROOT / "mock_rekono" / "static" / "push.js").read_text("utf-8")
WAITING = f"""<!doctype html><form method=post data-push=waiting>
<button name=act value=confirm>Preveri znova</button>
<button name=act value=choose>Izberi drug način</button></form><script>{SCRIPT}</script>"""
CHOSEN = "<!doctype html><h1>Drug način</h1>"
A_SECOND = 1.0
"""In which the script would have answered once more: it needs some milliseconds."""


class Provider(BaseHTTPRequestHandler):
    """Answers the choice only after the script has seen that nothing waits for the phone."""

    looked = threading.Event()
    answered_twice = threading.Event()

    def do_GET(self) -> None:
        """Send the page to the person, and to its script another one."""
        by_script = self.headers.get("Sec-Fetch-Dest") == "empty"
        self._send(CHOSEN if by_script else WAITING)
        if by_script:
            self.looked.set()

    def do_POST(self) -> None:
        """Take the choice; whatever else comes is one answer too many."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if b"choose" not in body:
            self.answered_twice.set()
        elif self.looked.wait(30):
            self.answered_twice.wait(A_SECOND)
        self._send(CHOSEN)

    def _send(self, page: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/push"
    server.shutdown()
    server.server_close()


@pytest.mark.browser
@pytest.mark.slow
def test_a_choice_is_not_broken_off_by_the_script(address: str) -> None:
    with browsers.opened(browsers.find(None), headless=True) as browser:
        page = browser.new_page()
        page.goto(address)
        page.get_by_role("button", name="Izberi drug način").click()
        page.get_by_role("heading", name="Drug način").wait_for()
    assert Provider.looked.is_set()
    assert not Provider.answered_twice.is_set()
