"""`vodomer compare BEFORE AFTER`: what has changed from one run to another?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from harness.errors import UsageError
from harness.record.attestation import is_signed
from harness.record.comparison import Comparison, Kind
from harness.record.quick_look import look_at
from harness.record.whole_file import write_named
from harness.render.comparing import formats
from harness.render.comparing_terminal import Terminal
from harness.unknown import require_choice


def compare(
    before: Annotated[Path, typer.Argument(metavar="BEFORE", help="The earlier run's folder.")],
    after: Annotated[Path, typer.Argument(metavar="AFTER", help="The later run's folder.")],
    name: Annotated[
        str, typer.Option("--format", help="terminal, html, markdown or json.")
    ] = Terminal.name,
    out: Annotated[
        Path | None, typer.Option(help="File to write; by default standard output.")
    ] = None,
    fail_on: Annotated[
        str | None, typer.Option(help="new: red for new failures, and for a run that is not whole.")
    ] = None,
) -> None:
    """Compare two runs: new failures, fixed, still failing, slower, and what else differs."""
    known = formats()
    require_choice("--format", name, tuple(known))
    if fail_on is not None:
        require_choice("--fail-on", fail_on, (Kind.NEW.value,))
    if out is not None:
        refuse_signed(out, before, after)
    comparison = Comparison(look_at(before), look_at(after))
    text = known[name].text(comparison)
    if out is None:
        sys.stdout.write(text)
    else:
        typer.echo(write_named(out, text, f"--out {out}"), err=True)
    raise typer.Exit(comparison.exit_code if fail_on else 0)


def refuse_signed(out: Path, *runs: Path) -> None:
    """Refuse a file in the folder of a signed run. Raises UsageError."""
    for run in runs:
        if is_signed(run) and out.resolve().is_relative_to(run.resolve()):
            raise UsageError(f"--out {out}: {run} is signed, and one file more breaks that")
