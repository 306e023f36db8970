"""How is an activation service's audit trail read, as its command prints it?"""

from __future__ import annotations

import json
from typing import Any

from harness.record.verdict import Mismatch

Entry = dict[str, Any]


def entries(printed: str) -> list[Entry]:
    """Read one JSON object a line; Mismatch for anything else."""
    return [*map(_entry, filter(str.strip, printed.splitlines()))]


def about(found: list[Entry], what: str, sub: str) -> list[Entry]:
    """Choose the entries that say this of a person."""
    return [one for one in found if one.get("what") == what and one.get("who") == sub]


def kinds(found: list[Entry]) -> str:
    """Say what there are entries of."""
    return ", ".join(sorted({str(one.get("what")) for one in found})) or "no entry"


def _entry(line: str) -> Entry:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        entry = None
    if not isinstance(entry, dict):
        raise Mismatch("a JSON object a line", line[:200], "what audit.command prints")
    return entry
