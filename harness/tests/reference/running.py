"""The reference as a process, with its administrator's voice and a mail server of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from asyncio import AbstractServer
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path
from typing import Any

import requests
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import create_engine, make_url, text

ADMIN = "admin-token-of-the-test"
CLIENTS = {
    "activation": "s3cret +/:ž",
    "register": "register-secret",
    "npv": "npv-secret",
    "portal": "portal-secret",
}


class _OnSocket(Controller):
    """A controller on a socket that is bound already, so that no port can be snatched away."""

    def __init__(self, handler: object, listener: socket.socket) -> None:
        self._listener = listener
        super().__init__(handler, hostname="127.0.0.1", port=listener.getsockname()[1])

    def _create_server(self) -> Coroutine[Any, Any, AbstractServer]:
        return self.loop.create_server(self._factory_invoker, sock=self._listener)


class Postbox:
    """Takes e-mail over SMTP and keeps it."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._controller = _OnSocket(self, self._listener)
        self._controller.start()

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        return "250 OK"

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._controller.port}"

    def to(self, email: str) -> list[EmailMessage]:
        return [m for m in self.messages if email in str(m["To"])]

    def stop(self) -> None:
        self._controller.stop()


@dataclass
class Reference:
    """A running reference: where its services are, and how to end it."""

    process: subprocess.Popen[str]
    activation: str
    register: str
    npv: str

    @classmethod
    def start(cls, *options: str) -> Reference:
        process = subprocess.Popen(
            [sys.executable, "-m", "harness.reference", "--stop-with-parent", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
        )
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            _, complaint = process.communicate()
            raise AssertionError(complaint)
        return cls(process, **json.loads(line))

    def stop(self) -> str:
        """End it; the answer is its log."""
        _, log = self.process.communicate(timeout=20)
        assert self.process.returncode == 0, log
        return log

    def admin(self, method: str, path: str, body: Any = None) -> requests.Response:
        return requests.request(
            method,
            f"{self.activation}admin/v1/{path}",
            json=body,
            headers={"Authorization": f"Bearer {ADMIN}"},
            timeout=30,
        )

    def issue(self, email: str, **options: Any) -> dict[str, str]:
        answer = self.admin("POST", "codes", {"email": email, "name": "Ana Žagar", **options})
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    def state(self, issued: dict[str, str]) -> dict[str, Any]:
        return dict(self.admin("GET", f"codes/{issued['id']}").json())


def database_url(kept: Path) -> str:
    """Return a database of that name: a file, or a schema where VODOMER_TEST_POSTGRES points."""
    server = os.environ.get("VODOMER_TEST_POSTGRES")
    if not server:
        return f"sqlite:///{kept}"
    schema = f"reference_{sha256(str(kept).encode()).hexdigest()[:16]}"
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {schema}"))
    engine.dispose()
    pointed = make_url(server).update_query_dict({"options": f"-csearch_path={schema}"})
    return pointed.render_as_string(hide_password=False)


def environment() -> dict[str, str]:
    return {
        **os.environ,
        "VODOMER_CLIENT_SECRETS": json.dumps(CLIENTS),
        "VODOMER_ADMIN_TOKEN": ADMIN,
    }


@contextmanager
def application_alone(issuer: str, *options: str, name: str = "register") -> Iterator[str]:
    """Start one application in a process of its own, and return its address."""
    command = [sys.executable, "-m", "harness.reference.application", "--stop-with-parent"]
    with subprocess.Popen(
        [*command, "--issuer", issuer, "--id", name, *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment(),
    ) as process:
        assert process.stdout is not None
        yield str(json.loads(process.stdout.readline())[name])
        process.communicate(timeout=10)
