"""`vodomer guide RUN`: the published instruction with the pictures of a run, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from harness.commands.compare import refuse_signed
from harness.commands.report import Printer
from harness.errors import UsageError
from harness.pages.english import LABELS
from harness.record.rejudging import rejudge
from harness.record.run_folder import usable
from harness.record.whole_file import write_named
from harness.render.guide.page import pages
from harness.render.guide.reading import sections


def guide(
    run: Annotated[
        Path,
        typer.Argument(
            metavar="RUN", help="The folder of a run in a browser: vodomer run --only guide."
        ),
    ],
    out: Annotated[
        Path | None, typer.Option(help="Folder to write to; by default RUN-guide.")
    ] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="Print both pages as PDF, too.")] = False,
    browser: Printer = None,
) -> None:
    """Make the illustrated guide to registration of a run, in Slovenian and English."""
    if browser and not pdf:
        raise UsageError("--browser: only a PDF is printed by a browser; add --pdf")
    into = out or run.resolve().with_name(f"{run.resolve().name}-guide")
    refuse_signed(into, run)
    record = rejudge(run)
    written = pages(record, sections(record, run), LABELS)
    with usable(into):
        into.mkdir(parents=True, exist_ok=True)
    for name, text in written.items():
        typer.echo(write_named(into / name, text, f"--out {into}"))
        if pdf:
            typer.echo(_as_pdf(into / name, text, browser))


def _as_pdf(page: Path, text: str, browser: str | None) -> Path:
    """Print a page beside itself. Raises BrowserMissing."""
    from harness.browsers.printing import printed

    file = page.with_suffix(".pdf")
    file.write_bytes(printed(text, browser))
    return file
