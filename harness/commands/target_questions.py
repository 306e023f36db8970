"""What is a person asked on the terminal who has a target file written?"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import typer

from harness.errors import UsageError
from harness.processes.ports import free_port, is_free
from harness.record.sanitize import sanitize

NEEDED = (
    "--start, --client-id, --redirect-uri, --command (empty: it runs already), --sign-in and "
    "--sign-out as options"
)
"""What nobody but the person knows."""
USUAL_PORT = 8400


@dataclass(frozen=True)
class Questions:
    """Asks on the terminal for what no option says."""

    given: dict[str, str | None]

    def __call__(self, key: str, words: str, default: str, *, will_do: bool = False) -> str:
        """Give the option, or the answer to a question."""
        return asked(words, self.given[key], default, will_do=will_do)


def asked(words: str, given: str | None, default: str, *, will_do: bool = False) -> str:
    """Give what an option says, or ask; without anybody to answer, a default that will do.

    Raises UsageError where nobody answers and only the person can know.
    """
    if given is not None:
        return given
    try:
        return str(typer.prompt(words, default=default, err=True))
    except typer.Abort:
        if will_do:
            typer.echo(err=True)
            return default
        raise UsageError(f"no answer to “{words}”; without a terminal, give {NEEDED}") from None


def asked_port() -> int:
    """Ask for the port of the issuer: the usual one, or another where something is there."""
    usual = USUAL_PORT if is_free(USUAL_PORT) else free_port()
    answer = asked("Port of the mock REKONO", None, str(usual), will_do=True)
    if not answer.isdecimal():
        raise UsageError(f"{answer!r} is not a port; give a number such as {usual}")
    return int(answer)


def answers(ask: Questions, file: Path, redirect_uris: list[str] | None) -> dict[str, Any]:
    """Ask for the `[target]` table."""
    name = ask("name", "Name of the application", file.stem, will_do=True)
    start = ask("start", "Address of its first page", "http://localhost:8080/")
    client = ask("client_id", "Client id", "my-application")
    words = "Client secret, for this certification only"
    secret = ask("client_secret", words, made_up(), will_do=True)
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
