"""How is an application kept apart by bubblewrap, where the system lets us make no name spaces?

Some systems allow name spaces to programs that they know only: `bwrap` has the rights of root there
(setuid), or a profile of its own (AppArmor). It shows the same view as ours (`stranger`). What it
runs ends at once with it, and is not forked from what has libraries loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from harness.processes.view import HIDE, READ, Step

PROGRAM = "bwrap"
APART = (
    *("--unshare-pid", "--unshare-ipc", "--die-with-parent"),
    *("--ro-bind", "/", "/", "--dev-bind", "/dev", "/dev", "--proc", "/proc"),
)


def inside(steps: Iterable[Step], command: Iterable[str]) -> list[str]:
    """Give the command line of bubblewrap that runs a command in a view."""
    shown = (word for step in steps for word in _words(*step))
    return [PROGRAM, *APART, *shown, "--", *command]


def _words(deed: str, path: str, source: str) -> Iterator[str]:
    if deed == HIDE:
        yield from _hiding(path)
    elif source:
        yield from ("--ro-bind" if deed == READ else "--bind", source, path)
    else:
        yield from ("--tmpfs", path)


def _hiding(path: str) -> Iterator[str]:
    if Path(path).is_dir():
        yield from ("--tmpfs", path, "--remount-ro", path)
    elif Path(path).exists():
        yield from ("--ro-bind", "/dev/null", path)
