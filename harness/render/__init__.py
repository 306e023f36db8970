"""Which formats can a judged run be written in, and how is one more added?

Add one file with a subclass of `Format` to this folder; its `name` is what `render` takes.
A format reads the record and the evidence files of the run's directory, nothing else.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import ClassVar

from harness.errors import UsageError
from harness.record.judged_run import RunRecord

_FORMATS: dict[str, "Format"] = {}


class Format(ABC):
    """A way of writing a run: `name` for the command line, `file` in the run's directory."""

    name: ClassVar[str]
    file: ClassVar[str]

    def __init_subclass__(cls) -> None:
        if cls.name in _FORMATS:
            raise TypeError(f"two formats are called {cls.name!r}")
        _FORMATS[cls.name] = cls()

    @abstractmethod
    def text(self, record: RunRecord, directory: Path) -> str:
        """The whole file; `directory` holds the evidence."""


def formats() -> dict[str, Format]:
    """All formats by name."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    return dict(sorted(_FORMATS.items()))


def render(
    record: RunRecord, directory: Path, formats: Iterable[str] = ("html", "junit", "badge")
) -> list[Path]:
    """Write the run in the named formats and return the files; UsageError for an unknown name."""
    return [_write(_format(name), record, directory) for name in formats]


def _format(name: str) -> Format:
    known = formats()
    if name not in known:
        raise UsageError(f"no report format {name!r}; choose from {', '.join(known)}")
    return known[name]


def _write(format: Format, record: RunRecord, directory: Path) -> Path:
    path = directory / format.file
    path.write_text(format.text(record, directory), encoding="utf-8", newline="\n")
    return path
