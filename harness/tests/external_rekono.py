"""How do tests examine an application at a provider that the examiner does not run?

It is the mock REKONO, started by the test: the examiner gets its issuer and two people's accounts,
and neither its control address nor its token.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harness.checks.application.registry import Check
from harness.checks.application.target import read_target
from harness.checks.runner import Options
from harness.person import Person, make
from harness.processes.control import Rekono
from harness.processes.ports import free_port
from harness.processes.servers import Server
from harness.record.judged_run import RunRecord
from harness.tests import forked
from harness.tests.command import FORKS
from harness.tests.sample_pages import PAGES

PASSWORDS = ("VODOMER_TEST_PASSWORD", "VODOMER_TEST_PASSWORD_2")
TOTP = "VODOMER_TEST_TOTP"
"""Environment variables that the target file names."""
CLIENT = "register"
"""The only client that the sample application knows itself as."""
SECRET = "secret-of-the-application"


@dataclass
class External:
    """A provider, and the people who have accounts there."""

    issuer: str
    control: Rekono
    people: tuple[Person, ...]
    starting: tuple[str, ...] = ()
    """More words of the application's command."""
    changes: tuple[tuple[str, str], ...] = ()
    """What is written otherwise in the target file."""

    def file(self, folder: Path) -> Path:
        """Register an application of its own, and write its target file."""
        start = f"http://localhost:{free_port()}/"
        told = {
            "client_id": CLIENT,
            "client_secret": SECRET,
            "name": "Register",
            "level_form": "number",
            "redirect_uris": [f"{start}callback"],
            "post_logout_redirect_uris": [start],
            "frontchannel_logout_uri": f"{start}frontchannel-logout",
        }
        self.control.post("clients", told)
        text = TARGET.format(start=start, client=CLIENT, issuer=self.issuer, secret=SECRET)
        text += PAGES
        text += "".join(map(account, self.people, PASSWORDS))
        text += f"[process]\nstart = {[*COMMAND, *self.starting]}\n"
        for old, new in self.changes:
            assert old in text
            text = text.replace(old, new)
        file = folder / "target.toml"
        file.write_text(text, "utf-8")
        return file

    @property
    def environment(self) -> dict[str, str]:
        """The people's passwords, as the target file names them."""
        return {name: one.password for name, one in zip(PASSWORDS, self.people, strict=True)}

    def sign_ins(self) -> list[dict[str, Any]]:
        """List the passwords that were typed there, oldest first."""
        posted = [one for one in self.control.requests() if one["method"] == "POST"]
        return [one for one in posted if "password" in one["form"]]


COMMAND = ("{python}", "-m", "harness.reference.application", "--timeout", "3")
TARGET = """
[target]
name = "Register"
version = "1"
profile = "application"
start = "{start}"
client_id = "{client}"
client_secret = "{secret}"
redirect_uris = ["{start}callback"]
languages = ["sl", "en"]
post_logout_redirect_uris = ["{start}"]
frontchannel_logout_uri = "{start}frontchannel-logout"
[provider]
kind = "external"
issuer = "{issuer}"
"""


def account(person: Person, password: str) -> str:
    """Write the table of a person's account."""
    return (
        f'[[provider.accounts]]\nuser = "{person.email}"\nname = "{person.name}"\n'
        f'password_from = "{password}"\n'
    )


@contextmanager
def external(
    folder: Path, *mechanisms: str, people: int = 2, port: int = 0, public: str = ""
) -> Iterator[External]:
    """Run the provider, with people who have these mechanisms beside a password.

    `public` is where others see it, if somebody stands before its port.
    """
    port, token = port or free_port(), secrets.token_urlsafe(24)
    words = ["-m", "mock_rekono", "--port", str(port), "--profile", "plain", "--fast-hash"]
    environment = {"MOCK_REKONO_FOLLOW_UI_LOCALES": "false", "MOCK_REKONO_PUBLIC_URL": public}
    server = Server("rekono", words, environment, FORKS.provider, {"control_token": token})
    running = server.start()
    issuer = running.ready("issuer=")
    control = Rekono(f"http://127.0.0.1:{port}/control/v1/", token)
    try:
        made = [make(f"external/{folder.name}/{number}") for number in range(people)]
        proofing = 20 if mechanisms else 10
        enrolled = [control.enrol(one, *mechanisms, proofing=proofing) for one in made]
        yield External(issuer, control, tuple(enrolled))
    finally:
        control.close()
        running.stop()


def certified(
    external: External, checks: list[Check], folder: Path, agent: str = "http"
) -> RunRecord:
    """Examine an application at it."""
    target = read_target(external.file(folder))
    return forked.certify(target, checks, Options(folder / "run", agent=agent))
