"""What lies on the desk, and what do its buttons do?"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import Any, Self

from harness.engine.environment import Environment
from harness.errors import VodomerError
from harness.person import Person, ascii_letters, make
from harness.processes.control import ControlFailed

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


class Desk:
    """A running environment with a cast, and the codes that were issued to people.

    Deeds wait for one another: nobody reads while everything starts over.
    """

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self._lock = threading.RLock()
        self._ready = False

    def start(self) -> Self:
        """Start everything and send the cast their welcome e-mails.

        Raises:
            VodomerError: a part does not start; nothing is left running.
        """
        with self._lock:
            try:
                self.environment.launch().join()
                self._meet()
            except BaseException:
                self.environment.stop()
                raise
            self._ready = True
        return self

    def start_over(self) -> None:
        """Forget all that happened: stop everything and start it on the same ports."""
        with self._lock:
            self.close()
            self.start()

    def close(self) -> None:
        """Stop everything; safe to call twice."""
        with self._lock:
            self._ready = False
            self.environment.stop()

    def _meet(self) -> None:
        self._codes: dict[str, str] = {}
        titles = {one["id"]: one["title"] for one in self.environment.rekono.get("mechanisms")}
        self.cast = tuple(self._member(row, titles) for row in self.environment.rekono.get("cast"))
        self.newcomer = newcomer()
        for member in self.cast:
            if not (member.fault or member.locked):
                self._issue(member.email, member.name)
        self._issue(self.newcomer.email, self.newcomer.name)

    def _member(self, row: dict[str, Any], titles: dict[str, Titles]) -> Member:
        account = self.environment.rekono.account(row["email"]) or {}
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

    def issue(self, email: str, name: str, language: str) -> None:
        """Issue a code and send the welcome e-mail in a language; older codes become void.

        Raises:
            NotSent: the address is one that cannot be written to.
            NotRunning: the activation service is not there.
        """
        with self._lock:
            self._look_alive()
            try:
                self._issue(email, name, language)
            except ControlFailed as problem:
                if problem.status in (422, 502):  # refused, or issued but not mailed
                    raise NotSent("the welcome e-mail cannot be sent") from problem
                raise

    def _issue(self, email: str, name: str, language: str = "sl") -> None:
        order = {"email": email, "name": name, "language": language}
        self._codes[email.lower()] = self.environment.service.desk.post("codes", order)["id"]

    def code_states(self) -> dict[str, str]:
        """Give the state of each person's newest code by e-mail address."""
        with self._lock:
            self._look_alive()
            service = self.environment.service.desk
            return {email: service.code(code_id)["state"] for email, code_id in self._codes.items()}

    def outbox(self) -> list[dict[str, Any]]:
        """Give the e-mails that REKONO would have sent, oldest first."""
        with self._lock:
            self._look_alive()
            return list(self.environment.rekono.get("outbox", channel="email"))

    def addresses(self) -> dict[str, str]:
        """Give where everything is: activation, applications, the provider's desk and phone."""
        provider = f"http://127.0.0.1:{self.environment.ports.provider}/desk/"
        ports = self.environment.ports.services
        services = {name: f"http://localhost:{port}/" for name, port in ports.items()}
        return {**services, "rekono": provider, "phone": f"{provider}phone"}

    def _look_alive(self) -> None:
        servers = (
            (self.environment.provider, self.environment.service.server) if self._ready else ()
        )
        if not servers or not all(server.alive for server in servers):
            raise NotRunning("REKONO or the activation service has ended")


def newcomer() -> Person:
    """Make up somebody without an account, with everything that registration asks for."""
    person = make("desk")
    address = f"{ascii_letters(person.given_name)}.{ascii_letters(person.family_name)}"
    return replace(person, email=f"{address}@example.test")
