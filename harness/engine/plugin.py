"""How do the scenarios run under pytest, and how does each step get into the record?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pytest_bdd.parser import Feature, Step
from pytest_bdd.parser import Scenario as BddScenario

from harness.engine import lanes, planning, suite
from harness.engine.case import Case
from harness.engine.feature_files import FEATURES
from harness.engine.options import AGENTS, RunOptions
from harness.engine.run import Run, conclude, has_begun
from harness.engine.second_try import claim_anew
from harness.engine.session import (
    IN_LANE,
    OPTIONS,
    PLAN,
    SCENARIO,
    is_xdist_controller,
    is_xdist_worker,
    telling,
    worker_of,
)
from harness.engine.step_cache import remember_steps
from harness.engine.world import World
from harness.errors import VodomerError
from harness.processes.forks import Forks
from harness.record.evidence import Recorder
from harness.record.resume import read_interrupted
from harness.record.run_folder import default_folder, new_invocation
from harness.record.shards import Shard, read_shard
from harness.record.verdict import NotApplicable, PreconditionMissing
from harness.redaction.redactor import Redactor
from harness.watching.stopping import STOP
from harness.watching.watchdog import DOG

CASE = pytest.StashKey[Case]()
RECORDER = pytest.StashKey[Recorder]()
BROKEN_OFF = pytest.StashKey[bool]()
"""Whether what this process runs has not come to its end; then the run may go on later."""
HEADS = pytest.StashKey[dict[str, str]]()
"""How the lines of each worker of xdist have to end."""
LONGEST = 300.0
"""Seconds for a whole scenario, after which the watchdog ends what it waits for."""
FORKS = pytest.StashKey[Forks]()
"""What provider and reference are forked from, where whoever starts the session has it."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the options of `vodomer run` to pytest, too."""
    group = parser.getgroup("vodomer")
    group.addoption("--agent", choices=AGENTS, default="browser", help="browser or plain HTTP")
    group.addoption("--lanes", default="1", help="scenarios at once: a number or auto")
    group.addoption("--defect", help="switch a known defect of the reference on")
    group.addoption("--database", help="PostgreSQL URL for provider and reference")
    group.addoption("--only", action="append", default=[], help="requirement or scenario id")
    group.addoption("--shard", help="which part of the plan, such as 2/4")
    group.addoption("--shard-durations", type=Path, help="a run by whose durations it is divided")
    group.addoption("--browser", help="path of a Chromium to use")
    group.addoption("--headed", action="store_true", help="show the browser")
    group.addoption("--slow-mo", type=int, default=0, help="milliseconds between actions")
    group.addoption("--seed", default="0", help="seed of the people made up")
    group.addoption("--fail-fast", action="store_true", help="begin nothing after a failure")
    group.addoption("--repeat", type=int, help="attempts at each scenario")
    group.addoption("--retries", type=int, help="more attempts at what has failed")
    group.addoption("--resume", action="store_true", help="go on with what is in the folder")
    group.addoption("--out", type=Path, help="folder for record and reports")
    group.addoption("--command-line", default="pytest", help="what the record names as command")
    group.addoption(
        "--whole", action="store_true", help="what pytest leaves out makes the run incomplete"
    )
    group.addoption(
        "--invocation", default=new_invocation(), help="what tells this run from others"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Turn the options into one frozen object."""
    config.stash[IN_LANE] = Run.current is not None
    config.stash[PLAN], config.stash[HEADS] = (), {}
    remember_steps()
    config.pluginmanager.register(planning)
    config.pluginmanager.register(Loop())
    get = config.getoption
    agent = get("agent")
    out = get("out") or default_folder()
    config.option.out = out  # xdist hands the options on: all workers write into one folder
    config.stash[OPTIONS] = RunOptions(
        out=Path(out).absolute(),
        agent=agent,
        lanes=lanes.automatic(watched=get("headed"))
        if get("lanes") == "auto"
        else int(get("lanes")),
        defect=get("defect"),
        database=get("database"),
        only=tuple(get("only")),
        browser=get("browser"),
        headed=get("headed"),
        slow_mo=get("slow_mo"),
        seed=get("seed"),
        fail_fast=get("fail_fast"),
        repeat=get("repeat"),
        retries=get("retries"),
        shard=shard_of(config),
        command=get("command_line"),
        invocation=get("invocation"),
    )


def shard_of(config: pytest.Config) -> Shard | None:
    """Read which part of the plan this session is to run; pytest.UsageError where it is none."""
    try:
        return read_shard(config.getoption("shard"), config.getoption("shard_durations"))
    except VodomerError as problem:
        raise pytest.UsageError(str(problem)) from None


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Make the folder this run's alone before the workers of xdist, which share it, start."""
    if is_xdist_controller(session.config) and not session.config.option.collectonly:
        with telling():
            claim_anew(session.config.stash[OPTIONS].out)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> Iterator[Any]:
    """Open the environment around the loop that runs the scenarios."""
    if not runs_scenarios(session):
        return (yield)
    options, forks = session.config.stash[OPTIONS], session.config.stash.get(FORKS, None)
    plan = session.config.stash[PLAN]
    with telling():
        if session.config.getoption("resume"):
            options = replace(options, resumes=read_interrupted(options.out))
        elif not is_xdist_worker(session.config):
            claim_anew(options.out)
        session.config.stash[BROKEN_OFF] = True
        with Run.opened(options, FEATURES, plan, worker_of(session.config), forks) as run:
            session.config.stash[RECORDER] = run.recorder
            result = yield
        del session.config.stash[BROKEN_OFF]
        return result


def runs_scenarios(session: pytest.Session) -> bool:
    """Tell whether this session is the one of its process that runs scenarios."""
    idle = session.config.option.collectonly or not session.config.stash[PLAN]
    elsewhere = session.config.stash[IN_LANE] or is_xdist_controller(session.config)
    return not (idle or elsewhere or session.testsfailed)


class Loop:
    """Runs what a run holds in place of pytest's loop."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Run all items, in lanes where there are more; None leaves them to xdist's own loop."""
        run = Run.current
        if run is None or session.config.stash[IN_LANE] or is_xdist_worker(session.config):
            return None
        if run.hub is None:
            lanes.one_after_another(session, run)
        else:
            lanes.run(session, run, *given(session.config))
        return True


def given(config: pytest.Config) -> tuple[list[str], list[ModuleType]]:
    """Give a lane's session the files, options and modules of the outer one."""
    begun = config.invocation_params
    modules = [plugin for plugin in begun.plugins or () if isinstance(plugin, ModuleType)]
    return [str(argument) for argument in begun.args], modules


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Open a case around each scenario and close it before pytest's own teardown.

    Nothing in setup or teardown waits for anything, so lanes never switch inside them.
    """
    run = Run.current
    if run is None or SCENARIO not in item.stash:
        return (yield)
    run.begin()
    case = item.stash[CASE] = Case(run, item.stash[SCENARIO])
    try:
        needs_screen = suite.BROWSER_ONLY in case.scenario.tags
        if needs_screen and run.options.agent != "browser":
            raise NotApplicable("needs a screen; plain HTTP has none")
        with DOG.watch(f"the scenario {case.scenario.id}", LONGEST):
            return (yield)
    except (NotApplicable, PreconditionMissing) as reason:
        case.problem = reason
        pytest.skip(str(reason))
    except BaseException as problem:
        case.problem = problem
        raise
    finally:
        case.finish()
        item.user_properties += case.properties()


@pytest.fixture
def world(request: pytest.FixtureRequest) -> World:
    """Give a step the world of its scenario."""
    found: World = request.node.stash[CASE].world
    return found


def pytest_bdd_before_step(request: pytest.FixtureRequest) -> None:
    """Note the beginning of a step."""
    request.node.stash[CASE].begin_step()


def pytest_bdd_after_step(request: pytest.FixtureRequest, step: Step) -> None:
    """Record a step that went well."""
    request.node.stash[CASE].end_step(step)


def pytest_bdd_step_error(
    request: pytest.FixtureRequest,
    feature: Feature,  # noqa: ARG001 - hooks are called by name
    scenario: BddScenario,
    step: Step,
    exception: Exception,
) -> None:
    """Record a step that went wrong, and those that were not reached."""
    case = request.node.stash[CASE]
    case.end_step(step, exception)
    case.miss(scenario.steps[case.steps_done :])


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Judge the record and write the reports, once, when everything has ended."""
    config = session.config
    options = config.stash.get(OPTIONS, None)
    if options is None or config.stash[IN_LANE]:
        return
    if is_xdist_worker(config):
        if RECORDER in config.stash:
            config.workeroutput["heads"] = config.stash[RECORDER].heads  # type: ignore[attr-defined]
        return
    if has_begun(options.out, options.invocation):
        with STOP.deferred():
            finish_record(session, options)


def finish_record(session: pytest.Session, options: RunOptions) -> None:
    """End the record and let its verdict be the session's exit code."""
    stash = session.config.stash
    recorder = stash.get(RECORDER, None) or Recorder(options.out, Redactor())
    if BROKEN_OFF not in stash:
        recorder.emit("run.finished")
    try:
        record = conclude(options.out, heads=stash[HEADS] | recorder.heads)
    except VodomerError as problem:
        session.exitstatus = problem.exit_code
        raise
    session.exitstatus = record.exit_code


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Keep how the lines of a worker of xdist have to end; one that was killed does not tell."""
    heads: dict[str, str] = node.config.stash[HEADS]
    heads.update(getattr(node, "workeroutput", {}).get("heads", {}))
