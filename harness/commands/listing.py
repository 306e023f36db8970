"""`vodomer list KIND`: what is there of a kind (requirements, scenarios, faults, ...)?"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import partial
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from harness import catalogue
from harness.catalogue.public_record import public_faults
from harness.errors import UsageError
from harness.processes.registries import Row, ask, defects, faults


def requirements() -> list[Row]:
    """List the catalogue."""
    return [json.loads(row.model_dump_json()) for row in catalogue.load().values()]


def scenarios() -> list[Row]:
    """List the scenarios."""
    from harness.engine.feature_files import list_scenarios

    return [scenario.as_dict() for scenario in list_scenarios()]


def checks() -> list[Row]:
    """List the checks of providers and applications."""
    from harness.checks.kinds import every_check, row_of  # with all that checks work with

    return [row_of(one) for one in every_check()]


def covered() -> list[Row]:
    """List the modules of the OpenID Foundation's suite, and what of ours answers each."""
    from harness.catalogue import coverage
    from harness.checks.kinds import every_check

    known = {one.id for one in every_check()}
    return [
        {
            **json.loads(module.model_dump_json(exclude={"left_out", "note"})),
            "side": side,
            "checks": sorted(known & {module.id, *(f"fault-{id}" for id in module.faults)}),
            "planned": module.planned,
            "left_out": module.left_out,
            "text": module.words().model_dump(),
        }
        for side in coverage.SIDES
        for module in coverage.modules(side)
    ]


def record() -> list[Row]:
    """List what has gone wrong in public, and what sees it."""
    return [
        {
            **one.model_dump(mode="json", exclude={"kind", "missing", "unseen"}),
            "kind": one.kind.id,
            "text": one.kind.what.model_dump(),
            "checks": [] if one.why_not else [*one.kind.checks],
            "defects": [] if one.why_not else [*one.kind.defects],
            "why_not": one.why_not and one.why_not.model_dump(),
        }
        for one in public_faults()
    ]


KINDS: dict[str, Callable[[], list[Row]]] = {
    "requirements": requirements,
    "scenarios": scenarios,
    "checks": checks,
    "coverage": covered,
    "faults": faults,
    "mechanisms": partial(ask, "mock_rekono.registries", "mechanisms"),
    "people": partial(ask, "mock_rekono.registries", "people"),
    "profiles": partial(ask, "mock_rekono.registries", "profiles"),
    "defects": defects,
    "record": record,
}


def listing(
    kind: Annotated[str, typer.Argument(help=", ".join(KINDS))] = "requirements",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON array.")] = False,
) -> None:
    """List requirements, scenarios, checks, faults, defects and more."""
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
    """Show id, level or what is broken, whom a check is for, and the text of each entry."""
    shown = Table(box=None, pad_edge=False)
    are_checks = any("profiles" in row and "kind" in row for row in rows)
    for column in ("id", "", *(("profiles, kind",) if are_checks else ()), ""):
        shown.add_column(column, overflow="fold")
    for row in rows:
        text = row.get("text") or row.get("title") or row.get("name") or ""
        words = text.get("en", "") if isinstance(text, dict) else str(text)
        second = row.get("level") or row.get("breaks") or row.get("product")
        second = second or ", ".join(row.get("requirements", ()))
        whom = [f"{', '.join(row['profiles'])}; {row['kind']}"] if are_checks else []
        shown.add_row(str(row["id"]), str(second), *whom, words)
    return shown
