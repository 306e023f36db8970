"""Write a judged run in formats; a new one is a file of this folder with a subclass of `Format`.

Most are one text, a `TextFormat`. A format reads the record and the evidence in the run's
directory, nothing else.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import ClassVar

from harness.errors import UsageError
from harness.record.judged_run import RunRecord
from harness.record.whole_file import write_whole

_FORMATS: dict[str, "Format"] = {}


class Format(ABC):
    """A way of writing a run: `name` for the command line, `file` (or folder) in its directory."""

    name: ClassVar[str]
    file: ClassVar[str]
    on_request: ClassVar[bool] = False
    """Whether a run leaves the file only where somebody asks for it (`vodomer report`)."""
    stands_alone: ClassVar[bool] = False
    """Whether it holds what it shows, and needs no evidence beside it."""

    def __init_subclass__(cls) -> None:
        if "name" not in vars(cls):
            return  # what formats have in common, and none itself
        if cls.name in _FORMATS:
            raise TypeError(f"two formats are called {cls.name!r}")
        _FORMATS[cls.name] = cls()

    @abstractmethod
    def write(self, record: RunRecord, directory: Path, into: Path) -> Path:
        """Write it into a folder and return its path; `directory` holds the evidence."""


class TextFormat(Format):
    """One text; the same run gives the same."""

    @abstractmethod
    def text(self, record: RunRecord, directory: Path) -> str:
        """Give the whole file; `directory` holds the evidence."""

    def write(self, record: RunRecord, directory: Path, into: Path) -> Path:
        """Write the file whole."""
        return write_whole(into / self.file, self.text(record, directory))


def formats() -> dict[str, Format]:
    """All formats by name."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    return dict(sorted(_FORMATS.items()))


def render(
    record: RunRecord,
    directory: Path,
    names: Iterable[str | Format] | None = None,
    into: Path | None = None,
) -> list[Path]:
    """Write the run in the named formats and return the files.

    By default these are all that a run leaves, in the run's own directory. A format that is given
    itself is written with its own settings. Raises UsageError for an unknown name.
    """
    known = formats()
    usual = [one for one in known.values() if not one.on_request]
    chosen = usual if names is None else [_format(known, name) for name in names]
    folder = into or directory
    return [one.write(record, directory, folder) for one in chosen]


def _format(known: dict[str, Format], name: str | Format) -> Format:
    if isinstance(name, Format):
        return name
    if name not in known:
        raise UsageError(f"no report format {name!r}; choose from {', '.join(known)}")
    return known[name]
