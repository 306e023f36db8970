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
from harness.render import formats, render
from harness.render.html import SingleFile
from harness.render.pdf import Pdf
from harness.render.stored import copy_stored


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
    browser: Annotated[
        str | None, typer.Option(help="With --format pdf: path of a Chromium to print with.")
    ] = None,
) -> None:
    """Write the reports of a run again from its events; a signed run stays as it is."""
    wanted = [*(names or []), *([SingleFile.name] if single_file else [])] or None
    if browser and Pdf.name not in (wanted or ()):
        raise UsageError("--browser: only a PDF is printed by a browser; add --format pdf")
    record = rejudge(run)
    into = folder_for(run, out)
    into.mkdir(parents=True, exist_ok=True)
    printing = {Pdf.name: Pdf(browser)}
    chosen = [printing.get(name, name) for name in wanted] if wanted else None
    written = render(record, run, chosen, into)
    if into == run:
        written.append(write_run_json(record, run))
    elif wanted is None or not all(formats()[name].stands_alone for name in wanted):
        copy_stored(record, run, into)
    for file in written:
        typer.echo(file)


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
