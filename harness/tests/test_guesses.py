"""Are guesses counted by what they are answered with, whoever holds them off in whatever way?"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count

import pytest

from harness.agents.raw_http import Wire
from harness.web.guesses import GUESSES, NOT_ASKED, UNANSWERED, WRONG_CODES, Guesser

BORNE = 4
FORM = '<h1>Ana Novak</h1><form method="post" action="/confirm"><input name="code"></form>'


class _Page(BaseHTTPRequestHandler):
    """Asks for a code at one address, bears some guesses, and hangs up on all others."""

    guesses = count(1)

    def do_GET(self) -> None:
        self._answer(200, FORM if self.path == "/confirm" else "Ni strani")

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        if next(self.guesses) <= BORNE:
            self._answer(422, f"{FORM} Te kode ne poznamo.")

    def _answer(self, status: int, page: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *said: object) -> None:
        """Say nothing."""


@pytest.fixture
def service() -> Iterator[str]:
    class _Fresh(_Page):
        guesses = count(1)

    server = ThreadingHTTPServer(("127.0.0.1", 0), _Fresh)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def guesser(page: str, name: str = "Ana Novak") -> Guesser:
    return Guesser(Wire([], {}), page, name)


def test_in_turn_and_at_once_the_same_number_is_looked_at(service: str) -> None:
    answers = guesser(f"{service}/confirm").try_at_once(WRONG_CODES)
    told = Counter(answers)
    assert told.pop(UNANSWERED) == GUESSES - BORNE
    ((_, looked_at),) = told.items()
    assert looked_at == BORNE


def test_a_name_on_the_page_tells_no_answers_apart(service: str) -> None:
    page = f"{service}/confirm"
    ((status, words),) = {*guesser(page).try_in_turn(WRONG_CODES[:2])}
    assert status == 422
    assert "Novak" not in words
    assert "poznamo." in words


def test_where_no_code_is_asked_for_nothing_is_sent(service: str) -> None:
    assert guesser(service).try_in_turn(WRONG_CODES[:2]) == [NOT_ASKED] * 2
    assert guesser(service).try_at_once(WRONG_CODES) == [NOT_ASKED]
