"""What lies on the desk, and what do its buttons do?"""

from __future__ import annotations

import threading
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import Any, Self
from urllib.parse import urlsplit

from harness.engine.environment import Environment
from harness.engine.launch import Setup
from harness.errors import VodomerError
from harness.person import Person, ascii_letters, make
from harness.processes.control import ControlFailed, Rekono

Titles = dict[str, str]
"""One text by language, `sl` and `en`."""


class NotRunning(VodomerError):  # noqa: N818 - a state, named as such
    """Provider or activation service is not there; starting over brings it back."""


class NotSent(VodomerError):  # noqa: N818 - a fact about a code
    """The activation service did not take this address, or its mail server did not."""


@dataclass(frozen=True)
class Member:
    """Somebody of the cast: who it is, what it shows, and what to type.

    `registers` is set for one who has no account yet; birth date and tax number are for them.
    """

    email: str
    name: str
    phone: str
    birthdate: str
    tax_number: str
    title: Titles
    password: str
    pin: str
    mechanisms: tuple[Titles, ...]
    fault: bool
    locked: bool
    registers: bool


@dataclass
class Scene:
    """A running environment with a cast, and the codes that were issued to people."""

    environment: Environment
    cast: tuple[Member, ...]
    newcomer: Person
    codes: dict[str, str] = field(default_factory=dict)
    """The id of each person's newest code, by e-mail address."""

    @classmethod
    def of(cls, environment: Environment) -> Self:
        """Meet the cast, and send everybody their welcome e-mail."""
        rekono = environment.rekono
        titles = {one["id"]: one["title"] for one in rekono.get("mechanisms")}
        cast = tuple(_member(rekono, row, titles) for row in rekono.get("cast"))
        scene = cls(environment, cast, newcomer())
        for member in scene.cast:
            if not (member.fault or member.locked):
                scene.issue(member.email, member.name)
        scene.issue(scene.newcomer.email, scene.newcomer.name)
        return scene

    @property
    def is_alive(self) -> bool:
        """Tell whether provider and activation service are there."""
        return self.environment.provider.alive and self.environment.service.server.alive

    def issue(self, email: str, name: str, language: str = "sl") -> None:
        """Issue a code and send the welcome e-mail."""
        order = {"email": email, "name": name, "language": language}
        self.codes[email.lower()] = self.environment.service.desk.post("codes", order)["id"]


class Desk:
    """What is done by hand with a running environment.

    Deeds wait for one another: nobody reads while everything starts over.
    """

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._lock = threading.RLock()
        self._running = ExitStack()
        self._scene: Scene | None = None
        """None while nothing runs."""

    def start(self) -> Self:
        """Start everything and send the cast their welcome e-mails.

        Raises:
            VodomerError: a part does not start; nothing is left running.
        """
        with self._lock, ExitStack() as opened:
            environment = opened.enter_context(Environment.opened(self._setup))
            self._scene = Scene.of(environment)
            self._running = opened.pop_all()
        return self

    def start_over(self) -> None:
        """Forget all that happened: stop everything and start it on the same ports."""
        with self._lock:
            self.close()
            self.start()

    def close(self) -> None:
        """Stop everything; safe to call twice."""
        with self._lock:
            self._scene = None
            self._running.close()

    @property
    def scene(self) -> Scene:
        """Give what was started; NotRunning where nothing was, or where a part has ended."""
        scene = self._scene
        if scene is None or not scene.is_alive:
            raise NotRunning("REKONO or the activation service has ended")
        return scene

    def issue(self, email: str, name: str, language: str) -> None:
        """Issue a code and send the welcome e-mail in a language; older codes become void.

        Raises:
            NotSent: the address is one that cannot be written to.
            NotRunning: the activation service is not there.
        """
        with self._lock:
            scene = self.scene
            try:
                scene.issue(email, name, language)
            except ControlFailed as problem:
                if problem.status in (422, 502):  # refused, or issued but not mailed
                    raise NotSent("the welcome e-mail cannot be sent") from problem
                raise

    def code_states(self) -> dict[str, str]:
        """Give the state of each person's newest code by e-mail address."""
        with self._lock:
            scene = self.scene
            service = scene.environment.service.desk
            return {email: service.code(code_id)["state"] for email, code_id in scene.codes.items()}

    def outbox(self) -> list[dict[str, Any]]:
        """Give the e-mails that REKONO would have sent, oldest first."""
        with self._lock:
            return list(self.scene.environment.rekono.get("outbox", channel="email"))

    def addresses(self) -> dict[str, str]:
        """Give where everything is: activation, applications, the provider's desk and phone."""
        provider = f"http://127.0.0.1:{self._setup.ports.provider}/desk/"
        ports = self._setup.ports.services
        services = {name: f"http://localhost:{port}/" for name, port in ports.items()}
        return {**services, "rekono": provider, "phone": f"{provider}phone"}

    def provider_key(self) -> str:
        """Give what opens the provider's desk, to be put behind its address."""
        scene = self._scene
        return f"?{urlsplit(scene.environment.provider_desk).query}" if scene else "?"


def _member(rekono: Rekono, row: dict[str, Any], titles: dict[str, Titles]) -> Member:
    account = rekono.account(row["email"]) or {}
    return Member(
        email=row["email"],
        name=row["name"],
        phone=row["phone"] or "",
        birthdate=row["birthdate"],
        tax_number=row["tax_number"],
        title=row["title"],
        password=row["password"],
        pin=row.get("onepass_pin") or "",
        mechanisms=tuple(titles[one] for one in row["mechanisms"] if one in titles),
        fault=bool(row.get("fault")),
        locked=bool(account.get("locked")),
        registers=row["account"] != "whole",
    )


def newcomer() -> Person:
    """Make up somebody without an account, with everything that registration asks for."""
    person = make("desk")
    address = f"{ascii_letters(person.given_name)}.{ascii_letters(person.family_name)}"
    return replace(person, email=f"{address}@example.test")
