"""What do provider and reference offer? They are asked; no Python is shared."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any, cast

from harness.errors import VodomerError
from harness.processes.forks import born_with
from harness.unknown import unknown

Row = dict[str, Any]
ANSWERS_WITHIN = 60.0
"""Seconds that a registry has to start and answer, however busy the machine is."""


@cache
def ask(*command: str) -> list[Row]:
    """Run a module that prints one JSON array; VodomerError where it does not."""
    try:
        answer = _printed(["-m", *command])
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as problem:
        said = str(problem.stderr or problem).strip()[-300:]
        raise VodomerError(f"{' '.join(command)}: {said}") from None
    return cast(list[Row], json.loads(answer))


def _printed(arguments: list[str]) -> str:
    """Run Python to its end, and give what it has printed; from a fork where there is one."""
    if forks := born_with():
        return forks.provider.run(arguments, Path.cwd(), ANSWERS_WITHIN)
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def defects() -> list[Row]:
    """List the defects of the reference: `id`, `breaks`, `title`, `formerly` (an older id)."""
    return ask("harness.reference.defects")


def defect_named(name: str, what: str = "defect") -> Row:
    """Return a defect by its id, or by an older one. Raises UsageError for an unknown name."""
    known = defects()
    for one in known:
        if name in (one["id"], one["formerly"] or one["id"]):
            return one
    raise unknown(what, [name], [one["id"] for one in known], "vodomer list defects")


def faults() -> list[Row]:
    """List the faults of the mock REKONO: `id`, `title`, `proves`, `must`, `exclusive`."""
    return ask("mock_rekono.registries", "faults")
