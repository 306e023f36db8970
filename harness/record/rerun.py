"""Write the command that runs one scenario or check of a run again, so that it ends the same.

An options object says itself how it is repeated: a field annotated with `Carried` is written where
it differs from its default, and `LEFT_OUT` of its class names every other option with the reason.
The words are quoted for a POSIX shell; a secret is read from the environment, never written.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import Field, dataclass, fields
from functools import cache
from typing import Any, ClassVar, Protocol, get_type_hints
from urllib.parse import parse_qsl, unquote, urlsplit


class Repeatable(Protocol):
    """An options object of a command."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    COMMAND: ClassVar[str]
    """Such as ``vodomer run``."""
    LEFT_OUT: ClassVar[Mapping[str, str]]
    """Options that are not repeated, each with the reason."""


@dataclass(frozen=True)
class Carried:
    """An option that is repeated; an empty name is the command's argument."""

    option: str
    variable: str = ""
    """The environment variable that a URL with a password is read from."""

    def words(self, value: object) -> list[str]:
        """Give the words of this option, each quoted for a shell."""
        name = [self.option] if self.option else []
        if value is True:
            return name
        text = str(value)
        return [*name, from_environment(self.variable) if has_password(text) else shlex.quote(text)]


def carried_by(options: type[Repeatable]) -> Iterator[tuple[Field[Any], Carried]]:
    """Give the fields that are repeated, in their order."""
    hints = _hints_of(options)
    for one in fields(options):
        for how in getattr(hints[one.name], "__metadata__", ()):
            if isinstance(how, Carried):
                yield one, how


@cache
def _hints_of(options: Any) -> dict[str, Any]:
    """Read the annotations of a class; once, as that takes long."""
    return get_type_hints(options, include_extras=True)


def repeated(options: Repeatable) -> str:
    """Write the command without what it is to run; `with_only` adds that."""
    words = [options.COMMAND]
    for one, how in carried_by(type(options)):
        value = getattr(options, one.name)
        if value != one.default:
            words += how.words(value)
    return " ".join(words)


def with_only(command: str, identity: str) -> str:
    """Let a command that `repeated` wrote run this scenario, check or defect alone."""
    return f"{command} --only {shlex.quote(identity)}"


def as_typed(words: Iterable[str], secret: str | None, variable: str) -> str:
    """Quote a command as it was typed; a secret URL in it is read from the environment."""
    if not secret or not has_password(secret):
        return shlex.join(words)
    hidden = from_environment(variable)
    return " ".join(
        hidden.join(part and shlex.quote(part) for part in word.split(secret)) or "''"
        for word in words
    )


def has_password(text: str) -> bool:
    """Tell whether a URL holds a password, in its user part or its query."""
    try:
        parts = urlsplit(text)
        return bool(parts.password) or any("pass" in key for key, _ in parse_qsl(parts.query))
    except ValueError:
        return "://" in text  # not to be read, so not to be shown either


def passwords_in(url: str) -> set[str]:
    """Give the passwords that a URL holds, as they are written there and as they are meant."""
    try:
        parts = urlsplit(url)
        asked = [value for key, value in parse_qsl(parts.query) if "pass" in key]
    except ValueError:
        return {url}
    told = [*asked, parts.password or ""]
    return {word for one in told for word in (one, unquote(one)) if one}


def from_environment(variable: str) -> str:
    """Let a shell put an environment variable in, and refuse to go on where it is not set."""
    return f'"${{{variable}:?set it to the URL that the run was given}}"'
