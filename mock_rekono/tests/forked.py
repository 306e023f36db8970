"""How do tests start providers quickly? By forks of a process that has their libraries loaded.

Such a process differs from `python -m mock_rekono` in nothing but what Python has loaded
beforehand; `test_serving.py` starts that, too.
"""

from __future__ import annotations

import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.reduction import DupFd
from tempfile import TemporaryFile
from typing import IO, Any

WITHIN = 60.0
"""Seconds for a command that ends by itself."""

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(
    [
        *("mock_rekono.server.loaded", "sqlalchemy.dialects.sqlite", "waitress.server"),
        "pytest",  # multiprocessing loads again what the tests' own process was started as
    ]
)


class Forked:
    """A provider process, with what tests use of `subprocess.Popen`."""

    def __init__(
        self,
        words: Sequence[str],
        environment: Mapping[str, str],
        *,
        stdout: IO[str] | None = None,
        stderr: IO[str] | None = None,
    ) -> None:
        """Start it with these words of a command line; without `stdout` it can be read here."""
        reads, writes = os.pipe()
        heard, says = os.pipe()
        self.stdin, self.stdout = os.fdopen(writes, "w"), os.fdopen(heard)
        with os.fdopen(reads), os.fdopen(says):
            streams = (reads, stdout.fileno() if stdout else says, stderr.fileno() if stderr else 2)
            told = ([*words], {**environment}, *map(DupFd, streams))
            self._process = _FORKS.Process(target=_serve, args=told, daemon=True)
            self._process.start()

    @property
    def pid(self) -> int:
        """The process id."""
        assert self._process.pid
        return self._process.pid

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        if self._process.is_alive():
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def wait(self, seconds: float) -> int:
        """Give its exit code. Raises `subprocess.TimeoutExpired`."""
        self._process.join(seconds)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("mock_rekono", seconds)
        return self._process.exitcode


def forked(*words: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, without input. Raises `subprocess.TimeoutExpired`."""
    with TemporaryFile("w+") as out, TemporaryFile("w+") as errors:
        process = Forked(words, os.environ, stdout=out, stderr=errors)
        process.stdin.close()
        process.stdout.close()
        code = process.wait(WITHIN)
        for stream in (out, errors):
            stream.seek(0)
        return subprocess.CompletedProcess(words, code, out.read(), errors.read())


def _serve(words: list[str], environment: dict[str, str], *streams: Any) -> None:
    """Be `python -m mock_rekono`."""
    for place, stream in enumerate(streams):
        own = stream.detach()
        os.dup2(own, place)
        os.close(own)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv[1:] = words
    runpy.run_module("mock_rekono", run_name="__main__", alter_sys=True)
