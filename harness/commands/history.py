"""`vodomer history DIR`: what has become of each requirement from version to version?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from harness.record.history import Trend
from harness.record.history import history as read_history
from harness.record.whole_file import write_named
from harness.render.trend import trend_page

WIDE = 10_000
"""Columns of a table that is not shown in a window: nothing is cut."""


def history(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder that runs lie in.")],
    out: Annotated[
        Path | None, typer.Option(help="Write a page (HTML) instead, which needs no server.")
    ] = None,
) -> None:
    """Show what has become of each requirement over the versions of an application."""
    told = read_history(folder)
    for problem in told.unread:
        typer.echo(f"warning: {problem}", err=True)
    if out is not None:
        typer.echo(write_named(out, trend_page(told), f"--out {out}"))
        return
    if not told.trends:
        typer.echo(f"{folder}: no run lies there")
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = WIDE
    for trend in told.trends:
        console.print(Text(f"{trend.target} ({trend.profile})", style="bold"), soft_wrap=True)
        for run in trend.runs:
            part = " (part)" if run.filtered else ""
            line = f"  {run.started_at}  {run.version}  {run.verdict}{part}  {run.folder}"
            console.print(Text(line), soft_wrap=True)
        console.print(table_of(trend))


def table_of(trend: Trend) -> Table:
    """Make a table of what was not met in any version."""
    table = Table("requirement", *map(escape, trend.versions), box=None)
    for id, told in trend.troubled.items():
        table.add_row(Text(id), *(Text(str(told.get(name, "-"))) for name in trend.versions))
    return table
