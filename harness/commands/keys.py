"""`vodomer keys new FILE`: the keys that runs are signed with."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from harness.record.signing_keys import fingerprint, new_keys, public_key


def new(
    file: Annotated[Path, typer.Argument(help="File for the private key; keep it secret.")],
) -> None:
    """Make an Ed25519 key pair: FILE signs, FILE.pub verifies."""
    public = new_keys(file)
    typer.echo(f"{file} signs: vodomer certify TARGET.toml --sign {quote(str(file))}")
    typer.echo(f"SHA-256 fingerprint: {fingerprint(public_key(public))}")
    said = f"vodomer verify RUN --key {quote(str(public))}"
    typer.echo(f"{public} verifies; give it away: {said}")
