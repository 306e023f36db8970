"""What does a run own, from its first event to its reports?"""

from __future__ import annotations

import platform
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, ClassVar, Protocol, Self

from harness import catalogue
from harness.engine.browsing import Browsing, browsing_with
from harness.engine.course import Course, course
from harness.engine.ending import last_resort
from harness.engine.environment import Environment
from harness.engine.launch import Launched, Setup
from harness.engine.options import DATABASES, RunOptions
from harness.engine.scheduling import Hub
from harness.engine.sharding import told_of_shard
from harness.engine.suite import Scenario, suite_of
from harness.errors import PartLost, VodomerError
from harness.processes.forks import Forks
from harness.record.chain import Heads
from harness.record.evidence import EVENTS, SCHEMA, Recorder
from harness.record.judge import judge
from harness.record.judged_run import RunRecord, read_events, write_run_json
from harness.record.rerun import passwords_in
from harness.record.sequence import MAIN
from harness.record.verdict import Verdict
from harness.redaction.redactor import SHORTEST, Redactor
from harness.render import render
from harness.watching.stopping import STOP

TRIES = 2
"""How often a scenario is tried whose browser is lost meanwhile."""
BEGUN = ("run.started", "run.resumed")
Rows = Mapping[str, catalogue.Requirement]
LIBRARIES = ("playwright", "pytest", "pytest-bdd", "flask", "authlib", "jwcrypto")


class Begun(Protocol):
    """What is asked of the options of a run: where it is recorded, and which run it is."""

    @property
    def out(self) -> Path:
        """The folder of the run."""

    @property
    def invocation(self) -> str:
        """What tells this run from others."""


@dataclass
class Run:
    """The shared things of one process: recorder, redactor, browser and environment."""

    current: ClassVar[Run | None] = None
    """The run of this process; lanes are sessions of their own and find it here."""

    options: RunOptions
    redactor: Redactor
    recorder: Recorder
    environment: Environment
    browsing: Browsing
    lanes: int
    """How many scenarios act at once; each lane collects all of them for itself."""
    course: Course
    over: str = ""
    """Why no other scenario can be run; empty where one can."""
    tries: Counter[str] = field(default_factory=Counter)
    """Attempts at each scenario so far."""
    losses: Counter[str] = field(default_factory=Counter)
    """Attempts at each scenario that lost their browser."""
    again: set[str] = field(default_factory=set)
    """Scenarios that are to be tried again."""

    @classmethod
    @contextmanager
    def opened(
        cls,
        options: RunOptions,
        features: Path,
        plan: Sequence[Scenario],
        worker: str = "main",
        forks: Forks | None = None,
    ) -> Iterator[Self]:
        """Start everything, announce the plan, and stop everything again whatever happens."""
        redactor = _redactor_of(options)
        recorder = _recorder(options, redactor, worker)
        resort = last_resort(recorder, partial(conclude_begun, options, None, recorder))
        with resort, ExitStack() as at_end:  # the environment ends when it is written down why
            try:
                setup = Setup(options, redactor, forks=forks)
                launched = at_end.enter_context(Launched.opened(setup))
                browsing = at_end.enter_context(browsing_with(options))
                lanes = browsing.lanes(min(options.lanes, len(plan)))
                offload = browsing.offload(lanes)
                joined = Environment.joined(launched, offload, browsing.open_browser)
                environment = at_end.enter_context(joined)
                shared = (options, redactor, recorder, environment, browsing)
                run = cls(*shared, lanes, _course(options, plan), tries=Counter(recorder.begun))
                at_end.enter_context(run._as_current())
                run._announce(features, plan)
                yield run
                if run.over:
                    raise PartLost(run.over)
            except BaseException as problem:
                told_of_interruption(recorder, problem)
                raise

    @contextmanager
    def _as_current(self) -> Iterator[None]:
        Run.current = self
        try:
            yield
        finally:
            Run.current = None

    @property
    def can_go_on(self) -> bool:
        """Whether another scenario may begin."""
        return not (self.over or self.browsing.lost or STOP.wanted or self.course.failed)

    def begin(self) -> None:
        """Have a browser again where it was lost; in lanes, whoever runs them sees to it."""
        if self.hub is None:
            self.browsing.recover()

    def wants_again(self, scenario: str) -> bool:
        """Tell whether a scenario is to be tried again."""
        return scenario in self.again

    def ended(self, scenario: str, verdict: Verdict) -> Verdict:
        """Hear how an attempt ended; gives what all of them come to so far.

        Another one follows where its browser was lost, or where more are asked for.
        """
        if self.browsing.lost and self.losses[scenario] < TRIES:
            self.again.add(scenario)
            return verdict
        if self.course.ended(scenario, verdict, self.recorder):
            self.again.add(scenario)
        return self.course.verdict(scenario)

    def judged(self, scenario: str, problem: BaseException | None) -> BaseException | None:
        """Say how a scenario ended, where what it ended by may be our own doing."""
        self.again.discard(scenario)
        if problem is None or STOP.wanted:
            return problem
        if why := self.browsing.lost:
            self.losses[scenario] += 1
            lost = PartLost(f"{why}; seen until then: {problem}")
            lost.__cause__ = problem
            return lost
        try:
            self.environment.require_well()
        except PartLost as gone:
            self.over = str(gone)
            return gone
        return problem

    @property
    def hub(self) -> Hub | None:
        """Where lanes switch; None where the run has only one."""
        return self.browsing.hub if self.lanes > 1 else None

    def _announce(self, features: Path, plan: Sequence[Scenario]) -> None:
        resumes, beginning = self.options.resumes, self._beginning(features, plan)
        if resumes is None:
            self.recorder.emit("run.started", **beginning)
        else:
            self.recorder.emit("run.resumed", **resumes.told(beginning))

    def _beginning(self, features: Path, plan: Sequence[Scenario]) -> dict[str, Any]:
        options = self.options
        return {
            "run": options.out.name,
            "invocation": options.invocation,
            "schema": SCHEMA,
            "suite": suite_of(features),
            "profile": options.profile,
            "agent": options.agent,
            "lanes": self.lanes,
            "seed": options.seed,
            "defect": options.defect,
            "target": {"name": "Vodomer reference", "kind": "reference"},
            "environment": self._environment(),
            "plan": [scenario.as_dict() for scenario in plan],
            "filtered": options.filtered,
            "shard": told_of_shard(options),
            "command": options.command,
            "rerun": options.rerun,
            "options": options.attempts,
        }

    def _environment(self) -> dict[str, Any]:
        return {
            "python": sys.version.split()[0],
            "platform": platform.platform(),
            "database": DATABASES[bool(self.options.database)],
            "browser": self.browsing.about,
            "packages": {name: version(name) for name in LIBRARIES},
        }


def told_of_interruption(recorder: Recorder, problem: BaseException) -> None:
    """Say why the run was broken off; of an error, also how the command ends by it."""
    code = problem.exit_code if isinstance(problem, VodomerError) else None
    why = str(problem) or type(problem).__name__
    recorder.emit("run.interrupted", reason=why, exit_code=code)


def _course(options: RunOptions, plan: Sequence[Scenario]) -> Course:
    cited = {one.id: one.requirements for one in plan}
    return course(options, cited, catalogue.load())


def _recorder(options: RunOptions, redactor: Redactor, worker: str) -> Recorder:
    """Open the record; workers of xdist share it. Raises UsageError where another run has it."""
    recorder = Recorder(options.out, redactor, worker, options.rerun)
    if options.resumes:
        options.resumes.taken_up(recorder)
    elif worker == MAIN:
        recorder.claim()
    return recorder


def _redactor_of(options: RunOptions) -> Redactor:
    redactor = Redactor()
    for password in passwords_in(options.database or ""):
        if len(password) >= SHORTEST:
            redactor.register(password)
    return redactor


def conclude_begun(options: Begun, rows: Rows | None, recorder: Recorder) -> RunRecord | None:
    """Write the reports of a run that was broken off; None where it had not begun."""
    if not has_begun(options.out, options.invocation):
        return None
    return conclude(options.out, rows, recorder.heads)


def has_begun(out: Path, invocation: str) -> bool:
    """Tell whether this run got as far as a plan; before that there is nothing of it to judge."""
    events = read_events(out / EVENTS) if (out / EVENTS).exists() else []
    return any(event["type"] in BEGUN and event.get("invocation") == invocation for event in events)


def conclude(
    out: Path,
    rows: Rows | None = None,
    heads: Heads | None = None,
) -> RunRecord:
    """Judge what was recorded in a folder and write run.json and the reports beside it.

    `rows` are the requirements it is judged by; None for the whole catalogue. `heads` are what the
    writers of the record hold in memory: a line that is none of theirs makes the run an error.
    """
    events = read_events(out / EVENTS, heads)
    record = judge(events, catalogue.load() if rows is None else rows)
    write_run_json(record, out)
    render(record, out)
    return record
