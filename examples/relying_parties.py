"""How does an unrelated client sign a person in with the mock REKONO?

A client is a program of `clients/` that speaks in lines (see `clients/conversation.py`); the person
is an agent without a browser; what goes wrong is chosen at the provider's control API.
"""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from starting import ROOT, WITHIN, control

from harness.agents.http import HttpAgent
from harness.pages.rekono import SMS, SignIn
from harness.person import Person, make
from harness.processes.control import Rekono
from harness.tests.certificates import Files

FOLDER = ROOT / "examples" / "clients"
PROGRAMS = {
    "openid-client": ["node", "openid-client.mjs"],
    "oauth4webapi": ["node", "oauth4webapi.mjs"],
    "idpyoidc": [sys.executable, "idpyoidc_client.py"],
    "Authlib": [sys.executable, "authlib_client.py"],
}
HOME = "https://relying-party.example/"
CALLBACK = f"{HOME}callback"
SECRET = "secret-of-a-client"
TOLERANCE = 60
"""Seconds by which clocks may differ: RP-37 asks for as much."""

Verdict = dict[str, Any]


class Provider:
    """A mock REKONO that runs, a person with an account there, and the clients known there."""

    def __init__(self, issuer: str, files: Files) -> None:
        self.issuer, self.files = issuer, files
        self.control: Rekono = control(issuer, files)
        self.person: Person = self.control.enrol(make("an unrelated client"), "sms_otp")
        self._known: set[str] = set()

    def client(self, name: str, algorithm: str) -> str:
        """Return the id of a client that gets its ID tokens signed so."""
        client_id = f"{name}-{algorithm}"
        if client_id not in self._known:
            self._known.add(client_id)
            self.control.post("clients", _registration(client_id, algorithm))
        return client_id

    @contextmanager
    def at_fault(self, fault: str, client_id: str | None) -> Iterator[None]:
        """Let a fault happen to a client, or to everybody, for a while."""
        whose = {"client": client_id} if client_id else {}
        self.control.post("faults", {**whose, "fault": fault})
        try:
            yield
        finally:
            self.control.post("faults", {**whose, "fault": None})


def _registration(client_id: str, algorithm: str) -> dict[str, Any]:
    return {
        "client_id": client_id,
        "client_secret": SECRET,
        "redirect_uris": [CALLBACK],
        "post_logout_redirect_uris": [HOME],
        "id_token_signed_response_alg": algorithm,
    }


@dataclass
class Visitor:
    """The person in front of a screen; stays signed in at the provider until signed out there."""

    provider: Provider
    agent: HttpAgent = field(init=False)
    asked: int = 0
    """How often the password was asked for."""

    def __post_init__(self) -> None:
        self.agent = HttpAgent(ca=self.provider.files.ca)
        self.agent.stop_before(HOME)

    def answer(self, request: str) -> str:
        """Follow an authorization request, signing in if asked; give the address of the answer."""
        self.agent.open(request)
        if self.agent.offers("E-naslov"):
            self.asked += 1
            self._sign_in()
        seen = self.agent.seen()
        assert seen.url.startswith(CALLBACK), seen
        return seen.url

    def _sign_in(self) -> None:
        page, person = SignIn(self.agent), self.provider.person
        page.password(person.email, person.password)
        page.choose(SMS)
        message = self.provider.control.messages(person.phone, "sms")[-1]
        page.one_time_password(SMS, message["code"])


@dataclass
class RelyingParty:
    """A client's program at work."""

    name: str
    _process: subprocess.Popen[bytes]
    _complaints: IO[bytes]

    def sign_in(self, visitor: Visitor, algorithm: str = "RS256") -> Verdict:
        """Have the visitor signed in; give what it came to, or what was refused and why."""
        provider = visitor.provider
        settings = {
            "issuer": provider.issuer,
            "client_id": provider.client(self.name, algorithm),
            "client_secret": SECRET,
            "redirect_uri": CALLBACK,
            "post_logout_redirect_uri": HOME,
            "scope": "openid profile email offline_access",
            "algorithm": algorithm,
            "max_age": 3600,
            "clock_tolerance": TOLERANCE,
        }
        said = self._told(json.dumps(settings))
        if "authorization_request" in said:
            said = self._told(visitor.answer(said["authorization_request"]))
        return said

    def _told(self, line: str) -> Verdict:
        """Tell it a line; return the line it answers."""
        hears, says = self._process.stdin, self._process.stdout
        assert hears is not None
        assert says is not None
        hears.write(f"{line}\n".encode())
        hears.flush()
        with selectors.DefaultSelector() as waiting:
            waiting.register(says, selectors.EVENT_READ)
            assert waiting.select(WITHIN), f"{self.name} says nothing"
        said = says.readline()
        assert said, f"{self.name} ended: {self._last_words()}"
        verdict: Verdict = json.loads(said)
        return verdict

    def _last_words(self) -> str:
        self._complaints.seek(0)
        return self._complaints.read().decode()[-2000:]


@contextmanager
def relying_party_at_work(name: str, ca: Path) -> Iterator[RelyingParty]:
    """Run a client's program, which trusts an authority; it ends with its standard input."""
    trust = {"NODE_EXTRA_CA_CERTS": str(ca), "REQUESTS_CA_BUNDLE": str(ca), "NO_PROXY": "*"}
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(
            PROGRAMS[name],
            cwd=FOLDER,
            env={**os.environ, **trust},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
        ) as process,
    ):
        yield RelyingParty(name, process, complaints)
