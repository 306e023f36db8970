"""What do the small applications have in common? A conforming sign-in, and two first pages.

It is started as any vendor's application: it learns issuer, client and address from its
environment. Needs the standard library only; the ID token's signature is left to TLS, as nothing
that these applications are for rests on it.
"""

from __future__ import annotations

import json
import os
import secrets
from base64 import b64encode
from html import escape
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit
from urllib.request import Request, urlopen

ISSUER = os.environ.get("VODOMER_ISSUER", "")
CLIENT = os.environ.get("VODOMER_CLIENT_ID", "")
SECRET = os.environ.get("VODOMER_CLIENT_SECRET", "")
START = os.environ.get("VODOMER_START", "")
CALLBACK = f"{START}callback"

SIGNED_OUT = '<a href="/sign-in">Prijava</a>'
SIGNED_IN = (
    '<p id="person">{name}</p><form method="post" action="/sign-out"><button>Odjava</button></form>'
)
SESSIONS: dict[str, dict[str, Any]] = {}
"""Who is signed in, by the session cookie."""


class RelyingParty(BaseHTTPRequestHandler):
    """One request; what an application does otherwise, it overrides."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Write no log: it would hold codes."""

    # addresses ------------------------------------------------------------------------------

    def do_GET(self) -> None:
        """Answer by the path."""
        parts = urlsplit(self.path)
        places = {"/": self.home, "/sign-in": self.sign_in, "/callback": self.callback}
        places.get(parts.path, self.elsewhere)()

    def do_POST(self) -> None:
        """Sign out."""
        SESSIONS.pop(self.cookie("session"), None)
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.go("/")

    def home(self) -> None:
        """Show the first page."""
        person = SESSIONS.get(self.cookie("session"))
        name = escape(f"{person['given_name']} {person['family_name']}") if person else ""
        self.page(SIGNED_IN.format(name=name) if person else SIGNED_OUT)

    def sign_in(self) -> None:
        """Off to REKONO."""
        state = secrets.token_urlsafe()
        self.go(self.authorization(state), cookie=("state", state))

    def callback(self) -> None:
        """Back from REKONO."""
        answer = dict(parse_qsl(urlsplit(self.path).query))
        if "code" not in answer or answer.get("state") != self.cookie("state"):
            self.page("Prijava ni uspela.", status=403)
        else:
            self.admit(exchanged(answer["code"]))

    def admit(self, person: dict[str, Any]) -> None:
        """Let a person in."""
        self.go("/", cookie=("session", begin(person)))

    def elsewhere(self) -> None:
        """Answer for what is not there."""
        self.page("Tega tu ni.", status=404)

    # what they are made of ------------------------------------------------------------------

    def authorization(self, state: str) -> str:
        """Make the authorization request."""
        asked = {"response_type": "code", "client_id": CLIENT, "redirect_uri": CALLBACK}
        return (
            f"{ISSUER}authorize?{urlencode({**asked, 'scope': 'openid profile', 'state': state})}"
        )

    def cookie(self, name: str) -> str:
        """Return a cookie of the request, empty where there is none."""
        found = SimpleCookie(self.headers.get("Cookie", "")).get(name)
        return found.value if found else ""

    def go(self, where: str, *, cookie: tuple[str, str] | None = None) -> None:
        """Send the browser on."""
        self.answer(303, "", {"Location": where}, cookie)

    def page(self, body: str, *, status: int = 200, title: str = "Aplikacija") -> None:
        """Send a page."""
        markup = f"<!doctype html><html lang=sl><title>{title}</title><h1>Aplikacija</h1>{body}"
        self.answer(status, markup, {"Content-Type": "text/html; charset=utf-8"})

    def answer(
        self,
        status: int,
        body: str,
        headers: dict[str, str],
        cookie: tuple[str, str] | None = None,
    ) -> None:
        """Any answer."""
        data = body.encode("utf-8", "surrogateescape")
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(data))}.items():
            self.send_header(name, value)
        if cookie:
            attributes = "Path=/; HttpOnly; SameSite=Lax"
            self.send_header("Set-Cookie", f"{cookie[0]}={cookie[1]}; {attributes}")
        self.end_headers()
        self.wfile.write(data)


def begin(person: dict[str, Any]) -> str:
    """Begin a session for a person; return its cookie."""
    session = secrets.token_urlsafe()
    SESSIONS[session] = person
    return session


def exchanged(code: str) -> dict[str, Any]:
    """Return what REKONO knows of the person for a code, with the tokens."""
    sent = urlencode({"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK})
    pair = f"{quote(CLIENT, safe='')}:{quote(SECRET, safe='')}".encode()
    basic = {"Authorization": f"Basic {b64encode(pair).decode()}"}
    tokens = fetched(Request(f"{ISSUER}token", sent.encode(), basic))
    bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
    return {**fetched(Request(f"{ISSUER}userinfo", headers=bearer)), "tokens": tokens, "code": code}


def fetched(request: Request) -> dict[str, Any]:
    """Fetch a JSON answer of REKONO."""
    with urlopen(request, timeout=10) as answer:
        found: dict[str, Any] = json.load(answer)
        return found


class Server(ThreadingHTTPServer):
    """Takes all that browsers with several windows open at once; five at a time would not do."""

    daemon_threads = True
    request_queue_size = 128


def serve(handler: type[RelyingParty]) -> None:
    """Answer at the address of the first page, until ended."""
    Server(("localhost", urlsplit(START).port or 80), handler).serve_forever()


if __name__ == "__main__":
    serve(RelyingParty)
