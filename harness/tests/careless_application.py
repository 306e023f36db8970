"""An application of one file that signs in with REKONO, in order or careless in ways by name.

    python -m harness.tests.careless_application [WAY...] [--tls CERTIFICATE KEY]

It is no relative of the reference: sessions in memory, its own few lines of OpenID Connect, a link
to sign in, cookies beside the session's, forms that repeat what was typed.
"""

from __future__ import annotations

import argparse
import os
import secrets
import socket
import ssl
import traceback
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import urlencode, urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import urllib3
from flask import Flask, Request, Response, redirect, request, session
from flask.sessions import SessionInterface, SessionMixin
from markupsafe import Markup, escape
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

START = os.environ.get("VODOMER_START", "http://localhost:8000/")
ISSUER = os.environ.get("VODOMER_ISSUER", "")
CLIENT = (os.environ.get("VODOMER_CLIENT_ID", ""), os.environ.get("VODOMER_CLIENT_SECRET", ""))
COOKIE = "seja"
LONGEST_NOTE = 1000
WORDS = {
    "sl": (
        "Prijava z računom REKONO",
        "Odjava",
        "Prijavljena oseba",
        "Iskanje",
        "Opomba",
        "Shrani",
    ),
    "en": ("Sign in with REKONO", "Sign out", "Signed in as", "Search", "Note", "Save"),
}
WRONG = {"sl": "Napaka: to se ni posrečilo.", "en": "Error: that did not work."}
STYLE = "body {font: 1rem sans-serif} a, button {padding: .5rem}"
PROTECTED = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Strict-Transport-Security": "max-age=31536000",
}
CARELESS_HEADERS = {
    "stored": ("Cache-Control", "private, no-cache, max-age=0"),
    "inline": ("Content-Security-Policy", "default-src 'self' 'unsafe-inline'; frame-ancestors *"),
    "leaky": ("Referrer-Policy", "no-referrer-when-downgrade"),
    "guessed": ("X-Content-Type-Options", ""),
    "no_hsts": ("Strict-Transport-Security", "max-age=0"),
    "version": ("Server", "Kestrel/8.0"),
}
"""Ways that are a header: its name, and what it says then."""


class Kept(dict[str, Any], SessionMixin):
    """What is known of a browser; its id goes to the cookie."""

    def __init__(self, token: str, data: dict[str, Any]) -> None:
        super().__init__(data)
        self.token = token


class InMemory(SessionInterface):
    """Sessions in a dictionary; a cookie that is known by nobody makes no session."""

    def __init__(self, ways: set[str]) -> None:
        self._ways = ways
        self._kept: dict[str, dict[str, Any]] = {}

    def open_session(self, app: Flask, request: Request) -> Kept:
        """Find the session of the cookie."""
        token = request.cookies.get(COOKIE, "")
        if token in self._kept or (token and "adopts" in self._ways):
            return Kept(token, self._kept.get(token, {}))
        return Kept(secrets.token_urlsafe(24), {})

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep it, and say under which id."""
        assert isinstance(session, Kept)
        self._kept[session.token] = dict(session)
        if request.cookies.get(COOKIE) == session.token:
            return
        same_site = {"cross_site": "None", "no_same_site": None}
        response.set_cookie(
            COOKIE,
            session.token,
            httponly="readable" not in self._ways,
            samesite=next((same_site[way] for way in same_site if way in self._ways), "Lax"),
            secure=START.startswith("https") and "insecure" not in self._ways,
        )

    def renew(self, session: Kept) -> None:
        """Give the session another id."""
        if not self._ways & {"keeps_id", "adopts"}:
            self._kept.pop(session.token, None)
            session.token = secrets.token_urlsafe(24)


def make_app(ways: set[str]) -> Flask:
    """Make the application; each way is one thing done wrongly."""
    app = Flask("harness.tests", static_folder=None)
    app.session_interface = sessions = InMemory(ways)
    pages = Pages(ways)

    @app.before_request
    def read() -> None:
        request.get_data()  # what is left unread breaks the connection off

    @app.get("/")
    def home() -> Response:
        return pages.home()

    @app.get("/style.css")
    def style() -> Response:
        return Response(pages.style, content_type="text/css")

    @app.get("/sign-in")
    def sign_in() -> AnyResponse:
        goal, state = request.args.get("next", "/"), secrets.token_urlsafe()
        session.update(goal=goal if "led_on" in ways or own(goal, ways) else "/", state=state)
        return redirect(f"{ISSUER}authorize?{urlencode(asked(state))}")

    @app.get("/callback")
    def callback() -> AnyResponse:
        if not request.args.get("state") or request.args["state"] != session.pop("state", None):
            if "fragile" in ways:
                raise LookupError(request.args["state"])
            return pages.wrong(400)
        if "code" not in request.args:
            return pages.wrong(400)
        session["person"] = person_of(request.args["code"])
        sessions.renew(session._get_current_object())  # type: ignore[attr-defined]
        return redirect(session.pop("goal", "/"), 303)

    @app.post("/note")
    def note() -> AnyResponse:
        text = request.form.get("note", "")
        if len(text) > LONGEST_NOTE:
            if "fragile_form" in ways:
                raise ValueError(text)
            return pages.wrong(400)
        session["note"] = text
        return redirect("/", 303)

    @app.post("/sign-out")
    def sign_out() -> AnyResponse:
        session.pop("person", None)
        return redirect("/", 303)

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response:
        return pages.wrong(error.code or 500)

    @app.errorhandler(Exception)
    def broken(error: Exception) -> Response:
        return pages.wrong(500, "".join(traceback.format_exception(error)))

    @app.after_request
    def protect(response: Response) -> Response:
        response.headers.update(PROTECTED)
        response.headers.update(dict(CARELESS_HEADERS[one] for one in ways & {*CARELESS_HEADERS}))
        if "framed_errors" in ways and response.status_code >= 400:
            response.headers["Content-Security-Policy"] = "default-src 'none'"
        response.set_cookie("jezik", pages.language, samesite="None")
        response.set_cookie("csrftoken", secrets.token_hex(8))
        return response

    return app


def own(goal: str, ways: set[str]) -> bool:
    """Tell whether a goal is a path of ours."""
    foreign = () if "led_on_by_slashes" in ways else ("//", "/\\")
    return goal.startswith("/") and not goal.startswith(foreign)


def asked(state: str) -> dict[str, str]:
    """Give the authorization request."""
    about = {"client_id": CLIENT[0], "redirect_uri": f"{START}callback", "state": state}
    return {"response_type": "code", "scope": "openid profile email", **about}


def person_of(code: str) -> str:
    """Ask REKONO for whom a code is (by the token and userinfo endpoints)."""
    http = urllib3.PoolManager(headers=urllib3.make_headers(basic_auth=":".join(CLIENT)))
    fields = {"grant_type": "authorization_code", "code": code, "redirect_uri": f"{START}callback"}
    body = urlencode(fields)
    form = {**http.headers, "Content-Type": "application/x-www-form-urlencoded"}
    token = http.request("POST", f"{ISSUER}token", body=body, headers=form).json()["access_token"]
    bearer = {"Authorization": f"Bearer {token}"}
    return str(http.request("GET", f"{ISSUER}userinfo", headers=bearer).json()["name"])


class Pages:
    """The pages, in Slovenian and in English, and what may be wrong with them."""

    def __init__(self, ways: set[str]) -> None:
        self._ways = ways
        wide = "h1 {width: 60rem}" if "wide" in ways else ""
        unseen = "a, button {outline: none}" if "focus_unseen" in ways else ""
        pale = "h1 {color: #ddd; background: #fff}" if "pale" in ways else ""
        self.style = f"{STYLE} {wide} {unseen} {pale}"

    @property
    def language(self) -> str:
        """The language that the person has chosen, Slovenian until then."""
        wanted = request.args.get("lang", request.cookies.get("jezik", "sl"))
        return wanted if wanted in WORDS else "sl"

    def home(self) -> Response:
        """The first page: the way in, or who is in and what can be done."""
        sign_in, sign_out, signed_in, search, note, save = WORDS[self.language]
        goal = urlencode({"next": request.args.get("next", "/")})
        if not (person := session.get("person")):
            way = Markup('<p><a href="/sign-in?{}">{}</a></p>').format(goal, sign_in)
            if "no_keyboard" in self._ways:
                way = way.replace("<a ", Markup('<a tabindex="-1" '))
            return self.page(way)
        said, typed = request.args.get("q", ""), session.get("note", "")
        kept = Markup(typed) if "note_as_markup" in self._ways else escape(typed)
        content = Markup(
            '<p>{}: <strong id="person">{}</strong></p><p>{}</p><p id="note">{}</p>'
            '<form><label>{} <input name="q" value="{}"></label><button>{}</button></form>'
            '<form method="post" action="/note"><label>{} <input name="note"></label>'
            "<button>{}</button></form>"
            '<form method="post" action="/sign-out"><button>{}</button></form>'
        ).format(
            signed_in, self.name(person), self.echo(said), kept,
            search, said, search, note, save, sign_out,
        )  # fmt: skip
        return self.page(content + self.code_field())

    def name(self, person: str) -> str:
        """Give a name as it goes into the page."""
        return Markup(person) if "name_as_markup" in self._ways else person

    def echo(self, said: str) -> str:
        """Repeat what was searched for."""
        return Markup(said) if "echo" in self._ways else said

    def code_field(self) -> Markup:
        """Ask for a one-time code, where a way has it."""
        if not self._ways & {"good_code_field", "bad_code_field"}:
            return Markup("")
        how = Markup('autocomplete="one-time-code" inputmode="numeric"')
        attributes = how if "good_code_field" in self._ways else Markup('maxlength="1"')
        return Markup('<p><label>SMS <input name="otp" {}></label></p>').format(attributes)

    def wrong(self, status: int, trace: str = "") -> Response:
        """Say that something went wrong."""
        shown = Markup("<pre>{}</pre>").format(trace) if "debug" in self._ways else ""
        if "debug" in self._ways and not trace:
            shown = Markup("<!-- {} -->").format(f"{__file__}: /usr/lib/python3/dist-packages/x")
        return self.page(Markup("<p>{}</p>{}").format(WRONG[self.language], shown), status)

    def page(self, content: Markup, status: int = 200) -> Response:
        """Draw a page."""
        language = "" if "undeclared" in self._ways else Markup(f' lang="{self.language}"')
        other = "sl" if self.language == "en" else "en"
        switch = Markup('<p><a href="/?lang={0}" lang="{0}">{1}</a></p>').format(
            other, {"sl": "Slovenščina", "en": "English"}[other]
        )
        if "slovenian_only" in self._ways:
            switch = Markup("")
        if "in_english" in self._ways:
            content += Markup("<p>Welcome, this is your page and that is not the error.</p>")
        html = Markup(
            "<!doctype html><html{}><head><title>Vzorec</title>"
            '<meta name="viewport" content="width=device-width">'
            '<link rel="stylesheet" href="/style.css"></head>'
            "<body><main><h1>Vzorec</h1>{}{}</main></body></html>"
        ).format(language, content, switch)
        return Response(html, status)


class Server(ThreadingMixIn, WSGIServer):
    """Serves on loopback; with a certificate over TLS, and who speaks plain HTTP is heard, too."""

    daemon_threads = True
    tls: ssl.SSLContext | None = None

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Tell TLS by its first byte."""
        if self.tls and request.recv(1, socket.MSG_PEEK) == b"\x16":
            request = self.tls.wrap_socket(request, server_side=True)
        super().finish_request(request, client_address)


class Handler(WSGIRequestHandler):
    """Says nothing of its version, and how it was reached."""

    server_version = "vzorec"
    sys_version = ""

    def get_environ(self) -> dict[str, Any]:
        """Add what tells TLS."""
        over_tls = {"HTTPS": "on"} if isinstance(self.connection, ssl.SSLSocket) else {}
        return {**super().get_environ(), **over_tls}

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


def over_tls_only(app: Flask) -> None:
    """Lead who came by plain HTTP to TLS."""

    @app.before_request
    def lead() -> AnyResponse | None:
        return None if request.is_secure else redirect(START)


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ways", nargs="*")
    parser.add_argument("--tls", nargs=2, metavar=("CERTIFICATE", "KEY"))
    options = parser.parse_args()
    app = make_app(set(options.ways))
    server = Server(("127.0.0.1", urlsplit(START).port or 0), Handler)
    if options.tls:
        server.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.tls.load_cert_chain(*options.tls)
        if "plain_http" not in options.ways:
            over_tls_only(app)
    server.set_app(app)
    server.serve_forever()


if __name__ == "__main__":
    main()
