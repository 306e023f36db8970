"""`vodomer doctor`: can this machine run the scenarios, and if not, what is to be done?"""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from harness.doctor import examine
from harness.errors import ConfigurationError
from harness.plurals import counted


def doctor(
    browser: Annotated[str | None, typer.Option(help="Path of a Chromium to use.")] = None,
    database: Annotated[
        str | None, typer.Option(help="PostgreSQL URL.", envvar="VODOMER_DATABASE")
    ] = None,
) -> None:
    """Check that this machine has what a run needs."""
    console = Console(highlight=False)
    findings = examine(browser=browser, database=database)
    for finding in findings:
        mark = "[green]✓[/]" if finding.ok else "[red]✗[/]"
        console.print(f"{mark} ", end="")
        console.print(str(finding), markup=False, soft_wrap=True)
    troubles = sum(not finding.ok for finding in findings)
    if troubles:
        raise ConfigurationError(f"{counted(troubles, 'problem')} found, see above")
