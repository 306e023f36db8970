"""What does the system say of a process, without asking the process itself?"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

GONE, STOPPED = "ZX", "Tt"
"""Letters by which the system tells of a process that has ended, and of one that is held."""
_PROCESSES = Path("/proc")


def state(pid: int) -> str:
    """Give the letter of a process's state; that of a dead one where there is none."""
    return _about(pid)[0]


def is_alive(pid: int) -> bool:
    """Tell whether a process is there and has not ended."""
    return state(pid) not in GONE


def children(parent: int) -> list[int]:
    """List the processes that a process has started and that are still its own."""
    return [pid for pid in _all() if _about(pid)[1] == parent]


def descendants(ancestor: int) -> list[int]:
    """List all that a process has started, and what that has started, and so on."""
    parents = {pid: _about(pid)[1] for pid in _all()}
    found, grown = {ancestor}, True
    while grown:
        more = {pid for pid, parent in parents.items() if parent in found} - found
        found, grown = found | more, bool(more)
    return sorted(found - {ancestor})


def words(pid: int) -> str:
    """Give the command line of a process; empty where there is none."""
    with suppress(OSError):
        return (_PROCESSES / str(pid) / "cmdline").read_bytes().decode("utf-8", "replace")
    return ""


def kill(pids: Iterable[int]) -> None:
    """End processes, held ones, too; those that are gone are no matter."""
    for pid in filter(lambda pid: pid > 1, pids):
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)


def kill_group(pid: int) -> None:
    """End a process and, where it leads a group of its own, the whole group."""
    if pid > 1 and pid != os.getpgrp():
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
    kill([pid])


def _all() -> Iterator[int]:
    return (int(name) for name in os.listdir(_PROCESSES) if name.isdigit())  # noqa: PTH208 - names


def _about(pid: int) -> tuple[str, int]:
    """Read state and parent; the name in between may hold anything, brackets, too."""
    try:
        said = (_PROCESSES / str(pid) / "stat").read_bytes().rpartition(b")")[2].split()
    except OSError:
        return GONE[1], 0
    return said[0].decode(), int(said[1])
