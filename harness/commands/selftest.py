"""`vodomer selftest`: does each known-bad target fail exactly the requirement that it breaks?"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from harness import catalogue
from harness.checks.application import checks_of
from harness.commands.listing import KINDS
from harness.commands.progress import MARKS
from harness.engine.feature_files import list_scenarios
from harness.engine.options import AGENTS
from harness.plurals import counted
from harness.record.run_folder import default_folder, named, refuse_used
from harness.record.verdict import Verdict
from harness.selftest.page import write
from harness.selftest.plan import APPLICATION, SCOPES, KnownBad, Plan
from harness.selftest.running import Show, Table, examine_all, summary_of
from harness.unknown import require_choice, unknown
from harness.words import Words

_SAID = {
    "all": "each target was tested against all requirements that bind it",
    "area": "each target was tested only against the requirements of its defect's area",
    "own": "each target was tested only against the requirement that it breaks",
}


def selftest(
    agent: Annotated[
        str, typer.Option(help="Who acts: http (a browser where a screen is needed) or browser.")
    ] = "http",
    only: Annotated[
        list[str] | None, typer.Option(help="Only this defect, or a requirement's; repeatable.")
    ] = None,
    scope: Annotated[
        str, typer.Option(help="Requirements to test: all, those of the defect's area, or its own.")
    ] = "all",
    out: Annotated[
        Path | None,
        typer.Option(parser=named, metavar="PATH", help="Folder for the table and all runs."),
    ] = None,
    browser: Annotated[str | None, typer.Option(help="Path of a Chromium to use.")] = None,
    plain: Annotated[bool, typer.Option("--plain", help="No colour.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="The table as JSON on the last line.")
    ] = False,
) -> None:
    """Test the checks: the reference must pass, each defect must be caught."""
    require_choice("--agent", agent, AGENTS)
    require_choice("--scope", scope, SCOPES)
    everything = KINDS["defects"]()
    targets = chosen(everything, only or [])
    folder = (out or default_folder()).absolute()
    refuse_used(folder)
    console = Console(
        stderr=True, no_color=True if plain else None, highlight=False, soft_wrap=True
    )
    console.print(f"{counted(len(targets), 'defect')}; the records grow in {folder}", markup=False)
    checked = frozenset(check.requirement for check in checks_of(APPLICATION).values())
    plan = Plan(folder, catalogue.load(), list_scenarios(), checked, agent, scope, browser)
    complete = len(targets) == len(everything)
    table = examine_all(plan, targets, shown_on(console), complete=complete)
    conclude(console, table, write(table, folder))
    if as_json:
        sys.stdout.write(json.dumps(table.as_dict(), ensure_ascii=False) + "\n")
    raise typer.Exit(table.exit_code)


NAMED_BY = ("id", "formerly", "breaks")


def chosen(rows: list[dict[str, Any]], only: list[str]) -> list[KnownBad]:
    """Choose defects by id or by what they break. Raises UsageError for a name nobody knows."""
    names = {row[key] for row in rows for key in NAMED_BY if row[key]}
    if missing := [name for name in only if name not in names]:
        raise unknown("defect or requirement", missing, names, "vodomer list defects")
    return [
        KnownBad(row["id"], row["breaks"], Words(**row["title"]))
        for row in rows
        if not only or {row[key] for key in NAMED_BY} & set(only)
    ]


def shown_on(console: Console) -> Show:
    """Give what shows each target on a console as it ends."""

    def show(target: str, requirement: str, verdict: Verdict, found: str) -> None:
        mark, style = MARKS[verdict]
        console.print(f"[{style}]{mark}[/] ", end="")
        console.print(f"{target}  {requirement}  {found}", markup=False)

    return show


def conclude(console: Console, table: Table, page: Path) -> None:
    """Say how many were caught, against how much they were held, and where the table is."""
    caught = sum(one.verdict is Verdict.PASS for one in table.defects)
    style = "green" if table.exit_code == 0 else "red"
    total = len(table.defects)
    for one in table.defects:
        if one.verdict is not Verdict.PASS:
            console.print(f"\n{one.bad.id}  {summary_of(one.findings)}", markup=False)
            console.print(f"  again:    {one.rerun}", markup=False)
    console.print(
        f"\ncaught by exactly what it breaks: {caught} of {counted(total, 'defect')}", style=style
    )
    part = "" if table.complete else "; only some of the defects were tested"
    console.print(f"held:    {_SAID[table.scope]}{part}", markup=False)
    console.print(f"verdict: {table.verdict} (exit {table.exit_code})", style=style)
    console.print(f"table:   {page}", markup=False)
