"""How is a baseline (TOML) read, written from a run, and brought up to date?"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit
from pydantic import BaseModel, ConfigDict, Field, ValidationError

import harness
from harness.errors import ConfigurationError
from harness.record.toml_tables import without_tables
from harness.record.waivers import Waiver

SCHEMA_FILE = Path(harness.__file__).parent / "schema" / "baseline.schema.json"
"""The published JSON Schema of baselines, for editors."""
SEE = "see docs/baseline.md"
TABLE = "waiver"
_REMEDIES = {"missing": "add it", "extra_forbidden": "take it out"}
_HEAD = (
    "The failures that are known, and who answers for each: docs/baseline.md.",
    "`vodomer baseline update` takes out what passes; it never adds or prolongs by itself.",
)


class BaselineFile(BaseModel):
    """A baseline: the failures that are known of a target."""

    model_config = ConfigDict(frozen=True, extra="forbid", title="A baseline of Vodomer")

    waiver: tuple[Waiver, ...] = Field(default=(), description="One table for each waiver.")


@dataclass(frozen=True)
class Baseline:
    """A baseline as it was when it was read: what is parsed is what the record tells."""

    path: Path
    text: str
    sha256: str
    """Of its bytes, hexadecimal."""
    waivers: tuple[Waiver, ...]

    @property
    def told(self) -> dict[str, Any]:
        """What a run's record tells of it: its name and digest, and every entry."""
        rows = [one.model_dump(mode="json", exclude_none=True) for one in self.waivers]
        return {"file": self.path.name, "sha256": self.sha256, "waivers": rows}

    def without(self, is_over: Callable[[Waiver], bool]) -> str:
        """Write it without some entries; all else, comments included, stays as it is."""
        places = {place for place, one in enumerate(self.waivers) if is_over(one)}
        return without_tables(self.text, TABLE, places)


def read_baseline(path: Path) -> Baseline:
    """Read a baseline, once. Raises ConfigurationError, which names file, entry and remedy."""
    try:
        content = path.read_bytes()
        text = content.decode("utf-8")
        raw = tomllib.loads(text)
    except OSError as problem:
        raise ConfigurationError(f"{path}: {problem.strerror}; name a baseline ({SEE})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise ConfigurationError(f"{path}: is not TOML ({problem}); {SEE}") from None
    try:
        waivers = BaselineFile.model_validate(raw).waiver
    except ValidationError as problem:
        raise ConfigurationError(f"{path}: {_first(problem, raw)} ({SEE})") from None
    _refuse_twins(path, waivers)
    return Baseline(path, text, hashlib.sha256(content).hexdigest(), waivers)


def _first(problem: ValidationError, raw: dict[str, Any]) -> str:
    found = problem.errors(include_url=False, include_input=False)[0]
    place = found["loc"]
    entry = ""
    if len(place) > 1 and place[0] == TABLE and isinstance(place[1], int):
        entry, place = _entry(place[1], raw[TABLE][place[1]]), place[2:]
    key = ".".join(str(part) for part in place)
    said = found["msg"].removeprefix("Value error, ")
    remedy = _REMEDIES.get(found["type"], "correct it")
    return f"{': '.join(part for part in (entry, key, said) if part)}; {remedy}"


def _entry(index: int, row: object) -> str:
    names = [row.get(key) for key in ("check", "requirement")] if isinstance(row, dict) else []
    named = next((str(name) for name in names if name), "")
    return f"entry {index + 1}" + (f" ({named})" if named else "")


def _refuse_twins(path: Path, waivers: Iterable[Waiver]) -> None:
    """Refuse an entry that is there twice: nobody could say which of the two counts."""
    first: dict[tuple[str, str, str], int] = {}
    for number, one in enumerate(waivers, 1):
        if one.key in first:
            raise ConfigurationError(
                f"{path}: entry {number} ({one.name}): entry {first[one.key]} waives the same; "
                f"take one out ({SEE})"
            )
        first[one.key] = number


def written(waivers: Iterable[Waiver], onto: str | None = None) -> str:
    """Write entries as a new baseline, or after those of one that there is (`onto`)."""
    if onto is None:
        document = tomlkit.document()
        for line in _HEAD:
            document.add(tomlkit.comment(line))
        document.add(tomlkit.nl())
    else:
        document = tomlkit.parse(onto)
    rows = document.get(TABLE)
    if rows is None:
        rows = tomlkit.aot()
        document.append(TABLE, rows)
    for one in waivers:
        row = tomlkit.table() if isinstance(rows, tomlkit.items.AoT) else tomlkit.inline_table()
        row.update(one.model_dump(exclude_none=True, exclude_defaults=True))
        rows.append(row)
    return tomlkit.dumps(document)


def baseline_schema() -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of baselines, as published."""
    schema = BaselineFile.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
