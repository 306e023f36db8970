"""What has the application written in the whole run, however often it was started?"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime

HEAD = TAIL = 900_000
"""Characters kept of the beginning, and of the end: no more than can be masked as one text."""


@dataclass
class Journal:
    """The outputs of all processes of an application, one after the other as they ended."""

    _head: str = ""
    _tail: str = ""
    _left_out: int = 0
    _processes: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, output: str) -> None:
        """Take the whole output of a process that has ended, or that the run ends with."""
        with self._lock:
            self._processes += 1
            until = datetime.now(UTC).strftime("%H:%M:%S")
            self._take(f"[process {self._processes}, until {until} UTC]\n{output}\n")

    @property
    def text(self) -> str:
        """All that was written; says where and how much of the middle is left out."""
        with self._lock:
            gap = f"\n[{self._left_out} characters are left out]\n" if self._left_out else ""
            return self._head + gap + self._tail

    def _take(self, more: str) -> None:
        room = HEAD - len(self._head)
        self._head += more[:room]
        tail = self._tail + more[room:]
        self._tail = tail[-TAIL:]
        self._left_out += len(tail) - len(self._tail)
