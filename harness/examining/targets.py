"""Which target files lie in the folder that `vodomer serve --targets` names?"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from harness.checks.kinds import SEE, Subject, read_subject
from harness.checks.target_file import open_target
from harness.errors import ConfigurationError

MOST = 200
"""Files that are looked at; a folder with more is no folder of targets."""


@dataclass(frozen=True)
class Candidate:
    """A target file, as it is now."""

    id: str
    """Where it lies in the folder, as pages name it."""
    path: Path
    subject: Subject | None
    """None where the file cannot be read."""
    problem: str = ""
    """Why it cannot be read."""

    @property
    def name(self) -> str:
        """What the target is called; where nobody can read that, where its file lies."""
        return str(self.subject.target.target.name) if self.subject else self.id


class Targets:
    """The target files of a folder and of the folders in it; nobody names a path from outside."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; ConfigurationError for what is none."""
        if not folder.is_dir():
            raise ConfigurationError(
                f"--targets {folder}: is no folder; name the one that your target files lie in"
            )
        self.folder = folder

    def all(self) -> list[Candidate]:
        """Read them all, by their places; TOML files without a target are left out."""
        found = (self._read(id) for id in self._places())
        return [one for one in found if one is not None]

    def find(self, id: str) -> Candidate | None:
        """Read one; None where there is none of this name."""
        return self._read(id) if id in self._places() else None

    def _places(self) -> dict[str, Path]:
        files = sorted([*self.folder.glob("*.toml"), *self.folder.glob("*/*.toml")])
        return {
            ":".join(one.relative_to(self.folder).with_suffix("").parts): one
            for one in islice(files, MOST)
        }

    def _read(self, id: str) -> Candidate | None:
        path = self._places()[id]
        try:
            if "target" not in open_target(path, SEE).raw:
                return None
            return Candidate(id, path, read_subject(path))
        except ConfigurationError as problem:
            return Candidate(id, path, None, str(problem))
