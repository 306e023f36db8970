"""What do provider and reference offer? They are asked; no Python is shared."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from typing import Any, cast

from harness.errors import VodomerError
from harness.unknown import unknown

Row = dict[str, Any]


@cache
def ask(*command: str) -> list[Row]:
    """Run a module that prints one JSON array; VodomerError where it does not."""
    answer = subprocess.run(
        [sys.executable, "-m", *command], capture_output=True, text=True, check=False
    )
    if answer.returncode:
        raise VodomerError(f"{' '.join(command)}: {answer.stderr.strip()[-300:]}")
    return cast(list[Row], json.loads(answer.stdout))


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
