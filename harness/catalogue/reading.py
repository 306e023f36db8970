"""How do the files of a catalogue become areas of checked requirements?"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from harness.catalogue.requirement import Area, AreaHeading, Requirement
from harness.errors import ConfigurationError

HEADING = "area"
_Table = TypeVar("_Table", bound=BaseModel)


def read_folder(folder: Path) -> tuple[Area, ...]:
    """Every ``*.toml`` of ``folder`` as an area, in order of ``place``.

    Raises ConfigurationError for an unreadable file, a table that does not hold, an id used twice
    and two areas on one place; the message names file, id and remedy.
    """
    files = {path: _read_area(path) for path in sorted(folder.glob("*.toml"))}
    if not files:
        raise ConfigurationError(f"{folder}: no requirement files (*.toml); name another folder")
    _refuse_twins(files)
    return tuple(sorted(files.values(), key=lambda area: area.heading.place))


def _read_area(path: Path) -> Area:
    tables = read_tables(path)
    if HEADING not in tables:
        raise ConfigurationError(f"{path}: no [{HEADING}] table; add it with prefix, place, title")
    heading = checked(AreaHeading, tables.pop(HEADING), f"{path}, [{HEADING}]")
    requirements = tuple(
        _read_requirement(path, heading.prefix, name, table) for name, table in tables.items()
    )
    return Area(heading=heading, requirements=requirements)


def read_tables(path: Path) -> dict[str, Any]:
    """Read the tables of a file by name; ConfigurationError for one that is no UTF-8 TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as reason:
        raise ConfigurationError(
            f"{path}: {reason}; write it as UTF-8 TOML with one table an id"
        ) from None


def _read_requirement(path: Path, prefix: str, name: str, table: object) -> Requirement:
    place = f"{path}, [{name}]"
    if not name.startswith(f"{prefix}-"):
        raise ConfigurationError(
            f"{place}: the id does not begin with {prefix}-; move it to its file or rename it"
        )
    if isinstance(table, Mapping) and "id" in table:
        raise ConfigurationError(f"{place}: unknown key id; the table's name is the id, remove it")
    return checked(
        Requirement, {"id": name, **table} if isinstance(table, Mapping) else table, place
    )


def checked(model: type[_Table], table: object, place: str) -> _Table:
    """Check a table against its model; ConfigurationError says where and what does not hold."""
    try:
        return model.model_validate(table)
    except ValidationError as invalid:
        wrong = "; ".join(_remedies(model, invalid))
        raise ConfigurationError(f"{place}: {wrong}") from None


def _remedies(model: type[BaseModel], invalid: ValidationError) -> Iterator[str]:
    for error in invalid.errors():
        yield _remedy(model, error)


def _remedy(model: type[BaseModel], error: ErrorDetails) -> str:
    key = ".".join(str(step) for step in error["loc"]) or "the table"
    if error["type"] == "extra_forbidden":
        keys = ", ".join(name for name in model.model_fields if name != "id")
        return f"unknown key {key}; remove it (a table has {keys}; a text has sl, en)"
    if error["type"] == "missing":
        return f"{key} is missing; add it"
    return f"{key} = {error['input']!r} does not hold; correct it: {error['msg']}"


def _refuse_twins(files: Mapping[Path, Area]) -> None:
    owners: dict[str, Path] = {}
    for path, area in files.items():
        for id in (requirement.id for requirement in area.requirements):
            owner = owners.setdefault(id, path)
            if owner is not path:
                raise ConfigurationError(
                    f"{path}, [{id}]: the id is already used in {owner}; choose a new one"
                )
