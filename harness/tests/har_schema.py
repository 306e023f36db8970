"""Is a text an HTTP Archive, by the schema of HAR 1.2?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft6Validator, FormatChecker  # type: ignore[import-untyped]

SCHEMA = json.loads((Path(__file__).parent / "foreign_schemas" / "har-1.2.json").read_text())


def entries_of(text: str) -> list[dict[str, Any]]:
    """Give the entries of an archive that keeps to the schema."""
    archive = json.loads(text)
    problems = Draft6Validator(SCHEMA, format_checker=FormatChecker()).iter_errors(archive)
    assert [f"{list(one.path)}: {one.message}"[:300] for one in problems] == []
    found: list[dict[str, Any]] = archive["log"]["entries"]
    return found
