"""`vodomer list KIND`: what is there of a kind (requirements, scenarios, faults, ...)?"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Annotated, Any, cast

import typer
from rich.console import Console
from rich.table import Table

from harness import catalogue
from harness.checks import all_checks
from harness.engine import list_scenarios
from harness.errors import UsageError, VodomerError

Row = dict[str, Any]


def requirements() -> list[Row]:
    """List the catalogue."""
    return [json.loads(row.model_dump_json()) for row in catalogue.load().values()]


def scenarios() -> list[Row]:
    """List the scenarios."""
    return [scenario.as_dict() for scenario in list_scenarios()]


def checks() -> list[Row]:
    """List the checks of a provider."""
    demands = catalogue.load()
    return [
        {
            "id": one.id,
            "requirements": [one.requirement],
            "text": demands[one.requirement].text.model_dump(),
        }
        for one in all_checks().values()
    ]


def asked(*command: str) -> Callable[[], list[Row]]:
    """List what a stranger offers by asking its command; the examiner shares no Python with it."""

    def ask() -> list[Row]:
        answer = subprocess.run(
            [sys.executable, "-m", *command], capture_output=True, text=True, check=False
        )
        if answer.returncode:
            raise VodomerError(f"{' '.join(command)}: {answer.stderr.strip()[-300:]}")
        return cast(list[Row], json.loads(answer.stdout))

    return ask


KINDS: dict[str, Callable[[], list[Row]]] = {
    "requirements": requirements,
    "scenarios": scenarios,
    "checks": checks,
    "faults": asked("mock_rekono.registries", "faults"),
    "mechanisms": asked("mock_rekono.registries", "mechanisms"),
    "people": asked("mock_rekono.registries", "people"),
    "profiles": asked("mock_rekono.registries", "profiles"),
    "defects": asked("harness.reference.defects"),
}


def listing(
    kind: Annotated[str, typer.Argument(help=", ".join(KINDS))] = "requirements",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON array.")] = False,
) -> None:
    """List what there is; each entry has an id."""
    if kind not in KINDS:
        raise UsageError(f"list {kind}: not known; choose {', '.join(KINDS)}")
    show(KINDS[kind](), as_json=as_json)


def show(rows: list[Row], *, as_json: bool) -> None:
    """Print entries as a table, or as one JSON array."""
    if as_json:
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    else:
        Console(highlight=False).print(table(rows))


def table(rows: list[Row]) -> Table:
    """Show id, level or what is broken, and the text of each entry."""
    shown = Table(box=None, pad_edge=False)
    for column in ("id", "", ""):
        shown.add_column(column, overflow="fold")
    for row in rows:
        text = row.get("text") or row.get("title") or row.get("name") or ""
        words = text.get("en", "") if isinstance(text, dict) else str(text)
        second = row.get("level") or row.get("breaks") or ", ".join(row.get("requirements", ()))
        shown.add_row(str(row["id"]), str(second), words)
    return shown
