"""How does one scenario get into the record, step by step?"""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterable

import pytest
from pytest_bdd.parser import Step

from harness.engine.run import Run
from harness.engine.suite import GUIDE, Scenario
from harness.engine.world import World
from harness.record.evidence import ScenarioRecorder
from harness.record.marks import NO_PICTURE
from harness.record.outcome import elapsed_ms, outcome
from harness.record.verdict import Verdict, verdict_of
from harness.watching.stopping import STOP

BROKEN_OFF = (KeyboardInterrupt, SystemExit, pytest.exit.Exception)


class Case:
    """One scenario on its way: its recorder, its world, and how it stands."""

    def __init__(self, run: Run, scenario: Scenario) -> None:
        self.scenario = scenario
        self._run = run
        run.tries[scenario.id] += 1
        attempt = run.tries[scenario.id]
        self.recorder: ScenarioRecorder = run.recorder.scenario(scenario.id, attempt)
        self.world = World(
            run.environment,
            self.recorder,
            f"{run.options.seed}/{self.recorder.whose}",
            illustrated=GUIDE in scenario.tags,
        )
        self.problem: BaseException | None = None
        self.verdict = Verdict.INCOMPLETE
        self.started = self.step_started = time.perf_counter()
        self.steps_done = 0

    def begin_step(self) -> None:
        """Note that the next step begins."""
        self.recorder.step = self.steps_done
        self.step_started = time.perf_counter()

    def end_step(self, step: Step, problem: BaseException | None = None) -> None:
        """Record how a step ended, with a picture of every screen that changed."""
        self._picture(step)
        self.recorder.step_finished(
            keyword=step.keyword,
            text=step.name,
            verdict=verdict_of(problem),
            duration_ms=elapsed_ms(self.step_started),
            **outcome(problem),
        )
        self.steps_done += 1

    def miss(self, steps: Iterable[Step]) -> None:
        """Record the steps that were not reached."""
        for step in steps:
            self.recorder.step_finished(
                keyword=step.keyword,
                text=step.name,
                verdict=Verdict.NOT_RUN,
                duration_ms=0,
                index=self.steps_done,
            )
            self.steps_done += 1

    def _picture(self, step: Step) -> None:
        try:
            self.world.take_pictures(f"{step.keyword} {step.name}")
        except Exception as problem:
            self.recorder.note(NO_PICTURE, str(problem))

    def finish(self) -> None:
        """Close the world and record how the scenario ended."""
        self._keep_aftermath()
        try:
            self.world.close()
        except Exception as problem:
            self.problem = self.problem or problem
        self.problem = self._run.judged(self.scenario.id, self.problem)
        if isinstance(self.problem, BROKEN_OFF) or (self.problem and STOP.wanted):
            return  # no verdict: the judge finds a scenario without an end, which is incomplete
        if verdict_of(self.problem) is Verdict.ERROR and self.problem is not None:
            self.recorder.log("traceback", "".join(traceback.format_exception(self.problem)))
        self.recorder.finished(
            verdict=verdict_of(self.problem),
            duration_ms=elapsed_ms(self.started),
            **outcome(self.problem),
        )
        self.verdict = self._run.ended(self.scenario.id, verdict_of(self.problem))

    def _keep_aftermath(self) -> None:
        broken_off = isinstance(self.problem, BROKEN_OFF) or STOP.wanted
        if verdict_of(self.problem).is_failure and not broken_off:
            self.world.keep_aftermath()

    def properties(self) -> list[tuple[str, object]]:
        """Give what reporters of the pytest session may want to know."""
        return [
            ("scenario", self.scenario.id),
            ("verdict", str(self.verdict)),
            ("again", self._run.wants_again(self.scenario.id)),
            ("requirements", " ".join(self.scenario.requirements)),
        ]
