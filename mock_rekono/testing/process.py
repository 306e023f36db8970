"""How does a mock REKONO run beside the tests? As a process of its own, which ends with them."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any

from mock_rekono import clock
from mock_rekono.testing.control import ControlApi
from mock_rekono.testing.values import Client

STOPS_WITHIN = 20.0
COMMAND = [sys.executable, "-P", "-m", "mock_rekono", "--fast-hash", "--stop-with-parent"]


class DidNotStart(Exception):  # noqa: N818 - the name says the whole event
    """The mock ended before it answered; the message is its own."""


class RekonoServer:
    """A running mock: what stays for all tests of a session."""

    def __init__(self, issuer: str, token: str) -> None:
        self.control = ControlApi(issuer, token)

    @property
    def issuer(self) -> str:
        """The issuer identifier, which an application is configured with."""
        return self.control.issuer

    @property
    def control_address(self) -> str:
        """Where the control API is, for programs in other languages."""
        return self.control.address

    @property
    def control_token(self) -> str:
        """The bearer token of the control API."""
        return self.control.token

    def client(
        self,
        redirect_uris: Sequence[str],
        *,
        client_id: str = "",
        post_logout_redirect_uris: Sequence[str] = (),
        **more: Any,
    ) -> Client:
        """Register an application; id and secret are drawn, unless they are given.

        More are members of `POST /clients`, such as `token_endpoint_auth_method`. Raises
        ControlRefused.
        """
        body = {
            "client_id": client_id or f"application-{clock.word()}",
            "client_secret": clock.token(),
            "redirect_uris": list(redirect_uris),
            "post_logout_redirect_uris": list(post_logout_redirect_uris),
            **more,
        }
        if body.get("token_endpoint_auth_method") == "none":
            body["client_secret"] = ""
        made = self.control.ask("POST", "clients", body)
        return Client(
            client_id=made["client_id"],
            client_secret=made["client_secret"],
            redirect_uris=tuple(made["redirect_uris"]),
        )


@contextmanager
def running(options: Sequence[str]) -> Iterator[RekonoServer]:
    """Run a mock on a free port of this machine. Raises DidNotStart."""
    with subprocess.Popen(
        [*COMMAND, *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C is for the tests, which then end it
    ) as process:
        log = _Log(process.stderr)
        said = dict(_announced(process))
        if "issuer" not in said:
            process.wait(STOPS_WITHIN)
            raise DidNotStart(log.last_line() or f"the mock REKONO ended: {process.returncode}")
        server = RekonoServer(said["issuer"], said["control-token"])
        try:
            yield server
        finally:
            server.control.close()
            process.terminate()
            process.wait(STOPS_WITHIN)
            log.last_line()


def _announced(process: subprocess.Popen[str]) -> Iterator[tuple[str, str]]:
    for line in process.stdout or ():
        name, _, value = line.strip().partition("=")
        yield name, value
        if name == "issuer":
            return


class _Log:
    """What the mock tells on standard error: passed on, so that pytest shows it at a failure."""

    def __init__(self, stream: IO[str] | None) -> None:
        self._stream, self._last = stream, ""
        self._reader = threading.Thread(target=self._pass_on, daemon=True)
        self._reader.start()

    def _pass_on(self) -> None:
        for line in self._stream or ():
            self._last = line.strip()
            os.write(2, line.encode())

    def last_line(self) -> str:
        """Return the last line of a process that has ended."""
        self._reader.join(STOPS_WITHIN)
        return self._last
