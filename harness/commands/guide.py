"""`vodomer guide RUN`: the published instruction with the pictures of a run, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from harness.commands.compare import refuse_signed
from harness.errors import ConfigurationError
from harness.pages.english import LABELS
from harness.record.rejudging import rejudge
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
) -> None:
    """Make the illustrated guide "Registracija uporabnika" of a run, in Slovenian and English."""
    into = out or run.resolve().with_name(f"{run.resolve().name}-guide")
    refuse_signed(into, run)
    record = rejudge(run)
    written = pages(record, sections(record, run), LABELS)
    try:
        into.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise ConfigurationError(
            f"--out {into}: {problem.strerror}; name a folder that can be written"
        ) from None
    files = [write_named(into / name, text, f"--out {into}") for name, text in written.items()]
    for file in [*files, *(printed(files) if pdf else ())]:
        typer.echo(file)


def printed(files: Iterable[Path]) -> Iterator[Path]:
    """Print pages on A4. Raises BrowserMissing."""
    from playwright.sync_api import sync_playwright

    from harness.browsers import find, launch

    found = find()
    with sync_playwright() as driver, launch(driver, found) as browser:
        page = browser.new_page(java_script_enabled=False)
        for file in files:
            page.goto(file.resolve().as_uri())
            name = file.with_suffix(".pdf")
            page.pdf(path=name, prefer_css_page_size=True, tagged=True)
            yield name
