"""How is one target examined? By the very things that examine everybody's."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable

import pytest

from harness.checks.application import checks_of
from harness.checks.application.certification import certify
from harness.checks.application.sample_application import (
    KIND_OF_REQUIREMENT,
    VARIANTS,
    reference_target,
)
from harness.checks.application.target import SEE, ApplicationTarget
from harness.checks.application.target_draft import save
from harness.checks.runner import Options
from harness.checks.target_file import open_target
from harness.engine import plugin
from harness.engine.pytest_session import run_scenarios
from harness.errors import VodomerError
from harness.processes.forks import Forks
from harness.record.judged_run import RunRecord
from harness.selftest.plan import APPLICATION, CONFORMING, FLOW, KnownBad, Plan

Examination = Callable[[Plan, KnownBad | None, Iterable[str]], list[RunRecord]]
"""Examines a target, None for the conforming one, that breaks or may break these requirements."""
_LANES = "1"
"""Scenarios at once in one run: the runs themselves go side by side."""
FORKS = Forks(many=True)
"""What all providers and references of this process are forked from; they end with it."""


class Given:
    """A pytest plug-in that hands on what is forked from, and keeps why a session was ended."""

    reason = "it said nothing"

    def pytest_configure(self, config: pytest.Config) -> None:
        """Hand on what is forked from."""
        config.stash[plugin.FORKS] = FORKS

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Keep why the session was ended."""
        self.reason = str(excinfo.value)


def documented_flow(plan: Plan, bad: KnownBad | None, broken: Iterable[str]) -> list[RunRecord]:
    """Walk through the documented flow; what needs a screen, by a browser and for itself only."""
    looked_at = set(broken)
    requirements = [
        requirement for requirement in plan.bound(FLOW, looked_at) if plan.proofs(requirement)
    ]
    records = [walk(plan, bad, plan.agent, requirements)]
    screens = [
        requirement
        for requirement in requirements
        if requirement in looked_at and plan.needs_screen(requirement)
    ]
    if screens and plan.agent != "browser":
        records.append(walk(plan, bad, "browser", screens))
    return records


def application(plan: Plan, bad: KnownBad | None, broken: Iterable[str]) -> list[RunRecord]:
    """Examine the sample application as `vodomer certify` does, in the kind a defect shows in.

    The conforming one is examined in the usual kind, in another for what only shows there, and as
    others that are in order and differ from it.
    """
    looked_at = set(broken)
    requirements = set(plan.bound(APPLICATION, looked_at))
    if bad is not None:
        return [certified(plan, bad.id, reference_target(bad.id), requirements)]
    records = [certified(plan, CONFORMING, reference_target(), requirements)]
    for requirement in sorted(looked_at & set(KIND_OF_REQUIREMENT)):
        records.append(
            certified(
                plan,
                f"{CONFORMING}/{requirement}",
                reference_target(kind=KIND_OF_REQUIREMENT[requirement]),
                {requirement},
            )
        )
    for name, variant in VARIANTS.items():
        if concerned := requirements & (variant.concerns if plan.scope != "all" else requirements):
            target = reference_target(kind=variant.kind)
            records.append(certified(plan, f"{CONFORMING}/{name}", target, concerned))
    return records


def certified(
    plan: Plan, name: str, target: ApplicationTarget, requirements: set[str]
) -> RunRecord:
    """Run the checks that prove these requirements against an application."""
    checks = [
        check for check in checks_of(APPLICATION).values() if check.requirement in requirements
    ]
    folder = plan.folder / name
    file = folder / "target.toml"  # so that the record's commands find the target again
    save(target, file)
    options = Options(
        out=folder / "application",
        target=file,
        target_sha256=open_target(file, SEE).sha256,
        agent=plan.agent,
        browser=plan.browser,
        seed=name,
        filtered=plan.scope != "all",
    )
    return certify(target, checks, options, lambda _check, _verdict: None, FORKS)


EXAMINATIONS: dict[str, Examination] = {FLOW: documented_flow, APPLICATION: application}


def walk(plan: Plan, bad: KnownBad | None, agent: str, requirements: list[str]) -> RunRecord:
    """Run what `vodomer run` runs with these requirements, and read its record.

    Raises VodomerError where it left none.
    """
    folder = plan.folder / (bad.id if bad else CONFORMING) / agent
    options = ["--agent", agent, "--lanes", _LANES, "--out", str(folder)]
    options += [word for requirement in requirements for word in ("--only", requirement)]
    options += ["--defect", bad.id] if bad else []
    options += ["--browser", plan.browser] if plan.browser else []
    given = Given()
    command = shlex.join(["vodomer", "run", *options])
    code, record = run_scenarios([*options, "--command-line", command], folder, [given])
    if record is None:
        raise VodomerError(f"no record (exit {code}): {given.reason}")
    return record
