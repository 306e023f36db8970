"""How much work was done, by us and by everybody else on the machine, while something was timed?"""

from __future__ import annotations

import ctypes
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

import psutil

ADOPT_ORPHANS = 36
"""`PR_SET_CHILD_SUBREAPER` of Linux: what its parent left behind becomes ours and is counted."""


@dataclass
class Cost:
    """What a stretch of work took, in seconds; `others` is in cores."""

    wall: float = 0.0
    cpu: float = 0.0
    others: float = 0.0

    def __str__(self) -> str:
        return (
            f"{self.wall:.2f} s, {self.cpu:.2f} s of CPU ({self.others:.1f} cores taken by others)"
        )


def adopt_orphans() -> None:
    """Count what grandchildren cost too, whose parents end before them (a browser's helpers)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(ADOPT_ORPHANS, 1, 0, 0, 0)


@contextmanager
def ended_children() -> Iterator[Cost]:
    """Measure work done by child processes that have all ended when the stretch ends."""
    yield from _measured(_ended_cpu)


@contextmanager
def living_tree() -> Iterator[Cost]:
    """Measure work done by this process and by everything it has started and keeps."""
    yield from _measured(_tree_cpu)


@contextmanager
def work_of(pid: int) -> Iterator[Cost]:
    """Measure work done by a process and by everything it has started and keeps."""
    yield from _measured(lambda: _tree_cpu(pid))


def _measured(cpu: Callable[[], float]) -> Iterator[Cost]:
    cost, busy = Cost(), _busy()
    spent, started = cpu(), time.perf_counter()
    yield cost
    cost.wall = time.perf_counter() - started
    cost.cpu = cpu() - spent
    cost.others = max(0.0, (_busy() - busy - cost.cpu) / cost.wall)


def _ended_cpu() -> float:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    usages = [getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _tree_cpu(pid: int | None = None) -> float:
    root = psutil.Process(pid)
    return sum(_cpu_of(process) for process in [root, *root.children(recursive=True)])


def _cpu_of(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system + times.children_user + times.children_system)


def _busy() -> float:
    """Seconds that all cores have worked since the machine started."""
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - getattr(times, "iowait", 0.0))
