"""How is one scenario of a tester walked through, and how does each step get into the record?"""

from __future__ import annotations

import time
from typing import Any

import pytest
from greenlet import GreenletExit

from harness.acceptance.own_steps import source_line, where
from harness.acceptance.step_book import Definition, StepBook
from harness.acceptance.story import Story, StoryStep
from harness.acceptance.world import SCREEN, World
from harness.checks.application.application import Application
from harness.errors import TargetUnreachable, VodomerError
from harness.record.evidence import ScenarioRecorder
from harness.record.outcome import elapsed_ms, outcome
from harness.record.verdict import (
    Conclusion,
    Mismatch,
    NotApplicable,
    PreconditionMissing,
    Verdict,
    verdict_of,
)


class OwnStepBroke(VodomerError):  # noqa: N818 - the name says the whole event
    """A tester's own step has raised something that is no verdict."""

    cause = "steps"
    """Who has to act: whoever wrote the step."""


def walk(story: Story, book: StepBook, agent: str, application: Application) -> None:
    """Go through a scenario; how it ends is the verdict."""
    if story.needs_screen and agent != "browser":
        raise NotApplicable(SCREEN)
    world = World(application)
    try:
        _Walk(world, book, {}).through(story)
    finally:
        world.close()


class _Walk:
    """A scenario on its way: its world, and what its steps have left."""

    def __init__(self, world: World, book: StepBook, left: dict[str, Any]) -> None:
        self._world, self._book, self._left = world, book, left

    def through(self, story: Story) -> None:
        """Take all steps; those that are not reached are recorded, too."""
        for number, step in enumerate(story.steps):
            try:
                self._take(number, step)
            except Exception:
                self._miss(story, number + 1)
                raise

    def _take(self, number: int, step: StoryStep) -> None:
        recorder, began = self._recorder, time.perf_counter()
        recorder.step = number
        problem: Exception | None = None
        try:
            self._do(step)
            self._world.keep(f"{step.keyword} {step.text}")
        except Exception as raised:
            problem = raised
            self._keep_what_is_there(step)
        recorder.step_finished(
            keyword=step.keyword,
            text=step.text,
            verdict=verdict_of(problem),
            duration_ms=elapsed_ms(began),
            **outcome(problem),
        )
        if problem is not None:
            raise problem

    @property
    def _recorder(self) -> ScenarioRecorder:
        return self._world.recorder

    def _do(self, step: StoryStep) -> None:
        definition = self._book.find(step)
        given = {"world": self._world, "docstring": step.docstring, "datatable": _lists(step)}
        known = {**self._left, **given, **definition.arguments(step.text)}
        if definition.own:
            result = self._own(definition, step, known)
        else:
            result = definition.context.step_func(**definition.accepts(known))
        if definition.context.target_fixture:
            self._left[definition.context.target_fixture] = result

    def _own(self, definition: Definition, step: StoryStep, known: dict[str, Any]) -> Any:
        """Take a tester's own step: an assertion that fails is a verdict, all else it is not."""
        try:
            result = definition.context.step_func(**definition.accepts(known))
        except (Conclusion, VodomerError, KeyboardInterrupt, GreenletExit):
            raise  # a verdict, or what ends more than this step
        except pytest.skip.Exception as problem:
            raise PreconditionMissing(str(problem)) from problem
        except (AssertionError, pytest.fail.Exception) as problem:
            raise self._asserted(problem, definition, step) from problem
        except BaseException as problem:  # `sys.exit(0)` must not end the run, and so well
            place = where(problem, definition.file)
            said = f"{type(problem).__name__}: {problem}"
            raise OwnStepBroke(f"the step “{step.text}” broke at {place}: {said}") from problem
        if step.type == "then":
            self._recorder.observation(step.text, step.text, f"holds ({definition.place})")
        return result

    def _asserted(
        self, problem: BaseException, definition: Definition, step: StoryStep
    ) -> Mismatch:
        """Make an assertion that failed a failure, with the line as it is written."""
        expected = source_line(problem, definition.file) or step.text
        actual = str(problem) or "it does not hold"
        title = f"{step.text} ({where(problem, definition.file)})"
        self._recorder.observation(title, expected, actual, holds=False)
        return Mismatch(expected, actual, title)

    def _keep_what_is_there(self, step: StoryStep) -> None:
        """Keep the page at which a step has gone wrong; where that cannot be, say so."""
        try:
            self._world.keep(f"{step.keyword} {step.text}")
        except (Conclusion, TargetUnreachable) as problem:
            self._recorder.note("no page", str(problem))

    def _miss(self, story: Story, reached: int) -> None:
        for number, step in enumerate(story.steps[reached:], reached):
            self._recorder.step_finished(
                keyword=step.keyword,
                text=step.text,
                verdict=Verdict.NOT_RUN,
                duration_ms=0,
                index=number,
            )


def _lists(step: StoryStep) -> list[list[str]] | None:
    return None if step.datatable is None else [list(row) for row in step.datatable]
