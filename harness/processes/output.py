"""How is what a program writes kept: its beginning and its end, however much it writes?

It goes into a pipe that a thread empties; nothing of it reaches the disk. A program that writes
without end is slowed down, and costs no more memory than these bounds.
"""

from __future__ import annotations

import os
import select
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

HEAD = TAIL = 2_000_000
"""Bytes kept of the beginning, and of the end."""
PIECE = 65_536
BREATH = 0.001
"""Seconds between two full pieces: what floods us is slowed down to this."""
AT_ONCE = 256
"""Pieces that whoever asks waits for at most; there may always be another."""


class Output:
    """What a program writes to a stream that we give it."""

    def __init__(self) -> None:
        self._reading, writing = os.pipe()
        os.set_blocking(self._reading, False)
        self.stream: IO[bytes] = os.fdopen(writing, "wb", buffering=0)
        """What the program is started with; closed here once it is."""
        self._head, self._tail = bytearray(), bytearray()
        self._all = 0
        self._lock = threading.Lock()
        self._ended = False
        threading.Thread(target=self._empty, name="output", daemon=True).start()

    @property
    def text(self) -> str:
        """What has been written so far, without the middle where that is too long."""
        with self._lock:
            for _ in range(AT_ONCE):
                if not self._take():
                    break
            head, tail, missed = bytes(self._head), bytes(self._tail[-TAIL:]), self._missed
        gap = f"\n… [{missed} bytes are left out]\n".encode() if missed else b""
        return (head + gap + tail).decode("utf-8", "replace")

    @property
    def missed(self) -> int:
        """How many bytes have not been kept."""
        with self._lock:
            return self._missed

    @property
    def _missed(self) -> int:
        return max(0, self._all - HEAD - TAIL)

    def close(self) -> None:
        """Take no more; safe to call twice."""
        with self._lock:
            self._end()
        self.stream.close()

    def _empty(self) -> None:
        while not self._ended:
            with suppress(OSError, ValueError):
                select.select([self._reading], [], [], 1.0)
            with self._lock:
                taken = self._take()
            if taken == PIECE:
                time.sleep(BREATH)

    def _take(self) -> int:
        """Take a piece of what is there; gives its size, 0 where nothing is."""
        if self._ended:
            return 0
        try:
            piece = os.read(self._reading, PIECE)
        except BlockingIOError:
            return 0
        if not piece:
            self._end()
        self._all += len(piece)
        room = HEAD - len(self._head)
        self._head += piece[:room]
        self._tail += piece[room:] if room < len(piece) else b""
        if len(self._tail) > 2 * TAIL:
            del self._tail[:-TAIL]
        return len(piece)

    def _end(self) -> None:
        if not self._ended:
            self._ended = True
            os.close(self._reading)


@dataclass(frozen=True)
class Printed:
    """What a command wrote, and its exit code."""

    code: int
    output: str
    errors: str
    missed: int
    """Bytes of its output that were too many to be kept."""


def printed(run: Callable[[IO[bytes], IO[bytes]], int]) -> Printed:
    """Run a command to its end with two streams of ours; it gives its exit code."""
    output, errors = Output(), Output()
    try:
        code = run(output.stream, errors.stream)
        return Printed(code, output.text, errors.text, output.missed)
    finally:
        output.close()
        errors.close()
