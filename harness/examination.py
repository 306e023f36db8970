"""How do the checks of a target run side by side, and how does that become an ordinary record?"""

from __future__ import annotations

import platform
import sys
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

import harness
from harness import catalogue
from harness.case import milliseconds, sides
from harness.evidence import SCHEMA, Recorder, ScenarioRecorder
from harness.hubs import Work
from harness.verdict import Verdict, verdict_of


class Planned(Protocol):
    """What the engine has to know of a check."""

    @property
    def id(self) -> str:
        """Its name."""

    @property
    def requirement(self) -> str:
        """The row of the catalogue that it proves."""

    @property
    def waits(self) -> bool:
        """Whether it lets much time pass, so that others may be done meanwhile."""

    @property
    def alone(self) -> bool:
        """Whether it changes what all others rest on, so that nothing else may run beside it."""


Shown = Callable[[Any, Verdict], None]
InLanes = Callable[[Sequence[Work]], None]
"""Runs each of these works in a lane of its own, until all have ended."""


@dataclass(frozen=True)
class Options:
    """What was asked for when the examination was started."""

    out: Path
    agent: str = "http"
    lanes: int = 4
    """Checks that run at once."""
    command: str = "vodomer certify"
    rerun: str = "vodomer certify"
    browser: str | None = None
    filtered: bool = False
    target_sha256: str = ""


def in_threads(works: Sequence[Work]) -> None:
    """Run each in a thread; what breaks one is raised here."""
    with ThreadPoolExecutor(len(works)) as pool:
        for ended in [pool.submit(work) for work in works]:
            ended.result()


@dataclass
class Examination:
    """What runs the checks of a run and records how each ended."""

    recorder: Recorder
    examine: Callable[[Any, ScenarioRecorder], None]
    """Looks at the target with one check; how it ends is the verdict (`harness.verdict`)."""
    show: Shown
    lanes: int = 1
    in_lanes: InLanes = in_threads
    apart: bool = False
    """Whether what must be alone has a place of its own, and so may go on beside all others."""
    _broken: list[BaseException] = field(default_factory=list)

    def run(self, checks: Sequence[Planned]) -> None:
        """Run all: those that wait begin first, others meanwhile; those that must be alone last."""
        beside = [one for one in checks if not one.alone]
        together = deque(sorted(beside, key=lambda one: not one.waits))
        alone = deque(one for one in checks if one.alone)
        many = [self._lane(together)] * min(self.lanes, len(together))
        single = [self._lane(alone)] * bool(alone)
        for lanes in ([*single, *many],) if self.apart else (many, single):
            self._go(lanes)

    def _go(self, lanes: list[Work]) -> None:
        if len(lanes) == 1:
            lanes[0]()  # where we stand: a browser's calls belong to the thread that opened it
        elif lanes:
            self.in_lanes(lanes)
        if self._broken:
            raise self._broken[0]

    def _lane(self, queue: deque[Planned]) -> Work:
        def lane() -> None:
            try:
                while queue and not self._broken:
                    one = queue.popleft()
                    self.show(one, self._verdict(one))
            except BaseException as problem:
                self._broken.append(problem)  # the others end when they are through with theirs

        return lane

    def _verdict(self, check: Planned) -> Verdict:
        recorder, started = self.recorder.scenario(check.id), time.perf_counter()
        problem = self._problem(check, recorder)
        verdict = verdict_of(problem)
        if problem is not None and verdict is Verdict.ERROR:
            recorder.log("traceback", "".join(traceback.format_exception(problem)))
        recorder.finished(verdict=verdict, duration_ms=milliseconds(started), **sides(problem))
        return verdict

    def _problem(self, check: Planned, recorder: ScenarioRecorder) -> Exception | None:
        try:
            self.examine(check, recorder)
        except Exception as problem:
            return problem
        return None


@contextmanager
def recording(recorder: Recorder, **beginning: Any) -> Iterator[None]:
    """Announce the run, and say how it ended, whatever happens."""
    recorder.emit("run.started", **beginning)
    try:
        yield
    except BaseException as problem:
        recorder.emit("run.interrupted", reason=str(problem) or type(problem).__name__)
        raise
    recorder.emit("run.finished")


def beginning(options: Options, libraries: Sequence[str], browser: Any) -> dict[str, Any]:
    """Say what every examination says of itself when it begins."""
    return {
        "run": options.out.name,
        "schema": SCHEMA,
        "suite": {"version": harness.__version__, "catalogue_sha256": catalogue.digest()},
        "agent": options.agent,
        "filtered": options.filtered,
        "command": options.command,
        "environment": {
            "python": sys.version.split()[0],
            "platform": platform.platform(),
            "browser": browser,
            "packages": {name: version(name) for name in libraries},
        },
    }


def planned(check: Planned, name: str, feature: str, location: str) -> dict[str, Any]:
    """Give the row of the plan for a check."""
    return {
        "id": check.id,
        "name": name,
        "feature": feature,
        "rule": catalogue.load()[check.requirement].source,
        "requirements": [check.requirement],
        "tags": [check.requirement],
        "location": f"{location} ({check.id})",
    }
