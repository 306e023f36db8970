"""`vodomer sign RUN --key KEY`: sign a run that is finished, here or elsewhere, now or later."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from harness.checks.verification import is_installed, require_same
from harness.errors import UsageError
from harness.record.attestation import derived, is_signed, what_is_missing
from harness.record.attestation import sign as signed


def sign(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a finished run.")],
    key: Annotated[Path, typer.Option(help="The private key (PEM) to sign with.")],
) -> None:
    """Sign a finished run; the key need not be where the application was."""
    if is_signed(run):
        raise UsageError(f"{run}: is signed already; one more file would break that signature")
    record = derived(run)
    if reason := what_is_missing(record):
        raise UsageError(f"{run}: is not signed, {reason}")
    if not is_installed(record):
        raise UsageError(f"{run}: was examined by another Vodomer; sign with the one that did")
    require_same(run, record)
    typer.echo(f"signed:  {signed(record, run, key)}")
    raise typer.Exit(record.exit_code)
