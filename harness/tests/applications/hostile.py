"""An application that lets a person in who is called after a way to misbehave, and then does.

Started with the name of a file, it writes down there each secret that it has.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from harness.tests.applications.relying_party import (
    SECRET,
    SESSIONS,
    SIGNED_IN,
    SIGNED_OUT,
    RelyingParty,
    begin,
    exchanged,
    serve,
)

NEVER = threading.Event()
DEEP = "<div>" * 10_000
DEEPEST = "<div>" * 100_000
ESCAPES = "\x1b[31mrdeče\x1b[0m\x1b]0;ime okna\x07\x00\x9b2J\u202e"
MARKUP = "</title><script>window.ukradeno = 1</script><img src=x onerror=alert(1)>"
POPUPS = "<script>for (let i = 0; i < 20; i++) open('/')</script>"


class Hostile(RelyingParty):
    """Behave well to those who are not called after a way."""

    def callback(self) -> None:
        """Misbehave in place of letting somebody in."""
        answer = dict(pair.split("=", 1) for pair in urlsplit(self.path).query.split("&"))
        person = exchanged(answer["code"])
        way = CALLBACKS.get(person["given_name"])
        if way:
            way(self, person)
        else:
            self.admit(person)

    def admit(self, person: dict[str, Any]) -> None:
        """Let a person in, and write down what must stay a secret."""
        session = begin(person)
        tokens = {name: person["tokens"].get(name, "") for name in TOKENS}
        if len(sys.argv) > 1:
            known = [SECRET, person["code"], session, *tokens.values()]
            with Path(sys.argv[1]).open("a", encoding="utf-8") as kept:
                kept.writelines(f"{one}\n" for one in known if one)
        self.go("/", cookie=("session", session))

    def home(self) -> None:
        """Misbehave on the first page of who is in."""
        person = SESSIONS.get(self.cookie("session"))
        if person is None:
            return self.page(SIGNED_OUT)
        inside = SIGNED_IN.format(name="x")
        return PAGES.get(person["given_name"], Hostile.page)(self, inside)

    def elsewhere(self) -> None:
        """Send a file, or a page that leads to itself."""
        if self.path.startswith("/circle"):
            return self.go("/circle")
        return self.answer(200, "x", DOWNLOAD)

    def told(self) -> str:
        """Everything that should not be told."""
        session = self.cookie("session")
        person = SESSIONS[session]
        return " ".join([SECRET, session, person["code"], *map(str, person["tokens"].values())])

    # whole answers --------------------------------------------------------------------------

    def hang(self, _person: object) -> None:
        """Say nothing."""
        NEVER.wait()

    def drip(self, _person: object) -> None:
        """Say the head of an answer drop by drop."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not NEVER.wait(0.2):
            self.wfile.write(b"x")

    def stream(self, _person: object) -> None:
        """Say the body of an answer for ever."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>")
        while not NEVER.wait(0.2):
            self.wfile.write(b"x" * 100)

    def garbage(self, _person: object) -> None:
        """Speak another protocol."""
        self.wfile.write(bytes(range(256)) * 100)
        self.close_connection = True

    def nothing(self, _person: object) -> None:
        """Close the connection."""
        self.close_connection = True

    def nowhere(self, _person: object) -> None:
        """Lead to an address that is none."""
        self.answer(302, "", {"Location": "http://[nikamor/"})

    def circle(self, _person: object) -> None:
        """Lead to a page that leads to itself."""
        self.go("/circle")

    def download(self, _person: object) -> None:
        """Give a file in place of a page."""
        self.answer(200, "x", DOWNLOAD)

    def crash(self, _person: object) -> None:
        """End the whole application."""
        os._exit(3)


TOKENS = ("id_token", "access_token", "refresh_token")
DOWNLOAD = {
    "Content-Type": "application/octet-stream",
    "Content-Disposition": "attachment; filename=x.bin",
}
CALLBACKS: dict[str, Callable[[Hostile, Any], None]] = {
    "hang": Hostile.hang,
    "drip": Hostile.drip,
    "stream": Hostile.stream,
    "garbage": Hostile.garbage,
    "nothing": Hostile.nothing,
    "nowhere": Hostile.nowhere,
    "circle": Hostile.circle,
    "download": Hostile.download,
    "crash": Hostile.crash,
}
"""Ways in which nobody is let in."""
PAGES: dict[str, Callable[[Hostile, str], None]] = {
    "dialogs": lambda it, inside: it.page(f"{inside}<script>alert(1); confirm(2)</script>"),
    "staying": lambda it, inside: it.page(
        f"{inside}<script>onbeforeunload = (event) => event.preventDefault()</script>"
    ),
    "file": lambda it, inside: it.page(f"{inside}<script>location = '/file'</script>"),
    "escapes": lambda it, inside: it.page(inside + ESCAPES, title=ESCAPES),
    "markup": lambda it, inside: it.page(
        f"{inside}<p role=alert>{escape(MARKUP)}</p>", title=MARKUP
    ),
    "windows": lambda it, inside: it.page(inside + POPUPS),
    "deep": lambda it, inside: it.page(inside + DEEP),
    "deepest": lambda it, inside: it.page(inside + DEEPEST),
    "huge": lambda it, inside: it.page(inside + "<p>beseda</p>\n" * 3_600_000),
    "tells": lambda it, inside: it.page(f"{inside}<p role=alert>{it.told()}", title=it.told()),
    "busy": lambda it, inside: it.page(f"{inside}<script>for (;;) {{}}</script>"),
    "busy_later": lambda it, inside: it.page(
        f"{inside}<script>onload = () => setTimeout(() => {{ for (;;) {{}} }}, 50)</script>"
    ),
    "restless": lambda it, inside: it.page(
        f"{inside}<script>location = '/?' + Math.random()</script>"
    ),
}
"""Ways in which the page of who is in misbehaves, although it shows so."""


if __name__ == "__main__":
    serve(Hostile)
