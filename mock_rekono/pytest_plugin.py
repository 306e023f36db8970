"""How do tests of another project get a mock REKONO? By the fixture `rekono`.

`pytest_plugins = ["mock_rekono.pytest_plugin"]` in a project's conftest.py is all that it takes.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from mock_rekono import clock

STOPS_WITHIN = 20.0


class ControlRefused(Exception):  # noqa: N818 - a fact about a request
    """The control API refused something; the message says what and why."""


@dataclass(frozen=True)
class Rekono:
    """A running mock REKONO: its issuer, and what may be commanded over its control API."""

    issuer: str
    token: str

    def add_client(self, redirect_uri: str, client_id: str = "application") -> dict[str, Any]:
        """Register an application; gives `client_id` and `client_secret`, among others."""
        body = {
            "client_id": client_id,
            "client_secret": clock.token(),
            "redirect_uris": [redirect_uri],
        }
        client: dict[str, Any] = self.ask("POST", "clients", body)
        return client

    def add_person(self, **facts: Any) -> dict[str, Any]:
        """Make an account as if registered; gives `sub`, `email`, `password` and what was given.

        Facts are those of the control API: `given_name`, `phone`, `mechanisms`, `proofing`, ...
        """
        number = clock.digits(7)
        somebody = {"email": f"oseba{number}@primer.test", "phone": f"+3864{number}"}
        person: dict[str, Any] = self.ask("POST", "people", {**somebody, **facts})
        return person

    def messages(self, to: str) -> list[dict[str, Any]]:
        """List the e-mails or SMS messages to an address or phone, oldest first."""
        found: list[dict[str, Any]] = self.ask("GET", f"outbox?{urlencode({'to': to})}")
        return found

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """Ask the control API for anything. Raises ControlRefused."""
        parts = urlsplit(self.issuer)
        request = Request(  # noqa: S310 - the address is our own
            f"{parts.scheme}://{parts.netloc}/control/v1/{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Authorization": f"Bearer {self.token}",
                "Content-Type": "application/json",
            },
        )
        try:
            with build_opener(ProxyHandler({})).open(request, timeout=30) as answer:
                said = answer.read()
        except HTTPError as refusal:
            raise ControlRefused(f"{method} {path}: {refusal.read().decode()}") from None
        return json.loads(said) if said else None


@pytest.fixture(scope="session")
def rekono_options() -> list[str]:
    """Options of `python -m mock_rekono`, for a project to override: `["--profile", "plain"]`."""
    return []


@pytest.fixture(scope="session")
def rekono(rekono_options: list[str]) -> Iterator[Rekono]:
    """Start a mock REKONO on a free port, for all tests of the session; it ends with them."""
    command = [sys.executable, "-m", "mock_rekono", "--fast-hash", "--stop-with-parent"]
    with subprocess.Popen(
        [*command, *rekono_options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        said = dict(_announced(process))
        yield Rekono(said["issuer"], said["control-token"])
        process.terminate()
        process.wait(STOPS_WITHIN)


def _announced(process: subprocess.Popen[str]) -> Iterator[tuple[str, str]]:
    for line in process.stdout or ():
        name, _, value = line.strip().partition("=")
        yield name, value
        if name == "issuer":
            return
    raise RuntimeError(f"the mock REKONO ended with code {process.wait()} before it answered")
