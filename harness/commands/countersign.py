"""`vodomer countersign RUN`: a certifying body signs what it has verified and run again in part."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from harness.checks.verification import is_installed, require_same
from harness.errors import UsageError
from harness.record.attestation import derived, verify
from harness.record.countersignature import countersign as countersigned
from harness.record.whole_file import write_named


def countersign(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a signed run.")],
    key: Annotated[Path, typer.Option(help="The vendor's public key (PEM).")],
    sample: Annotated[
        Path, typer.Option(metavar="RUN", help="Your own run of some of its checks.")
    ],
    with_key: Annotated[Path, typer.Option("--with", help="Your private key (PEM).")],
    out: Annotated[Path, typer.Option(help="File for the countersignature, outside the run.")],
) -> None:
    """Countersign a signed run, once a sample of its checks was run again."""
    record = verify(run, key)
    if not is_installed(record):
        raise UsageError(f"{run}: was examined by another Vodomer; use the one that did")
    require_same(run, record)
    if out.exists() or out.resolve().is_relative_to(run.resolve()):
        raise UsageError(f"--out {out}: name a new file outside the run")
    write_named(out, countersigned(run, record, derived(sample), with_key), f"--out {out}")
    typer.echo(f"countersigned: {out}")
    raise typer.Exit(record.exit_code)
