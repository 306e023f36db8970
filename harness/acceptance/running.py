"""How does a tester's suite run against their application, and become an ordinary record?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Any, ClassVar

from harness.acceptance.own_requirements import cited_by
from harness.acceptance.story import Story
from harness.acceptance.suite import OwnSuite
from harness.acceptance.walk import walk
from harness.checks.announcing import recording, reported
from harness.checks.application.agent_pool import AgentPool
from harness.checks.application.certification import (
    Examiner,
    keeping_output,
    redactor_of,
    rig_maker,
    sign_in_first,
)
from harness.checks.application.registry import KIND
from harness.checks.application.target import ApplicationTarget
from harness.checks.application.told_of_run import told_of_run, told_of_target
from harness.checks.registry import Check
from harness.checks.runner import CheckRunner, Options
from harness.engine.course import Course, course
from harness.engine.options import CHOOSING
from harness.engine.run import conclude
from harness.engine.suite import examiner
from harness.processes.isolation import close_memory
from harness.record.judged_run import RunRecord
from harness.record.rerun import Carried, repeated
from harness.record.run_folder import closed_to_others
from harness.record.verdict import Verdict
from harness.watching.stopping import STOP
from harness.words import Words

OWN = "own"
"""What the record says of a target that was examined by its tester's scenarios."""
Shown = Callable[[Story, Verdict], None]


@dataclass(frozen=True)
class SuiteOptions(Options):
    """What was asked for when a tester's suite was started."""

    COMMAND: ClassVar[str] = "vodomer run"
    LEFT_OUT: ClassVar[Mapping[str, str]] = {
        "--profile": "the target file names it",
        "--defect": "only the reference has any",
        "--database": "only the reference and its mock keep one",
        "--slow-mo": "only for the reference's scenarios",
        "--shard": "only for the reference's scenarios",
        "--resume": "a scenario that ended is run again from its beginning",
        "--durations": "only beside --shard",
        "--out": "each run has a folder of its own",
        "--only": "it names the one scenario",
        "--lanes": "one scenario fills one lane",
        "--plain": "changes only what the terminal shows",
        "--json": "changes only what the terminal shows",
        **CHOOSING,
    }

    target: Annotated[Path | None, Carried("--target")] = None
    features: Annotated[Path | None, Carried("--features")] = None
    steps: Annotated[Path | None, Carried("--steps")] = None
    agent: Annotated[str, Carried("--agent")] = "browser"
    lanes: int = 4
    headed: Annotated[bool, Carried("--headed")] = False
    seed: Annotated[str, Carried("--seed")] = "0"
    challenge: str = ""
    anyway: bool = False

    @property
    def named(self) -> str:
        """Give the command with which files and agent."""
        return repeated(
            SuiteOptions(
                self.out, self.target, self.agent, features=self.features, steps=self.steps
            )
        )


def run_suite(
    suite: OwnSuite, target: ApplicationTarget, options: SuiteOptions, show: Shown
) -> RunRecord:
    """Run a tester's scenarios and give the judged record.

    Raises TargetUnreachable where nobody answers at the application's first page.
    """
    close_memory()
    redactor = redactor_of(target)
    recorder, rows = options.recorder(redactor), suite.requirements
    how, told = {"headed": options.headed}, partial(_of_suite, suite)
    with (
        reported(recorder, options, rows, lambda: told(told_of_target(target, (), options))),
        AgentPool.opened(options.agent, target, options.browser, **how) as windows,
    ):
        lanes = windows.lanes(options.lanes)
        another = rig_maker(target, redactor, windows, None, options)
        with (
            closed_to_others(options.out),
            another() as rig,
            recording(
                recorder, options, lanes=lanes, **told(told_of_run(rig, (), options, windows))
            ),
        ):
            sign_in_first(rig, windows, recorder, options)
            examiner = Examiner(rig, windows, decoys=0.0)
            checks = [_as_check(suite, story, options.agent) for story in left(suite, options)]
            lane = (lanes, windows.in_lanes, 0, windows.kept)
            shown = _shown(suite, show)
            runner = CheckRunner(recorder, examiner.examine, shown, _course(suite, options), *lane)
            with keeping_output(rig, recorder), examiner:
                runner.run(checks)
    with STOP.deferred():
        return conclude(options.out, rows, recorder.heads)


def left(suite: OwnSuite, options: SuiteOptions) -> list[Story]:
    """Give the scenarios that are to be run: of a run that goes on, those without a verdict."""
    if options.resumes is None:
        return [*suite.stories]
    return [story for story in suite.stories if story.id in options.resumes.left]


def _course(suite: OwnSuite, options: SuiteOptions) -> Course:
    cited = {story.id: cited_by(story) for story in suite.stories}
    return course(options, cited, suite.requirements)


def _as_check(suite: OwnSuite, story: Story, agent: str) -> Check[Any]:
    """Let a scenario be run as a check is: side by side, or alone."""
    name = Words(sl=story.name, en=story.name)
    examine = partial(walk, story, suite.book, agent)
    return Check(story.id, KIND, "", examine, name, alone=suite.is_alone(story))


def _shown(suite: OwnSuite, show: Shown) -> Callable[[Check[Any], Verdict], None]:
    stories = {story.id: story for story in suite.stories}
    return lambda check, verdict: show(stories[check.id], verdict)


def told_of_suite(suite: OwnSuite) -> dict[str, Any]:
    """Say in the record what examines: Vodomer, and the tester's files."""
    return {**examiner(), "features_sha256": suite.digest}


def _of_suite(suite: OwnSuite, told: dict[str, Any]) -> dict[str, Any]:
    """Say what the record tells of the run when it begins, the tester's requirements among it."""
    return {
        **told,
        "suite": told_of_suite(suite),
        "target": {**told["target"], "scenarios": OWN},
        "plan": [suite.row(story) for story in suite.stories],
        "requirements": [row.model_dump(mode="json") for row in suite.own.values()],
    }
