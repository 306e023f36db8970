"""How do the checks of a target run side by side, and how does that become an ordinary record?"""

from __future__ import annotations

import time
import traceback
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, ClassVar, Protocol

from harness import catalogue
from harness.checks.chance import Chance
from harness.checks.registry import Check
from harness.engine.course import Course, course
from harness.engine.options import CHOOSING
from harness.engine.scheduling import Work
from harness.engine.second_try import claim_anew
from harness.errors import Disturbed, PartLost
from harness.record.evidence import Recorder, ScenarioRecorder
from harness.record.outcome import elapsed_ms, outcome
from harness.record.rerun import Carried, carried_by, repeated
from harness.record.resume import InterruptedRun
from harness.record.run_folder import new_invocation
from harness.record.verdict import Verdict, verdict_of
from harness.redaction.redactor import Redactor
from harness.watching.overdue import raising_here
from harness.watching.stopping import STOP
from harness.watching.watchdog import DOG

Shown = Callable[[Any, Verdict], None]
InLanes = Callable[[Sequence[Work]], None]
"""Runs each of these works in a lane of its own, until all have ended."""
HEARING = 0.2
"""Seconds after which a wish to stop is heard at the latest.

The system may tell any thread of a signal; Python acts on it in the main one, which nothing wakes.
"""
LONGEST = 300.0
"""Seconds for a whole check. The longest needed waits for slow answers at most six times,
each for the half minute that a person may wait (RES-01); the rest is for a slow machine."""
OVER = 15.0
"""Seconds more, after which the watchdog ends it: it did not end by itself."""
TRIES = 2
"""How often a check is tried whose browser is lost meanwhile."""


@dataclass(frozen=True)
class Options:
    """What was asked for when the examination was started."""

    COMMAND: ClassVar[str] = "vodomer certify"
    LEFT_OUT: ClassVar[Mapping[str, str]] = {
        "--profile": "the target file names it",
        "--out": "each run has a folder of its own",
        "--only": "it names the one check",
        "--shard": "the one check is named",
        "--durations": "only beside --shard",
        "--resume": "a check that ended is run again from its beginning",
        "--sign": "only a complete run can be signed",
        "--plan": "runs nothing",
        "--plain": "changes only what the terminal shows",
        "--json": "changes only what the terminal shows",
        **CHOOSING,
    }

    out: Path
    target: Annotated[Path | None, Carried("")] = None
    """The target file; None where the target was not read from one."""
    agent: Annotated[str, Carried("--agent")] = "http"
    lanes: Annotated[int, Carried("--lanes")] = 4
    """Checks that run at once; from two on, one that must be alone has an application of its own"""
    command: str = "vodomer certify"
    browser: Annotated[str | None, Carried("--browser")] = None
    seed: Annotated[str, Carried("--seed")] = ""
    """What people, order and pauses are drawn from."""
    challenge: Annotated[str, Carried("--challenge")] = ""
    """What somebody else thought up for this run; it is mixed into the seed."""
    anyway: Annotated[bool, Carried("--anyway")] = False
    """Whether the checks run although nobody gets in because of the configuration."""
    filtered: bool = False
    fail_fast: bool = False
    """Whether nothing begins any more once something has failed."""
    repeat: Annotated[int | None, Carried("--repeat")] = None
    """How often each is tried; None for once."""
    retries: Annotated[int | None, Carried("--retries")] = None
    """How often what has failed is tried again; None for never."""
    shard: Mapping[str, Any] | None = None
    """What the record tells of the part of the checks that this run is; None for all of them."""
    target_sha256: str = ""
    target_identity: Mapping[str, str] = field(default_factory=dict)
    """Its product, version and commit, each where it is told."""
    target_lacks: tuple[str, ...] = ()
    """What the target file would have to say for a certificate."""
    signer: str | None = None
    """Fingerprint of the key that will sign the run."""
    baseline: Annotated[Path | None, Carried("--baseline")] = None
    waivers: Mapping[str, Any] | None = None
    """What the record tells of that baseline, as it was when it was read."""
    invocation: str = field(default_factory=new_invocation)
    """Tells this run from all others, whatever folder it writes to."""
    hidden: tuple[Path, ...] = ()
    """What the application must see nothing of, beside the folder: the key that will sign."""
    resumes: InterruptedRun | None = None
    """The run that goes on; None where one begins."""

    @property
    def chance(self) -> Chance:
        """What this run draws from."""
        return Chance(self.seed, self.challenge)

    @property
    def rerun(self) -> str:
        """Give the command that runs a check of this run again once `with_only` names it."""
        return repeated(self)

    @property
    def told(self) -> dict[str, Any]:
        """Give the options that change an examination, each by its name on the command line."""
        values = {how.option: getattr(self, one.name) for one, how in carried_by(type(self))}
        plain = {name: str(one) if isinstance(one, Path) else one for name, one in values.items()}
        return {name: one for name, one in plain.items() if name and one not in (None, "")}

    @property
    def about_target(self) -> dict[str, Any]:
        """Give what the record tells of the target file, whatever kind it is of."""
        told = {**self.target_identity, "lacks": list(self.target_lacks)}
        return {name: value for name, value in told.items() if value} | {
            "sha256": self.target_sha256
        }

    def course(self, checks: Sequence[Check[Any]]) -> Course:
        """Give what follows when one of these checks has ended."""
        return course(self, {one.id: (one.requirement,) for one in checks}, catalogue.load())

    def recorder(self, redactor: Redactor) -> Recorder:
        """Open the record, in a folder that is this run's alone.

        Raises UsageError where another run has written to it, or another process has it open.
        """
        if self.resumes is None:
            claim_anew(self.out)
        made = Recorder(self.out, redactor, rerun=self.rerun)
        if self.resumes:
            self.resumes.taken_up(made)
        else:
            made.claim()
        return made


class Eyes(Protocol):
    """What checks look with, where it can be lost and be there again: a browser."""

    @property
    def lost(self) -> str:
        """Why it is lost; empty while it is well."""

    def again(self) -> None:
        """Have it again."""


def queues(checks: Sequence[Check[Any]]) -> tuple[list[Check[Any]], list[Check[Any]]]:
    """Give the checks that run beside others, and those that must be alone, as each is taken."""
    beside = [one for one in checks if not one.alone]
    return sorted(beside, key=lambda one: not one.waits), [one for one in checks if one.alone]


@dataclass
class CheckRunner:
    """What runs the checks of a run and records how each ended."""

    recorder: Recorder
    examine: Callable[[Any, ScenarioRecorder], None]
    """Looks at the target with one check; how it ends is the verdict (`harness.record.verdict`)."""
    show: Shown
    course: Course
    lanes: int = 1
    in_lanes: InLanes | None = None
    """None: each lane is a thread."""
    apart: int = 0
    """Places that what must be alone has for itself, each of which may go on beside all others."""
    eyes: Eyes | None = None
    """None over plain HTTP."""
    _disturbed: deque[Check[Any]] = field(default_factory=deque)
    """Checks that came to nothing because the target ended meanwhile, by whoever's doing."""
    _broken: list[BaseException] = field(default_factory=list)
    _tries: Counter[str] = field(default_factory=Counter)
    _spoilt: Counter[str] = field(default_factory=Counter)
    """Attempts at each check that say nothing of the target."""

    def run(self, checks: Sequence[Check[Any]]) -> None:
        """Run all: those that wait begin first, others meanwhile; those that must be alone last.

        Those that another one disturbed run once more in the end, one after the other.
        """
        together, alone = map(deque, queues(checks))
        many = [self._lane(together)] * min(self.lanes, len(together))
        single = [self._lane(alone)] * min(self.apart or 1, len(alone))
        for lanes in ([*single, *many],) if self.apart else (many, single):
            self._go_through(lanes, together, alone)
        if self._disturbed:
            self._go_through([self._lane(self._disturbed)], self._disturbed)

    def _go_through(self, lanes: list[Work], *queues: deque[Check[Any]]) -> None:
        """Run lanes until these queues are empty, with other eyes where they are lost."""
        self._go(lanes)
        while self._lost and any(queues):
            assert self.eyes is not None  # noqa: S101 - else nothing could be lost
            self.eyes.again()
            self._go(lanes)

    @property
    def _lost(self) -> str:
        return self.eyes.lost if self.eyes else ""

    def _go(self, lanes: list[Work]) -> None:
        if len(lanes) == 1:
            lanes[0]()  # where we stand: a browser's calls belong to the thread that opened it
        elif lanes and self.in_lanes:
            self.in_lanes(lanes)
        elif lanes:
            self._in_threads(lanes)
        STOP.heed()
        if self._broken:
            raise self._broken[0]

    def _lane(self, queue: deque[Check[Any]]) -> Work:
        def lane() -> None:
            with self._ending():
                while queue and self._goes_on:
                    one = queue.popleft()
                    if self._is_to_repeat(one):
                        queue.appendleft(one)

        return lane

    @property
    def _goes_on(self) -> bool:
        return not (self._broken or self._lost or STOP.wanted or self.course.failed)

    def _in_threads(self, works: Sequence[Work]) -> None:
        with ThreadPoolExecutor(len(works)) as pool:
            begun = [pool.submit(work) for work in works]
            with self._ending():  # a wish to stop reaches this thread only
                while wait(begun, HEARING).not_done:
                    pass

    @contextmanager
    def _ending(self) -> Iterator[None]:
        """End the other lanes, when they have finished what they are at, once one has broken."""
        try:
            yield
        except BaseException as problem:
            self._broken.append(problem)

    def _is_to_repeat(self, check: Check[Any]) -> bool:
        """Run a check; tells whether it has to be run again. Raises PartLost if none can be."""
        attempt = self.recorder.begun.get(check.id, 0) + self._tries[check.id] + 1
        recorder, started = self.recorder.scenario(check.id, attempt), time.perf_counter()
        problem = self._problem(check, recorder)
        if problem is not None and STOP.wanted:
            return False  # broken off: it has no verdict
        self._tries[check.id] += 1
        if problem is not None and (lost := self._lost):
            problem = _because(PartLost(f"{lost}; seen until then: {problem}"), problem)
        verdict = self._recorded(recorder, problem, started)
        if isinstance(problem, PartLost) and not self._lost:
            raise problem
        blind, disturbed = bool(problem and self._lost), isinstance(problem, Disturbed)
        self._spoilt[check.id] += blind or disturbed
        if (blind or disturbed) and self._spoilt[check.id] < TRIES:
            if disturbed:
                self._disturbed.append(check)
            return not disturbed
        if self.course.ended(check.id, verdict, self.recorder):
            return True
        self.show(check, self.course.verdict(check.id))
        return False

    def _recorded(
        self, recorder: ScenarioRecorder, problem: Exception | None, started: float
    ) -> Verdict:
        verdict = verdict_of(problem)
        if problem is not None and verdict is Verdict.ERROR:
            recorder.log("traceback", "".join(traceback.format_exception(problem)))
        recorder.finished(verdict=verdict, duration_ms=elapsed_ms(started), **outcome(problem))
        return verdict

    def _problem(self, check: Check[Any], recorder: ScenarioRecorder) -> Exception | None:
        try:
            with DOG.watch(f"the check {check.id}", LONGEST + OVER, self._ending_here()):
                self.examine(check, recorder)
        except Exception as problem:
            return problem
        return None

    def _ending_here(self) -> Callable[[], None] | None:
        """Give what ends a check that computes for ever; in lanes of a browser others go on."""
        return None if self.eyes else raising_here()


def _because(problem: Exception, cause: Exception) -> Exception:
    problem.__cause__ = cause
    return problem
