"""What stands around the application while it is examined? The pretend REKONO, and people."""

from __future__ import annotations

import secrets
import subprocess
import sys
import threading
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from tempfile import TemporaryDirectory
from typing import Any, Self
from urllib.parse import urlsplit

from harness.agents import Aside, straight
from harness.agents.connections import Connections
from harness.application_checks.process import ApplicationProcess, filled
from harness.application_checks.target import ApplicationTarget, Codes
from harness.checks.metadata import fetch_metadata
from harness.control import Rekono
from harness.inbox import Inbox
from harness.person import Person, make
from harness.ports import free_port
from harness.redaction import Redactor
from harness.servers import Server
from harness.verdict import NotApplicable, PreconditionMissing

CONTEXT = "openid-connect-server-webapp/"
SECOND_FACTOR = "sms_otp"
ISSUED_WITHIN = 60.0
"""Seconds that a target file's command may take to issue a code."""


@dataclass
class Surroundings:
    """Provider, registration and, where the target file says how, the application's process."""

    target: ApplicationTarget
    redactor: Redactor
    aside: Aside = straight
    _open: ExitStack = field(default_factory=ExitStack)
    _starting: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self._open.close()
            raise
        return self

    def __exit__(self, *_problem: object) -> None:
        self._open.close()

    def _start(self) -> None:
        self._folder = self._open.enter_context(TemporaryDirectory(prefix="vodomer-"))
        settings, token = self.target.provider, self._secret()
        port = settings.port or free_port()
        arguments = ["-m", "mock_rekono", "--port", str(port), "--profile", settings.profile]
        server = Server("rekono", [*arguments, "--fast-hash"], {"MOCK_REKONO_CONTROL_TOKEN": token})
        server.start()
        self._open.callback(server.stop)
        self.issuer = server.ready("issuer=")
        base = f"http://127.0.0.1:{port}/"
        self.rekono = Rekono(f"{base}control/v1/", token, aside=self.aside)
        self._open.callback(self.rekono.close)
        self.rekono.post("clients", self._registration())
        self.metadata  # noqa: B018 - before anything goes wrong
        self._process: ApplicationProcess | None = None
        self._open.callback(self._stop_application)
        self.restart()

    @cached_property
    def client_secret(self) -> str:
        """The client's secret: the target file's, or one made up for this run."""
        return self.target.target.client_secret or self._secret()

    def _registration(self) -> dict[str, Any]:
        about = self.target.target
        told = {
            "client_id": about.client_id,
            "client_secret": self.client_secret,
            "name": about.name,
            "redirect_uris": [*about.redirect_uris],
            "post_logout_redirect_uris": [*about.post_logout_redirect_uris],
            "backchannel_logout_uri": about.backchannel_logout_uri,
            "frontchannel_logout_uri": about.frontchannel_logout_uri,
            "level_form": self.target.provider.level_form,
        }
        return {name: value for name, value in told.items() if value is not None}

    @cached_property
    def metadata(self) -> dict[str, Any]:
        """The provider's discovery document, when nothing goes wrong."""
        return fetch_metadata(Connections(), self.issuer).document

    @property
    def can_restart(self) -> bool:
        """Whether the application is ours to start."""
        return self.target.process is not None

    def restart(self) -> None:
        """Start the application, anew where it runs; nothing where it is not ours to start."""
        if self.target.process is None:
            return
        with self._starting:
            self._stop_application()
            told = self._told()
            self._process = ApplicationProcess(self.target, told, self.places).start()

    def _told(self) -> dict[str, str]:
        """What a started application learns from its environment."""
        about = self.target.target
        return {
            "VODOMER_ISSUER": self.issuer,
            "VODOMER_CLIENT_ID": about.client_id,
            "VODOMER_CLIENT_SECRET": self.client_secret,
            "VODOMER_START": about.start,
        }

    @cached_property
    def inbox(self) -> Inbox:
        """The mail server that an activation service is told of."""
        inbox = Inbox()
        self._open.callback(inbox.close)
        return inbox

    @property
    def places(self) -> dict[str, str]:
        """What stands for the words in braces of the target file's commands."""
        return {
            "python": sys.executable,
            "start": self.target.target.start,
            "smtp": self.inbox.address if self.target.codes else "",
            "folder": self._folder,
        }

    def issue(self, person: Person, state: str = "unused") -> str:
        """Have an activation code issued to a person, in a state (unused, expired, revoked).

        Raises PreconditionMissing where the target file's command does not do it.
        """
        if self.target.codes is None:
            raise NotApplicable("the target file does not say where codes come from ([codes])")
        whom = {"state": state, "email": person.email, "name": person.name}
        command = filled(self.target.codes.command, {**self.places, **whom})
        code = str(self.aside(lambda: _last_word(command, self.target.codes)))
        self.redactor.register(code)
        return code

    def _stop_application(self) -> None:
        if self._process is not None:
            self._process.stop()
            self._process = None

    @property
    def provider_host(self) -> str:
        """Host and port of the provider, as they stand in its addresses."""
        return urlsplit(self.issuer).netloc

    def enrol(self, seed: str, **facts: Any) -> Person:
        """Make a person with an account; a second factor where the application asks for a level."""
        person = make(seed)
        ways = [SECOND_FACTOR] if self.target.target.acr else []
        enrolled = self.rekono.enrol(person, *ways, **facts)
        for secret in enrolled.secrets:
            self.redactor.register(secret)
        return enrolled

    def _secret(self) -> str:
        secret = secrets.token_urlsafe(32)
        self.redactor.register(secret)
        return secret


def _last_word(command: list[str], codes: Codes | None) -> str:
    folder = codes.folder if codes else None
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=ISSUED_WITHIN, check=True
        )
        return done.stdout.split()[-1]
    except (OSError, subprocess.SubprocessError, IndexError) as problem:
        said = str(getattr(problem, "stderr", "") or problem).strip().splitlines()
        raise PreconditionMissing(
            f"codes.command gave no code: {said[-1] if said else type(problem).__name__}"
        ) from None
