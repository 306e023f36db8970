"""What of the file system may an application see and change that runs with our user id?

It may change its own folders and temporary ones. Everything else is there to be read only, as a
later run of ours would read it: our code, our Python, the settings in our home. The record, the
key, and the sockets of services that would do as we ask are not there.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import harness

PACKAGES = ("harness", "mock_rekono", "scenarios", "features")
"""What lies beside one another in a checkout or an installation, and judges."""
SOCKETS = ("/run/docker.sock", "/var/lib/incus/unix.socket", "/var/snap/lxd/common/lxd/unix.socket")
"""Of services that start whatever whoever may write there asks for."""
WRITE, READ, HIDE = "write", "read", "hide"
Step = tuple[str, str, str]
"""A deed, the path that it concerns, and what is shown there."""


@dataclass(frozen=True)
class View:
    """What is shown to an application, apart from what everybody may read."""

    own: tuple[Path, ...] = ()
    """Folders that it may write to."""
    needed: tuple[Path, ...] = ()
    """What it must be able to read, wherever that lies."""
    hidden: tuple[Path, ...] = ()
    """Folders and files that are empty for it."""
    temporary: Path | None = None
    """What it finds in place of all temporary folders; None: each process something of its own."""

    @property
    def steps(self) -> list[Step]:
        """List what has to be done in this order where all is there to be read only."""
        shown = sorted(self._placed.items(), key=lambda one: len(one[0].parts))
        steps = [
            (deed, str(path), str(path) if path not in self._temporary_ones else self._instead)
            for path, deed in shown
        ]
        return steps + [(HIDE, str(path), "") for path in self._kept_from_it]

    @property
    def _instead(self) -> str:
        return str(self.temporary or "")

    @cached_property
    def _placed(self) -> dict[Path, str]:
        """Say what is bound anew, with the folders above what it must not move away."""
        placed = dict.fromkeys(self._temporary_ones, WRITE)
        inner = (*self._temporary_ones, *self._owned)
        read = [*_installed(), *self._needed_only, *_packages()]
        placed |= {path: READ for path in read if is_within(path, inner) and path.is_dir()}
        placed |= dict.fromkeys(self._owned, WRITE)
        placed |= {path: READ for path in _packages() if is_within(path, inner)}
        kept = [path for path, deed in placed.items() if deed == READ]
        for path in (*kept, *_resolved(self.hidden)):
            for above in self._may_be_moved(path, placed):
                placed.setdefault(above, WRITE)
        return placed

    def _may_be_moved(self, path: Path, placed: dict[Path, str]) -> Iterator[Path]:
        """Name the folders between a path and the own folder that it lies in, if it lies in one.

        What is bound to itself can be neither moved nor replaced.
        """
        between: list[Path] = []
        for above in path.parents:
            if above in placed:
                if placed[above] == WRITE and above not in self._temporary_ones:
                    yield from between
                return
            between.append(above)

    @cached_property
    def _owned(self) -> tuple[Path, ...]:
        """Give its folders; ours stay ours also where they are an application's."""
        packages = _packages()
        return tuple(one for one in _resolved(self.own) if not is_within(one, packages))

    @property
    def _needed_only(self) -> list[Path]:
        return [one for one in _resolved(self.needed) if not is_within(one, self._owned)]

    @cached_property
    def _temporary_ones(self) -> tuple[Path, ...]:
        wanted = map(Path, ("/tmp", "/var/tmp", "/dev/shm", tempfile.gettempdir()))  # noqa: S108
        return tuple(one for one in _resolved(wanted) if one.is_dir() and one not in self._owned)

    @property
    def _kept_from_it(self) -> list[Path]:
        """List what is hidden: what lies in a temporary folder and is not shown is not there."""
        shown = [path for path in self._placed if path not in self._temporary_ones]
        hidden = [
            path
            for path in _resolved(self.hidden)
            if is_within(path, shown) or not is_within(path, self._temporary_ones)
        ]
        return [*hidden, *_services()]


def is_within(path: Path, folders: Iterable[Path]) -> bool:
    """Tell whether a path is one of these folders or lies in one."""
    return any(path.is_relative_to(folder) for folder in folders)


def _packages() -> list[Path]:
    beside = Path(harness.__file__).resolve().parent.parent
    return [beside / name for name in PACKAGES if (beside / name).is_dir()]


def _installed() -> list[Path]:
    """List where Python finds what we run."""
    return _resolved(map(Path, (sys.prefix, sys.base_prefix, *filter(None, sys.path))))


def _services() -> list[Path]:
    """List what does for our user whatever it is asked to: it could alter what we may not show."""
    own = Path(os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}")
    sockets = [path for path in map(Path, SOCKETS) if os.access(path, os.W_OK)]
    return _resolved(path for path in (own, *sockets) if path.exists())


def _resolved(paths: Iterable[Path]) -> list[Path]:
    return list(dict.fromkeys(path.resolve() for path in paths))
