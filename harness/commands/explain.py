"""`vodomer explain ID`: what does a requirement demand, why, and what proves it?"""

from __future__ import annotations

import difflib
from typing import Annotated

import typer
from rich.console import Console

from harness import catalogue
from harness.checks.provider import drift
from harness.commands.subjects import every_check
from harness.engine.pytest_session import list_scenarios
from harness.errors import UsageError


def explain(
    identity: Annotated[str, typer.Argument(metavar="ID", help="A requirement, such as ACT-06.")],
    language: Annotated[str, typer.Option("--lang", help="sl or en.")] = "en",
) -> None:
    """Explain a requirement: its demand, its source, what to do when it fails, what proves it."""
    rows = catalogue.load()
    row = rows.get(identity.upper()) or rows.get(identity)
    if row is None:
        near = difflib.get_close_matches(identity.upper(), rows, 3, 0.5)
        hint = f"near: {', '.join(near)}" if near else "see `vodomer list`"
        raise UsageError(f"no requirement {identity}; {hint}")
    if language not in ("sl", "en"):
        raise UsageError(f"--lang {language}: choose sl or en")
    console = Console(highlight=False)
    proofs = [scenario.id for scenario in list_scenarios() if row.id in scenario.requirements]
    proofs += [check.id for check in every_check() if row.id == check.requirement]
    proofs += ["vodomer drift"] if row.id == drift.REQUIREMENT else []
    console.print(
        f"{row.id}  {row.level}  ({', '.join(row.profiles)}; since {row.since})", style="bold"
    )
    console.print(getattr(row.text, language), markup=False)
    console.print(
        f"\nsource: {row.source}\nwhen it fails: {getattr(row.fix, language)}", markup=False
    )
    console.print(
        f"proved by: {', '.join(proofs) or 'nothing yet: ' + str(row.not_tested)}", markup=False
    )
