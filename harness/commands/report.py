"""`vodomer report RUN`: write the reports of a run again, from its events."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from harness.errors import UsageError
from harness.record.attestation import is_signed
from harness.record.judged_run import write_run_json
from harness.record.rejudging import rejudge
from harness.record.run_folder import refuse_used
from harness.render import Format, formats, render
from harness.render.html import SingleFile
from harness.render.pdf import Pdf
from harness.render.stored import copy_stored

Printer = Annotated[str | None, typer.Option(help="Path of a Chromium that prints the PDF.")]


def report(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a run.")],
    names: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            help=f"{', '.join(formats())}; repeatable. By default the reports that a run leaves.",
        ),
    ] = None,
    single_file: Annotated[
        bool, typer.Option("--single-file", help="One HTML file to mail, pictures inside.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(help="Folder to write to; by default RUN, or RUN-report if RUN is signed."),
    ] = None,
    browser: Printer = None,
) -> None:
    """Write the reports of a run again from its events; a signed run stays as it is."""
    wanted = [*(names or []), *([SingleFile.name] if single_file else [])] or None
    chosen = printed_with(browser, wanted)
    record = rejudge(run)
    into = folder_for(run, out)
    into.mkdir(parents=True, exist_ok=True)
    written = render(record, run, chosen, into)
    if into == run:
        written.append(write_run_json(record, run))
    elif wanted is None or not all(formats()[name].stands_alone for name in wanted):
        copy_stored(record, run, into)
    for file in written:
        typer.echo(file)


def printed_with(browser: str | None, names: list[str] | None) -> list[str | Format] | None:
    """Let a PDF among the formats be printed with a browser; UsageError where there is none."""
    if browser is None:
        return None if names is None else [*names]
    if not names or Pdf.name not in names:
        raise UsageError("--browser: only a PDF is printed by a browser; add --format pdf")
    return [Pdf(browser) if name == Pdf.name else name for name in names]


def folder_for(run: Path, out: Path | None) -> Path:
    """Return the folder for the reports. Raises UsageError for one where they do harm."""
    whole = run.resolve()
    if out is None:
        return whole.with_name(f"{whole.name}-report") if is_signed(run) else run
    if is_signed(run) and out.resolve().is_relative_to(whole):
        raise UsageError(f"--out {out}: {run} is signed, and one file more breaks its signature")
    if out.resolve() == whole:
        return run
    refuse_used(out)
    return out
