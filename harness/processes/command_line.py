"""How does a secret vanish from our own command line, which everybody may read?"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

_BEGINS, _ENDS = 47, 48
"""Fields of /proc/self/stat, from 0: where in our memory the command line is."""


def blot_out(secret: str) -> None:
    """Write stars over a secret in the command line as others see it; Linux only."""
    if not sys.platform.startswith("linux"):
        return
    with suppress(OSError, ValueError, IndexError):
        begins, ends = _place()
        memory = os.open("/proc/self/mem", os.O_RDWR)
        try:
            words = os.pread(memory, ends - begins, begins)
            hidden = words.replace(secret.encode(), b"*" * len(secret.encode()))
            os.pwrite(memory, hidden, begins)
        finally:
            os.close(memory)


def _place() -> tuple[int, int]:
    told = Path("/proc/self/stat").read_text()
    fields = told[told.rindex(")") + 2 :].split()  # the name of the program may have blanks in it
    return int(fields[_BEGINS - 2]), int(fields[_ENDS - 2])
