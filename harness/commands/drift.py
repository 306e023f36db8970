"""`vodomer drift ISSUER`: is the live provider still like the mock?"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from harness.checks.provider import drift as drifting
from harness.commands.listing import KINDS
from harness.errors import ConfigurationError
from harness.record.verdict import Verdict, exit_code
from harness.unknown import require_choice


def drift(
    issuer: Annotated[str, typer.Argument(metavar="ISSUER", help="The live provider's issuer.")],
    profile: Annotated[str, typer.Option(help="Profile of the mock.")] = "rekono",
    ca: Annotated[Path | None, typer.Option(help="PEM file of a private CA.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="The differences as one JSON array.")
    ] = False,
) -> None:
    """Compare a live discovery document and its keys with those of the mock REKONO (OP-56)."""
    require_choice("--profile", profile, tuple(row["id"] for row in KINDS["profiles"]()))
    if ca is not None and not ca.is_file():
        raise ConfigurationError(f"--ca {ca}: no such file; name a PEM file")
    live = drifting.look_at(issuer, ca)
    found = drifting.differences(live, drifting.look_at_double(profile))
    verdict = Verdict.FAIL if any(one.matters for one in found) else Verdict.PASS
    if as_json:
        rows = [asdict(one) for one in found]
        sys.stdout.write(json.dumps(rows, ensure_ascii=False) + "\n")
    else:
        console = Console(highlight=False)
        for line in map(str, found) if found else ("no difference",):
            console.print(line, markup=False, soft_wrap=True)
    raise typer.Exit(exit_code(verdict))
