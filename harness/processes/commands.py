"""How does a command that does one thing run: to its end, in time, and with bounded output?"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from harness.processes.output import HEAD, TAIL, printed


class TooMuchPrinted(subprocess.SubprocessError):
    """A command printed more than anybody would read."""

    def __init__(self) -> None:
        super().__init__(f"it printed more than {(HEAD + TAIL) // 1_000_000} MB")


def output_of(
    command: Sequence[str],
    folder: Path,
    seconds: float,
    environment: Mapping[str, str] | None = None,
) -> str:
    """Run a command without input; give what it printed.

    Raises OSError, `subprocess.CalledProcessError`, `subprocess.TimeoutExpired`, TooMuchPrinted.
    """

    def run(output: IO[bytes], errors: IO[bytes]) -> int:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            start_new_session=True,  # so that all that it starts can be ended, too
        )
        try:
            return process.wait(seconds)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    done = printed(run)
    if done.code:
        raise subprocess.CalledProcessError(done.code, command, done.output, done.errors)
    if done.missed:
        raise TooMuchPrinted
    return done.output
