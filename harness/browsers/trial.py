"""Does the browser really start, and does it show a page from loopback?"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import Error, Page, sync_playwright

from harness.browsers.executable import BrowserFound, BrowserMissing
from harness.browsers.launching import launch

WORDS = "Vodomer: č š ž"
PAGE = f"<!doctype html><html lang=sl><meta charset=utf-8><title>Vodomer</title><h1>{WORDS}</h1>"


def starts(found: BrowserFound) -> None:
    """Start the browser through Playwright and close it again.

    Raises:
        BrowserMissing: it does not start; the message has the first line of what was said.
    """
    _with_page(found, lambda _: None)


def render(found: BrowserFound) -> None:
    """Let the browser show a page that is served on loopback.

    Raises:
        BrowserMissing: it does not start, or does not show the page's words.
    """
    with _served() as address:
        _with_page(found, lambda page: _look(page, address))


def _look(page: Page, address: str) -> None:
    page.goto(address)
    shown = page.get_by_role("heading").inner_text()
    if shown != WORDS:
        raise BrowserMissing(f"the browser shows {shown!r} where the page says {WORDS!r}")


def _with_page(found: BrowserFound, act: Callable[[Page], None]) -> None:
    try:
        with sync_playwright() as playwright:
            browser = launch(playwright, found)
            act(browser.new_page())
            browser.close()
    except Error as error:
        raise BrowserMissing(f"{found.path} does not work: {_first_line(error)}") from None


def _first_line(error: Error) -> str:
    """Return what the browser itself said, if it said something, else Playwright's words."""
    lines = error.message.splitlines()
    own = [line.partition("[err] ")[2] for line in lines if "[err] " in line]
    return (own or lines)[0]


@contextmanager
def _served() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the trial's page is nobody's news."""
