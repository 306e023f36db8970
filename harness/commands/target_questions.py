"""What is a person asked on the terminal who has a target file written?"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import typer

from harness.errors import UsageError
from harness.record.sanitize import sanitize


@dataclass(frozen=True)
class Questions:
    """Asks on the terminal for what no option says."""

    given: dict[str, str | None]

    def __call__(self, key: str, words: str, default: str) -> str:
        """Give the option, or the answer to a question."""
        return asked(words, self.given[key], default)


def asked(words: str, given: str | None, default: str) -> str:
    """Give what an option says, or ask."""
    if given is not None:
        return given
    try:
        return str(typer.prompt(words, default=default, err=True))
    except typer.Abort:
        raise UsageError(f"no answer to “{words}”; answer, or give it as an option") from None


def asked_port() -> int:
    """Ask for the port of the issuer."""
    answer = asked("Port of the mock REKONO", None, "8400")
    if not answer.isdecimal():
        raise UsageError(f"{answer!r} is not a port; give a number such as 8400")
    return int(answer)


def answers(ask: Questions, file: Path, redirect_uris: list[str] | None) -> dict[str, Any]:
    """Ask for the `[target]` table."""
    name = ask("name", "Name of the application", file.stem)
    start = ask("start", "Address of its first page", "http://localhost:8080/")
    client = ask("client_id", "Client id", "my-application")
    secret = ask("client_secret", "Client secret, for this certification only", made_up())
    callback = urljoin(start, "callback")
    uris = redirect_uris or [asked("Redirect URI", None, callback)]
    places = {"start": start, "client_id": client, "client_secret": secret}
    return {"name": name, **places, "redirect_uris": uris}


def made_up() -> str:
    """Make a client secret up."""
    return secrets.token_urlsafe(24)


def say(words: str) -> None:
    """Tell the person; what an application said cannot act on the terminal."""
    typer.echo(sanitize(words), err=True)
