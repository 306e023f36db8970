"""An application in this very process, at a real mock REKONO, so that a hundred can be seen."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import requests
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from harness.processes.control import Rekono
from harness.processes.servers import RunningServer, Server
from harness.reference.application.app import create_app
from harness.reference.application.settings import Settings
from harness.reference.database import Database
from harness.reference.openid.client import Client
from harness.reference.rules import Rules
from harness.reference.text import Text

from .form_browser import FormBrowser

TOKEN = "control-token-of-the-test"
SECRET = "secret-of-the-test"
PASSWORD = "Skrivno-geslo-1"
LOW = "http://eidas.europa.eu/LoA/low"
CRASHED = 500
_NUMBERS = count(1)


@dataclass
class Provider:
    """The mock REKONO as a process, and its control API."""

    server: RunningServer
    issuer: str
    control: Rekono

    @classmethod
    def start(cls, **settings: str) -> Provider:
        known = {"SLOW_SECONDS": "9", **settings}
        environment = {f"MOCK_REKONO_{name}": value for name, value in known.items()}
        command = ["-m", "mock_rekono", "--port", "0", "--profile", "plain", "--fast-hash"]
        server = Server("rekono", [*command, "--control-token", TOKEN], environment).start()
        issuer = server.ready("issuer=")
        parts = urlsplit(issuer)
        return cls(server, issuer, Rekono(f"{parts.scheme}://{parts.netloc}/control/v1/", TOKEN))

    def stop(self) -> None:
        self.control.close()
        self.server.stop()

    def enrol(self, **facts: Any) -> dict[str, Any]:
        """Make an account with the password only."""
        number = next(_NUMBERS)
        body = {
            "email": f"oseba{number}@primer.test",
            "password": PASSWORD,
            "given_name": "Žiga",
            "family_name": f"Črnič {number}",
            "phone": f"+38640{number:06d}",
            "mechanisms": ["password"],
            "proofing": 10,
            **facts,
        }
        return dict(self.control.post("people", body))

    @contextmanager
    def fault(self, name: str, client_id: str = "") -> Iterator[None]:
        """Let something go wrong: for one application, or for everybody."""
        whose = {"client": client_id} if client_id else {}
        self.control.post("faults", {**whose, "fault": name})
        try:
            yield
        finally:
            self.control.post("faults", {**whose, "fault": None})


@dataclass
class Examined:
    """An application that runs, and where."""

    provider: Provider
    client_id: str
    start: str
    timeout: float
    people: list[Browser] = field(default_factory=list)

    def browser(self, person: dict[str, Any] | None = None) -> Browser:
        """Give a person, new unless told, with a browser of their own."""
        self.people.append(Browser(self, person or self.provider.enrol()))
        return self.people[-1]

    def log(self, endpoint: str) -> list[dict[str, Any]]:
        """List what reached an endpoint of the provider from this application, oldest first."""
        entries = self.provider.control.requests(client_id=self.client_id)
        return [entry for entry in entries if entry["endpoint"] == endpoint]


class Browser(FormBrowser):
    """A person with an account, and the browser they use."""

    def __init__(self, app: Examined, person: dict[str, Any]) -> None:
        super().__init__(app.start)
        self.app = app
        self.person = person
        self.name = f"{person['given_name']} {person['family_name']}"

    def get(self, path: str, *, stop: str = "") -> requests.Response:
        """Follow an address; ``stop`` before one that begins so."""
        return self.go("GET", urljoin(self.start, path), stop=stop)

    def press(self, action: str, *, stop: str = "") -> requests.Response:
        """Send the form of the present page that leads to ``action``."""
        return self.go("POST", urljoin(self.page.url, action), self.form(action), stop=stop)

    def leave(self) -> str:
        """Press the sign-in button of the first page; the authorization request."""
        self.get("/")
        self.press("/sign-in", stop=self.app.provider.issuer)
        return str(self.page.headers.get("Location", ""))

    def authorize(self, address: str) -> str:
        """Sign in at REKONO, where that is asked; the callback."""
        self.go("GET", address, stop=self.start)
        if self.page.status_code == 200:
            form = {**self.form(None), "username": self.person["email"], "password": PASSWORD}
            self.go("POST", self.page.url, {**form, "act": "sign_in"}, stop=self.start)
        return str(self.page.headers.get("Location", ""))

    def sign_in(self) -> requests.Response:
        """From the first page through REKONO and back, as far as it goes."""
        address = self.leave()
        if not address:
            return self.page
        return self.get(self.authorize(address))

    def end_at_provider(self) -> None:
        """Sign out at REKONO itself."""
        self.go("GET", f"{self.app.provider.issuer}endsession", stop=self.start)
        form = {**self.form(None), "act": "sign_out"}
        self.go("POST", self.page.url, form, stop=self.start)

    def told(self) -> list[int]:
        """Return the application's answers to the notice that this person's session has ended."""
        entries = self.app.provider.control.requests(person=self.person["email"])
        return [one["status"] for one in entries if one["endpoint"] == "backchannel_logout"]

    @property
    def shown(self) -> str:
        """Who the present page says is signed in; empty: nobody."""
        node = self.tree.css_first("#uporabnik")
        return node.text() if node else ""

    @property
    def signed_in(self) -> bool:
        """Whether somebody is signed in on the first page, opened now."""
        self.get("/")
        return self.tree.css_first("form[action='/sign-out']") is not None

    @property
    def clear(self) -> bool:
        """Whether the present page is no crash, has a heading and a way on."""
        ways = self.tree.css("main a, main button")
        return self.page.status_code != CRASHED and bool(self.tree.css_first("h1") and ways)


class _Quiet(WSGIRequestHandler):
    def log(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def examined(
    provider: Provider, rules: Rules, *, channel: str = "backchannel", timeout: float = 3
) -> Iterator[Examined]:
    """Serve an application under these rules, registered to hear of sign-outs by a channel;
    ``timeout`` is in seconds, as the reference's."""
    client_id = f"app-{next(_NUMBERS)}"
    with socket.create_server(("127.0.0.1", 0)) as listener:
        start = f"http://localhost:{listener.getsockname()[1]}/"
        app = Examined(provider, client_id, start, timeout)
        _register(app, channel)
        database = Database("sqlite://")
        with _serving(_application(app, rules, database), listener):
            yield app
        for browser in app.people:
            browser.close()
        database.close()


def _application(app: Examined, rules: Rules, database: Database) -> Flask:
    client = Client(
        app.provider.issuer,
        app.client_id,
        SECRET,
        f"{app.start}callback",
        timeout=app.timeout,
        required_acr=(LOW,),
        max_age=3600,
        scope="openid profile email offline_access",
    )
    settings = Settings(app.client_id, Text("Aplikacija", "Application"), app.start, "", "")
    return create_app(settings, client, database, rules)


@contextmanager
def _serving(wsgi: Flask, listener: socket.socket) -> Iterator[None]:
    server = make_server(
        "localhost", 0, wsgi, threaded=True, request_handler=_Quiet, fd=listener.fileno()
    )
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _register(app: Examined, channel: str) -> None:
    app.provider.control.post(
        "clients",
        {
            "client_id": app.client_id,
            "client_secret": SECRET,
            "redirect_uris": [f"{app.start}callback"],
            "post_logout_redirect_uris": [app.start],
            "level_form": "eidas-uri",
            f"{channel}_logout_uri": f"{app.start}{channel}-logout",
        },
    )


def parameters_of(address: str) -> dict[str, str]:
    """Return the query of an address."""
    return dict(parse_qsl(urlsplit(address).query, keep_blank_values=True))
