"""`vodomer verify RUN --key KEY`: does a signed run hold, and what does it prove?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from harness.commands.run import summary
from harness.record.attestation import verify as verified


def verify(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a signed run.")],
    key: Annotated[Path, typer.Option(help="The public key (PEM) of whoever signed it.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="Summary as JSON on the last line.")
    ] = False,
) -> None:
    """Check signature and digests, derive the verdict again, and end with its exit code."""
    record = verified(run, key)
    told = record.target
    place = told.get("start") or told.get("issuer")
    typer.echo(f"signed with the key of {key}; every file is as it was signed")
    typer.echo(f"target: {told.get('name')}, {place} (file {told.get('sha256')})")
    typer.echo(f"profile: {record.profile}")
    for at in record.resumed:
        typer.echo(f"was broken off, and went on at {at}")
    typer.echo(f"verdict, derived again from the events: {record.verdict}")
    if as_json:
        typer.echo(json.dumps(summary(record, run), ensure_ascii=False))
    raise typer.Exit(record.exit_code)
