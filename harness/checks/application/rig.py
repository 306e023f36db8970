"""What stands around the application while it is examined? The mock REKONO, and people."""

from __future__ import annotations

import copy
import secrets
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self
from urllib.parse import urlsplit

from harness.agents import Offload, run_inline
from harness.agents.connections import Connections
from harness.checks.application.health import Health
from harness.checks.application.process import ApplicationProcess, filled
from harness.checks.application.target import ApplicationTarget, Audit, Codes
from harness.checks.metadata import fetch_metadata
from harness.errors import TargetUnreachable
from harness.person import Person, make
from harness.processes.control import Rekono
from harness.processes.forks import Forks
from harness.processes.inbox import Inbox
from harness.processes.ports import free_port
from harness.processes.servers import Server
from harness.record.verdict import NotApplicable, PreconditionMissing
from harness.redaction.redactor import Redactor

SECOND_FACTOR = "sms_otp"
SLOW = 10
"""Seconds that a slow endpoint takes: what RES-01 speaks of."""
COMMAND_WITHIN = 60.0
"""Seconds that a command of the target file may take that does one thing and ends."""
LOWEST = 10
LEVELS = {
    10: ("10", "nizka", "http://eidas.europa.eu/LoA/low"),
    20: ("20", "srednja", "http://eidas.europa.eu/LoA/substantial"),
    30: ("30", "visoka", "http://eidas.europa.eu/LoA/high"),
}
"""How REKONO may write each level of assurance (`provider.level_form`)."""


def level_of(acr: str | None) -> int | None:
    """Give the level that a value of `acr` means; None for one that REKONO does not know."""
    return next((level for level, words in LEVELS.items() if acr in words), None)


@dataclass
class Rig:
    """Provider, registration and, where the target file says how, the application's process."""

    target: ApplicationTarget
    redactor: Redactor
    offload: Offload = run_inline
    needs_recovery: bool = False
    """Whether something has gone wrong for everybody since the application started."""
    forks: Forks | None = None
    """What its parts are forked from, where they can be; None: all are started from scratch."""
    _open: ExitStack = field(default_factory=ExitStack)
    _starting: threading.Lock = field(default_factory=threading.Lock)
    _newest: int = 0
    kept: set[str] = field(default_factory=set)
    """The endpoints whose answers the application has been seen to keep."""
    _activation: str = ""
    """Where the activation service is that the application stands behind."""

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
        told = {"MOCK_REKONO_CONTROL_TOKEN": token, "MOCK_REKONO_SLOW_SECONDS": str(SLOW)}
        if settings.access_token_seconds is not None:
            told["MOCK_REKONO_ACCESS_TOKEN_SECONDS"] = str(settings.access_token_seconds)
        fork_server = self.forks.provider if self.forks else None
        server = Server("rekono", [*arguments, "--fast-hash"], told, fork_server)
        server.start()
        self._open.callback(server.stop)
        self.issuer = server.ready("issuer=")
        self._control = f"http://127.0.0.1:{port}/control/v1/", token
        self.rekono = self._door(self.offload)
        self._shared_secret = self._secret()
        self.metadata  # noqa: B018 - before anything goes wrong
        self._open.callback(self._stop_application)
        self._begin()

    def _begin(self) -> None:
        """Register the application, start it, and see that it answers."""
        self._process: ApplicationProcess | None = None
        self.rekono.post("clients", self._registration())
        self.restart()
        about = self.target.target
        self.health = Health(about.start, about.ca, self._start_application)
        self.health.refuse_unreachable()

    def with_application(self, target: ApplicationTarget) -> Self:
        """Give the same REKONO with another application, which has to be stopped."""
        other = copy.copy(self)
        other.__dict__.pop("client_secret", None)
        other.target, other._activation = target, self.target.target.start
        other._starting = threading.Lock()
        try:
            other._begin()
        except BaseException:
            other.stop()
            raise
        return other

    def stop(self) -> None:
        """Stop the application, where we have started it."""
        self.offload(self._stop_application)

    def _door(self, offload: Offload) -> Rekono:
        """Open the control API of REKONO."""
        address, token = self._control
        door = Rekono(address, token, offload=offload)
        self._open.callback(door.close)
        return door

    def for_threads(self) -> Self:
        """Give the same surroundings to threads of one's own, which hold up nobody else."""
        same = copy.copy(self)
        same.offload, same.rekono = run_inline, self._door(run_inline)
        return same

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

    def newest_request(self) -> int:
        """Give the number of the newest request that has reached REKONO; none is read twice."""
        later = self.rekono.requests(since=str(self._newest))
        self._newest = max((self._newest, *(entry["id"] for entry in later)))
        return self._newest

    @contextmanager
    def registered_with(self, **changes: Any) -> Iterator[None]:
        """Let the application be registered otherwise at REKONO for a while."""
        self.rekono.post("clients", {**self._registration(), **changes})
        try:
            yield
        finally:
            self.rekono.post("clients", self._registration())

    @contextmanager
    def with_secret(self, secret: str) -> Iterator[None]:
        """Let the application, started anew, and REKONO share another secret for a while."""
        self.redactor.register(secret)
        usual, self.client_secret = self.client_secret, secret
        try:
            with self.registered_with():
                self.restart()
                yield
        finally:
            self.client_secret = usual
            self.rekono.post("clients", self._registration())
            self.restart()

    @cached_property
    def metadata(self) -> dict[str, Any]:
        """The provider's discovery document, when nothing goes wrong."""
        return fetch_metadata(Connections(), self.issuer).document

    @property
    def sign_out_page(self) -> str:
        """Where people sign out at REKONO, whoever sent them."""
        return str(self.metadata["end_session_endpoint"])

    @property
    def can_restart(self) -> bool:
        """Whether the application is ours to start."""
        return self.target.process is not None

    @property
    def said(self) -> str:
        """What the application has written to its output since it was started by us."""
        return self._process.said if self._process else ""

    def restart(self) -> None:
        """Start the application, anew where it runs; nothing where it is not ours to start."""
        self.offload(self._start_application)

    def _start_application(self) -> None:
        if self.target.process is None:
            return
        with self._starting:
            self._stop_application()
            self.needs_recovery = False
            told = self._told()
            try:
                self._process = ApplicationProcess(
                    self.target, told, self.places, self.forks
                ).start()
            except TargetUnreachable as problem:  # its last words may hold its secrets
                raise TargetUnreachable(str(self.redactor.mask(str(problem)))) from None

    def _told(self) -> dict[str, str]:
        """Return what a started application learns from its environment."""
        about = self.target.target
        return {
            "VODOMER_ISSUER": self.issuer,
            "VODOMER_CLIENT_ID": about.client_id,
            "VODOMER_CLIENT_SECRET": self.client_secret,
            "VODOMER_START": about.start,
            "VODOMER_SHARED_SECRET": self._shared_secret,
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
        protected = self.target.protected_application
        return {
            "python": sys.executable,
            "start": self.target.target.start,
            "activation": self._activation,
            "protected_application": protected.start if protected else "",
            "behind": protected.start if protected else "",  # the older name
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
        said = self._printed("codes", self.target.codes, whom).split()
        if not said:
            raise PreconditionMissing("codes.command printed nothing; it must print a code")
        self.redactor.register(said[-1])
        return said[-1]

    def audit_trail(self) -> str:
        """Read an activation service's audit trail, as the target file's command prints it.

        Raises PreconditionMissing where that command fails.
        """
        if self.target.audit is None:
            raise NotApplicable("the target file does not say how to read the trail ([audit])")
        return self._printed("audit", self.target.audit, {})

    def _printed(self, table: str, how: Codes | Audit, known: Mapping[str, str]) -> str:
        """Run a command of the target file; give what it prints."""
        command = filled(how.command, {**self.places, **known})
        try:
            return str(self.offload(lambda: _output(command, how.folder)))
        except (OSError, subprocess.SubprocessError) as problem:
            said = str(getattr(problem, "stderr", "") or problem).strip().splitlines()
            reason = said[-1] if said else type(problem).__name__
            raise PreconditionMissing(f"{table}.command failed: {reason}") from None

    def _stop_application(self) -> None:
        if self._process is not None:
            self._process.stop()
            self._process = None

    @property
    def provider_host(self) -> str:
        """Host and port of the provider, as they stand in its addresses."""
        return urlsplit(self.issuer).netloc

    def enrol(self, seed: str, **facts: Any) -> Person:
        """Make a person with an account; where the application asks for a level, one of that level.

        `facts` are more of the account than what the person is made up of.
        """
        known = {name: facts.pop(name) for name in ("email",) if name in facts}
        person, acr = make(seed).knowing(**known), self.target.target.acr
        ways = [SECOND_FACTOR] if acr else []
        facts = {"proofing": level_of(acr) or LOWEST, **facts}
        enrolled = self.rekono.enrol(person, *ways, **facts)
        for secret in enrolled.secrets:
            self.redactor.register(secret)
        return enrolled

    def _secret(self) -> str:
        secret = secrets.token_urlsafe(32)
        self.redactor.register(secret)
        return secret


def _output(command: list[str], folder: Path) -> str:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=COMMAND_WITHIN, check=True
    )
    return done.stdout
