"""How is a target file (TOML) read, and what do all kinds of target have in common?"""

from __future__ import annotations

import hashlib
import re
import ssl
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, TypeVar
from urllib.parse import unquote, urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from harness.agents.connections import trusted
from harness.errors import ConfigurationError

TAGS = ("mock", "external")
"""Kinds of `[provider]`, which are no keys, although the place of a mistake has them."""
REMEDIES = {"missing": "add it", "extra_forbidden": "take it out"}
BESIDE = {"target": ("ca",), "provider": ("certificate", "key")}
"""The keys that name files beside the target file, by their tables."""
Raw = dict[str, Any]


class Frozen(BaseModel):
    """A table of a target file: never changed after it was read, no key that nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Table = TypeVar("Table", bound=Frozen)
Word = Annotated[str, Field(min_length=1)]


Command = Annotated[tuple[Word, ...], Field(min_length=1)]


class Versioned(Frozen):
    """What says exactly what the target is: `product`, `version` and `commit`.

    `product` is the name that it is sold or known by. Version and commit may be the last line of a
    command instead, which then counts. A certificate needs a version, or its command.
    """

    product: Word | None = None
    version: Word | None = None
    version_command: Command | None = None
    commit: Word | None = None
    commit_command: Command | None = None


FOR_TESTS = re.compile(r"(.+-)?te?st(-.+)?")
"""A label of a host name that says that it is a test environment."""
REAL = ("rekono.si", "mpv.si")
"""Where REKONO and MPV are, with all names below: checks guess codes and send malformed input."""


def absolute(address: str) -> str:
    """Refuse what no browser could go to, and the real ones."""
    if _is_real(host := _host_of(a_web_address(address))):
        raise ValueError(f"{host} is the real one, which must not be examined; name one for tests")
    return address


def a_web_address(address: str) -> str:
    """Refuse what no browser could go to."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{address!r} is not an http or https address")
    return address


def refuse_production(address: str) -> None:
    """Refuse a real provider in use; one that is called a test environment may sign people in."""
    host = _host_of(address)
    if _is_real(host) and not any(FOR_TESTS.fullmatch(one) for one in host.split(".")[:-2]):
        raise ValueError(
            f"{host} is in production: its accounts are people's own; name its test environment"
        )


def _is_real(host: str) -> bool:
    return any(host == real or host.endswith(f".{real}") for real in REAL)


def _host_of(address: str) -> str:
    return _as_browsers_read(urlsplit(address).hostname or "")


def _as_browsers_read(host: str) -> str:
    """Write a name as browsers do, who know more than one full stop."""
    read = unicodedata.normalize("NFKC", unquote(host))
    return read.replace("\u3002", ".").rstrip(".").lower()


Address = Annotated[Word, AfterValidator(absolute)]


@dataclass(frozen=True)
class TargetFile:
    """A target file as it was when it was read: what is parsed is what a signature is about."""

    path: Path
    raw: Raw
    sha256: str
    """Of its bytes, hexadecimal."""

    @property
    def profile(self) -> str:
        """The profile it names, as far as it can be told; empty where it names none."""
        about = self.raw.get("target")
        return str(about.get("profile", "")) if isinstance(about, dict) else ""


def open_target(path: Path, see: str) -> TargetFile:
    """Read a file, once; ConfigurationError says what is wrong and where to look (`see`)."""
    try:
        content = path.read_bytes()
        raw = tomllib.loads(content.decode("utf-8"))
    except OSError as problem:
        raise ConfigurationError(f"{path}: {problem.strerror}; name a target file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise ConfigurationError(f"{path}: is not TOML ({problem}); {see}") from None
    return TargetFile(path, raw, hashlib.sha256(content).hexdigest())


def checked(model: type[Table], path: Path, raw: Raw, see: str) -> Table:
    """Give what was read as a target; ConfigurationError names file, key and remedy."""
    try:
        return model.model_validate(raw)
    except ValidationError as problem:
        raise ConfigurationError(f"{path}: {_first(problem, see)}") from None


def renamed(file: TargetFile, formerly: Mapping[str, str], see: str) -> TargetFile:
    """Return the file with older names of tables put right.

    Raises ConfigurationError where a table is there under both names.
    """
    for old, new in formerly.items():
        if old in file.raw and new in file.raw:
            raise ConfigurationError(
                f"{file.path}: [{old}] is the older name of [{new}]; keep [{new}] only ({see})"
            )
    raw = {formerly.get(name, name): table for name, table in file.raw.items()}
    return replace(file, raw=raw)


def parse(model: type[Table], file: TargetFile, see: str, *, commands: Sequence[str] = ()) -> Table:
    """Make a target of a file; `commands` are its tables of commands, which run beside the file.

    Raises ConfigurationError, which names the file, the key and what to do about it.
    """
    raw = _beside(file.path, file.raw, commands)
    target = checked(model, file.path, raw, see)
    _refuse_bad_authority(file.path, raw.get("target", {}).get("ca"))
    return target


def _beside(path: Path, raw: Raw, commands: Sequence[str]) -> Raw:
    """Take what a file names as lying beside it: PEM files, and commands."""
    tables = {name: table for name, table in raw.items() if isinstance(table, dict)}
    folder = {"folder": path.parent.absolute()}
    placed = {name: {**folder, **tables[name]} for name in commands if name in tables}
    for name, keys in BESIDE.items():
        table = tables.get(name, {})
        files = {key: path.parent / table[key] for key in keys if isinstance(table.get(key), str)}
        if files:
            placed[name] = {**table, **files}
    return {**raw, **placed}


def _refuse_bad_authority(path: Path, ca: Path | None) -> None:
    """Refuse a file that holds no authority; ConfigurationError."""
    if ca is None:
        return
    try:
        trusted(ca)
    except (OSError, ssl.SSLError) as problem:
        reason = problem.strerror or problem
        raise ConfigurationError(
            f"{path}: target.ca: {ca} contains no certificate ({reason}); name a PEM file"
        ) from None


def _first(problem: ValidationError, see: str) -> str:
    found = problem.errors(include_url=False, include_input=False)[0]
    key = ".".join(str(part) for part in found["loc"] if part not in TAGS)
    said = found["msg"].removeprefix("Value error, ")
    return f"{key}: {said}; {REMEDIES.get(found['type'], 'correct it')} ({see})"
