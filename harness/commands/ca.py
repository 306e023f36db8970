"""`vodomer ca new FOLDER NAME...`: a private authority for an examination over TLS."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from harness.checks.target_file import absolute
from harness.commands.trusting import lines
from harness.errors import UsageError
from harness.private_authority import VALID, found


def new(
    folder: Annotated[Path, typer.Argument(help="Folder for the files.")],
    names: Annotated[
        list[str], typer.Argument(metavar="NAME...", help="Host names and IP addresses.")
    ],
) -> None:
    """Make a private authority, and a server's certificate for host names and IP addresses."""
    for name in names:
        _refuse_real(name)
    files = found(folder, names)
    typer.echo(f"{files.certificate} and {files.key}: for {', '.join(names)}, {VALID.days} days")
    typer.echo(f"{files.ca} vouches for it. Trust it for tests only; keep {files.ca_key} secret.")
    for line in lines(files.ca):
        typer.echo(line)


def _refuse_real(name: str) -> None:
    """Refuse a name of the real REKONO and MPV, whom nobody is to be taken for."""
    try:
        absolute(f"https://[{name}]/" if ":" in name else f"https://{name}/")
    except ValueError as problem:
        raise UsageError(str(problem)) from None
