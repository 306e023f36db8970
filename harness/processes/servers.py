"""How are provider and reference started, known to answer, and stopped for certain?"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from harness.errors import PartLost, ServerDidNotStart, VodomerError
from harness.processes.forkserver import ForkedProcess, ForkServer
from harness.processes.inherited import inherited
from harness.processes.last_words import LONGEST, last_lines
from harness.processes.ports import PortTaken
from harness.watching import system
from harness.watching.watchdog import DOG

STARTS_WITHIN = 60.0
STOPS_WITHIN = 10.0
PORT_TAKEN = 6


@dataclass(frozen=True)
class Server:
    """The command of a server that says on standard output when it answers."""

    name: str
    arguments: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    fork_server: ForkServer | None = None
    """Where to start from, with the libraries loaded; None: from scratch."""
    secrets: Mapping[str, object] = field(default_factory=dict)
    """What it is told on its standard input: anybody may read a command line, and an application
    of the same user an environment."""

    def start(self) -> RunningServer:
        """Start the process without waiting for it."""
        handle, path = tempfile.mkstemp(prefix=f"vodomer-{self.name}-", suffix=".log")
        with os.fdopen(handle, "wb") as log:
            process = self._spawn([*self.arguments, *self._options], log)
        if self.secrets and process.stdin:
            with suppress(BrokenPipeError):  # it has ended already, which is told of later
                process.stdin.write(json.dumps(self.secrets) + "\n")
                process.stdin.flush()
        return RunningServer(self.name, process, Path(path))

    @property
    def _options(self) -> list[str]:
        return ["--stop-with-parent", *(["--secrets-on-stdin"] if self.secrets else [])]

    def _spawn(self, arguments: list[str], log: IO[bytes]) -> subprocess.Popen[str] | ForkedProcess:
        if self.fork_server:
            return self.fork_server.spawn(arguments, self.environment, log)
        return subprocess.Popen(
            [sys.executable, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            env=inherited(PYTHONUNBUFFERED="1", **self.environment),
            text=True,
            start_new_session=True,  # Ctrl-C reaches the harness only, which stops us in order
        )


class RunningServer:
    """A child process that has been started; it ends with standard input.

    The pipe to its standard input is the life line: when the harness ends in whatever way, the
    system closes it and the child stops (`--stop-with-parent`).
    """

    def __init__(
        self, name: str, process: subprocess.Popen[str] | ForkedProcess, log: Path
    ) -> None:
        self.name = name
        self.log = log
        self._process = process
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._may_stand_still = DOG.keep_moving(process.pid)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self._process.stdout or ():
            self._lines.put(line.strip())
        self._lines.put(None)

    def ready(self, prefix: str = "") -> str:
        """Wait for the line that begins with `prefix` and give the rest of it.

        Raises:
            ServerDidNotStart: the process ended or said nothing in time; with its last words.
            PortTaken: the process ended with the exit code that says so.
        """
        while True:
            try:
                line = self._lines.get(timeout=STARTS_WITHIN)
            except queue.Empty:
                raise self._failed(f"said nothing for {STARTS_WITHIN:.0f} s") from None
            if line is None:
                raise self._failed(f"ended with code {self._process.wait()}")
            if line.startswith(prefix):
                return line.removeprefix(prefix)

    @property
    def pid(self) -> int:
        """Give the process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Tell whether the process is still there; the system knows it before its parent does."""
        return self._process.poll() is None and system.is_alive(self.pid)

    def require_well(self) -> None:
        """Require that it has not ended; PartLost. Asks the system only, so any thread may."""
        if not system.is_alive(self.pid):
            raise PartLost(f"{self.name} (a part of Vodomer) has ended in the middle of the run")

    def words(self) -> str:
        """Read all that the process has written to its log so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def last_words(self) -> str:
        """Read the end of its log, however long that is."""
        with self.log.open("rb") as log:
            log.seek(max(0, log.seek(0, os.SEEK_END) - LONGEST))
            return last_lines(log.read(LONGEST).decode("utf-8", "replace"))

    def stop(self) -> None:
        """End the process: ask by the life line, then by signal; safe to call twice."""
        self._may_stand_still()
        if self._process.stdin and not self._process.stdin.closed:
            self._process.stdin.close()
        for insist in (self._process.terminate, self._process.kill, lambda: None):
            try:
                self._process.wait(STOPS_WITHIN)
                break
            except subprocess.TimeoutExpired:
                insist()
        if self._process.stdout:
            self._process.stdout.close()
        self.log.unlink(missing_ok=True)

    def _failed(self, how: str) -> VodomerError:
        last = self.words().strip().splitlines()[-3:]
        self.stop()
        kind = PortTaken if self._process.returncode == PORT_TAKEN else ServerDidNotStart
        return kind(f"{self.name} {how}: {' | '.join(last) or 'no output'}")
