"""An application that signs in with REKONO, in order or careless in ways by name.

    python -m harness.tests.careless_application [WAY...] [--tls CERTIFICATE KEY]

It is no relative of the reference: sessions in memory, its own few lines of OpenID Connect, a link
to sign in, cookies beside the session's, forms that repeat what was typed.
"""

from __future__ import annotations

import argparse
import os
import secrets
import ssl
import traceback
from typing import Any
from urllib.parse import urlencode, urlsplit

import urllib3
from flask import Flask, Request, Response, redirect, request, session
from flask.sessions import SessionInterface, SessionMixin
from markupsafe import Markup
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from harness.tests.careless_pages import REMEMBERED, Pages
from harness.tests.careless_serving import Handler, Server

START = os.environ.get("VODOMER_START", "http://localhost:8000/")
ISSUER = os.environ.get("VODOMER_ISSUER", "")
CLIENT = (os.environ.get("VODOMER_CLIENT_ID", ""), os.environ.get("VODOMER_CLIENT_SECRET", ""))
COOKIE = "seja"
LONGEST_NOTE = 1000
PROTECTED = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Strict-Transport-Security": "max-age=31536000",
}
CARELESS_HEADERS = {
    "stored": ("Cache-Control", "private, no-cache, max-age=0"),
    "kept": ("Cache-Control", "private, max-age=600"),
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
            secure="cross_site" in self._ways  # no browser keeps it for other sites otherwise
            or (START.startswith("https") and "insecure" not in self._ways),
        )

    def renew(self, session: Kept) -> None:
        """Give the session another id."""
        if not self._ways & {"keeps_id", "adopts"}:
            self._kept.pop(session.token, None)
            session.token = secrets.token_urlsafe(24)


def make_app(ways: set[str]) -> Flask:
    """Make the application; each way is one thing done wrongly."""
    app = Flask("harness.tests", static_folder=None)
    sessions, pages = InMemory(ways), Pages(ways)
    app.session_interface = sessions
    app.before_request(read_whole)
    app.add_url_rule("/", "home", pages.home)
    app.add_url_rule("/style.css", "style", pages.look)
    add_sign_in(app, ways, sessions, pages)
    add_forms(app, ways, pages)
    add_measurements(app, ways, pages)
    app.register_error_handler(HTTPException, lambda error: pages.wrong(error.code or 500))
    app.register_error_handler(
        Exception, lambda error: pages.wrong(500, "".join(traceback.format_exception(error)))
    )
    app.after_request(lambda response: protect(response, ways, pages))
    return app


def read_whole() -> None:
    """Read what was sent: what is left unread breaks the connection off."""
    request.get_data()


def add_sign_in(app: Flask, ways: set[str], sessions: InMemory, pages: Pages) -> None:
    """Lead to REKONO and back."""

    @app.get("/sign-in")
    def sign_in() -> AnyResponse:
        goal, state = request.args.get("next", "/"), secrets.token_urlsafe()
        session.update(goal=goal if "led_on" in ways or own(goal, ways) else "/", state=state)
        if "back_where_from" in ways:
            session["goal"] = request.referrer or "/"
        return redirect(f"{ISSUER}authorize?{urlencode(asked(state))}")

    @app.get("/callback")
    def callback() -> AnyResponse:
        trusted = "signed_in_trusted" in ways and "person" in session
        state = request.args.get("state")
        if not trusted and (not state or state != session.pop("state", None)):
            if "fragile" in ways:
                raise LookupError(request.args["state"])
            return pages.wrong(400)
        if "code" not in request.args:
            return pages.wrong(400)
        session["person"] = person_of(request.args["code"], named="nameless" not in ways)
        sessions.renew(session._get_current_object())  # type: ignore[attr-defined]
        return redirect(session.pop("goal", "/"), 303)

    @app.post("/sign-out")
    def sign_out() -> AnyResponse:
        session.pop("person", None)
        return pages.page(Markup("<p>Odjavljeni ste.")) if "kept" in ways else redirect("/", 303)


def add_forms(app: Flask, ways: set[str], pages: Pages) -> None:
    """Take what a person types."""

    @app.post("/note")
    def note() -> AnyResponse:
        text = request.form.get("note", "")
        if len(text) > LONGEST_NOTE:
            if "fragile_form" in ways:
                raise ValueError(text)
            return pages.wrong(400)
        session["note"] = text
        return redirect("/", 303)


def add_measurements(app: Flask, ways: set[str], pages: Pages) -> None:
    """Show them to who is signed in."""

    @app.route("/measurements", methods=["GET", "POST"])
    def measurements() -> AnyResponse:
        open_to_all = "opens_to_post" in ways and request.method == "POST"
        if "person" not in session and not open_to_all:
            return redirect("/", 303)
        return pages.page(Markup("<p>Vodovod Bistrica: 12 vzorcev pitne vode"))


def protect(response: Response, ways: set[str], pages: Pages) -> Response:
    """Set the headers, and cookies that are none of a session."""
    response.headers.update(PROTECTED)
    response.headers.update(dict(CARELESS_HEADERS[one] for one in ways & {*CARELESS_HEADERS}))
    if "framed_errors" in ways and response.status_code >= 400:
        response.headers["Content-Security-Policy"] = "default-src 'none'"
    response.set_cookie("jezik", pages.language, samesite="None")
    if "remembers" in ways and "person" in session:
        response.set_cookie(REMEMBERED, session["person"].partition(" ")[0], httponly=True)
    response.set_cookie("csrftoken", secrets.token_hex(8))
    return response


def own(goal: str, ways: set[str]) -> bool:
    """Tell whether a goal is a path of ours; browsers leave tabs and line breaks out of it."""
    foreign = () if "led_on_by_slashes" in ways else ("//", "/\\")
    return goal.startswith("/") and goal.isprintable() and not goal.startswith(foreign)


def asked(state: str) -> dict[str, str]:
    """Give the authorization request."""
    about = {"client_id": CLIENT[0], "redirect_uri": f"{START}callback", "state": state}
    return {"response_type": "code", "scope": "openid profile email", **about}


def person_of(code: str, *, named: bool = True) -> str:
    """Ask REKONO for whom a code is: at the token endpoint, and at UserInfo for the name."""
    http = urllib3.PoolManager(headers=urllib3.make_headers(basic_auth=":".join(CLIENT)))
    fields = {"grant_type": "authorization_code", "code": code, "redirect_uri": f"{START}callback"}
    body = urlencode(fields)
    form = {**http.headers, "Content-Type": "application/x-www-form-urlencoded"}
    token = http.request("POST", f"{ISSUER}token", body=body, headers=form).json()["access_token"]
    if not named:
        return "somebody"
    bearer = {"Authorization": f"Bearer {token}"}
    return str(http.request("GET", f"{ISSUER}userinfo", headers=bearer).json()["name"])


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
