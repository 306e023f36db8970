"""Who starts `vodomer certify` for the pages, and sees that it ends?"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile

from harness.errors import UsageError
from harness.examining.runs import Runs
from harness.examining.standing import Follower
from harness.examining.targets import Candidate, Targets
from harness.record.evidence import EVENTS
from harness.record.resume import InterruptedRun
from harness.watching import system
from harness.watching.stopping import STOPS_WITHIN

LAST_WORDS = 4000
"""Bytes of what a run wrote to its terminal that are shown where it has left no report."""


class Busy(UsageError):  # noqa: N818 - a state, named as such
    """A run of this target is under way."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder}: a run of this target is under way; stop it, or wait")
        self.folder = folder


class Examination:
    """A run of `vodomer certify` that was started here: how it stands, and how it is ended."""

    def __init__(self, folder: Path, words: Sequence[str]) -> None:
        self.folder = folder
        self.follower = Follower(folder / EVENTS)
        self.stopping = False
        self.ended = threading.Event()
        self.code: int | None = None
        """Its exit code; None while it runs."""
        self._terminal = TemporaryFile()  # noqa: SIM115 - as long as this is looked at
        self._process = subprocess.Popen(
            [sys.executable, "-m", "harness.attended", "certify", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=self._terminal,
            process_group=0,  # Ctrl-C is for us, who ask it to stop: twice would cut its report off
        )
        threading.Thread(target=self._wait, daemon=True).start()

    def _wait(self) -> None:
        self.code = self._process.wait()
        with suppress(OSError):
            self.folder.rmdir()  # where it was refused before it wrote anything
        self.ended.set()

    @property
    def said(self) -> str:
        """The end of what it wrote to its terminal."""
        size = self._terminal.seek(0, 2)
        self._terminal.seek(max(0, size - LAST_WORDS))
        return self._terminal.read().decode("utf-8", "replace")

    def stop(self) -> None:
        """Ask it to end in good order: as for Ctrl-C, with a report of what ran."""
        self.stopping = True
        with suppress(OSError):
            if self._process.stdin:
                self._process.stdin.close()

    def close(self) -> None:
        """Stop it, and wait until it has ended; it is killed where it takes too long."""
        self.stop()
        if not self.ended.wait(STOPS_WITHIN + 5):
            system.kill([self._process.pid, *system.descendants(self._process.pid)])
            self.ended.wait()
        self._terminal.close()


@dataclass
class Examiner:
    """Starts runs of the targets of a folder, one at a time of each."""

    targets: Targets
    runs: Runs
    key: Path | None = None
    """Signs whole runs; None: nothing is signed."""
    _latest: dict[str, Examination] = field(default_factory=dict)
    """The newest run of each target that was started here, by the target's id."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def latest(self, target: Candidate) -> Examination | None:
        """Give the newest run of a target that was started here."""
        return self._latest.get(target.id)

    def under_way(self, target: Candidate) -> Examination | None:
        """Give the run of a target that has not ended."""
        latest = self.latest(target)
        return None if latest is None or latest.ended.is_set() else latest

    def start(self, target: Candidate, agent: str, only: Sequence[str] = ()) -> Examination:
        """Start a run of all checks, or of these. Raises Busy."""
        part = [f"--only={one}" for one in only]
        signed = [] if only else self._signing
        return self._begin(target, None, ["--agent", agent, *part, *signed])

    def resume(self, target: Candidate, begun: InterruptedRun) -> Examination:
        """Go on with a run that was broken off. Raises Busy."""
        signed = [] if begun.filtered or begun.baseline else self._signing
        agent = str(begun.beginning["agent"])
        return self._begin(target, begun.folder, ["--agent", agent, *signed])

    @property
    def _signing(self) -> list[str]:
        return ["--sign", str(self.key)] if self.key else []

    def _begin(self, target: Candidate, resumed: Path | None, words: list[str]) -> Examination:
        with self._lock:
            if running := self.under_way(target):
                raise Busy(running.folder)
            if before := self.latest(target):
                before.close()
            folder = resumed or self.runs.begin()
            place = ["--resume" if resumed else "--out", str(folder)]
            begun = Examination(folder, [str(target.path), "--plain", *place, *words])
            self._latest[target.id] = begun
            return begun

    def close(self) -> None:
        """End all runs that were started here, side by side, in good order."""
        with self._lock:
            for one in self._latest.values():
                one.stop()
            for one in self._latest.values():
                one.close()
