"""How do the scenarios run under pytest, and how does each step get into the record?"""

from __future__ import annotations

from collections.abc import Iterator
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
from harness.engine.run import Run, conclude
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
from harness.record.evidence import EVENTS, Recorder
from harness.record.judged_run import read_events
from harness.record.run_folder import claim, default_folder, new_invocation
from harness.record.verdict import NotApplicable, PreconditionMissing
from harness.redaction.redactor import Redactor

CASE = pytest.StashKey[Case]()
RECORDER = pytest.StashKey[Recorder]()
HEADS = pytest.StashKey[dict[str, str]]()
"""How the lines of each worker of xdist have to end."""
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
    group.addoption("--browser", help="path of a Chromium to use")
    group.addoption("--headed", action="store_true", help="show the browser")
    group.addoption("--slow-mo", type=int, default=0, help="milliseconds between actions")
    group.addoption("--seed", default="0", help="seed of the people made up")
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
        command=get("command_line"),
        invocation=get("invocation"),
    )


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Make the folder this run's alone before the workers of xdist, which share it, start."""
    if is_xdist_controller(session.config) and not session.config.option.collectonly:
        with telling():
            claim(session.config.stash[OPTIONS].out)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> Iterator[Any]:
    """Open the environment around the loop that runs the scenarios."""
    if not runs_scenarios(session):
        return (yield)
    options, forks = session.config.stash[OPTIONS], session.config.stash.get(FORKS, None)
    plan = session.config.stash[PLAN]
    with telling():
        if not is_xdist_worker(session.config):
            claim(options.out)
        with Run.opened(options, FEATURES, plan, worker_of(session.config), forks) as run:
            session.config.stash[RECORDER] = run.recorder
            return (yield)


def runs_scenarios(session: pytest.Session) -> bool:
    """Tell whether this session is the one of its process that runs scenarios."""
    idle = session.config.option.collectonly or not session.config.stash[PLAN]
    elsewhere = session.config.stash[IN_LANE] or is_xdist_controller(session.config)
    return not (idle or elsewhere or session.testsfailed)


class Loop:
    """Runs lanes in place of pytest's loop where the run has more than one."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Run all items in lanes; None leaves them to pytest's own loop."""
        run = Run.current
        if run is None or run.hub is None or session.config.stash[IN_LANE]:
            return None
        lanes.run(session, run.hub, run.lanes, *given(session.config))
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
    case = item.stash[CASE] = Case(run, item.stash[SCENARIO])
    try:
        needs_screen = suite.BROWSER_ONLY in case.scenario.tags
        if needs_screen and run.options.agent != "browser":
            raise NotApplicable("needs a screen; plain HTTP has none")
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
    if has_begun(options):
        finish_record(session, options)


def has_begun(options: RunOptions) -> bool:
    """Tell whether this run got as far as a plan; before that there is nothing of it to judge."""
    events = options.out / EVENTS
    begun = read_events(events) if events.exists() else []
    return any(
        event["type"] == "run.started" and event.get("invocation") == options.invocation
        for event in begun
    )


def finish_record(session: pytest.Session, options: RunOptions) -> None:
    """End the record and let its verdict be the session's exit code."""
    stash = session.config.stash
    recorder = stash.get(RECORDER, None) or Recorder(options.out, Redactor())
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
