"""How do the checks run against a provider, and how does that become an ordinary record?"""

from __future__ import annotations

import platform
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import harness
from harness import catalogue
from harness.agents.connections import Connections
from harness.case import milliseconds, sides
from harness.checks.findings import Findings
from harness.checks.metadata import Metadata, fetch_metadata
from harness.checks.person import Person
from harness.checks.provider import Provider
from harness.checks.registry import Check
from harness.checks.screens import Screens
from harness.checks.target import ProviderTarget
from harness.evidence import SCHEMA, Recorder, ScenarioRecorder
from harness.record import RunRecord
from harness.redaction import Redactor
from harness.run import conclude
from harness.verdict import Verdict, verdict_of

PROFILE = "provider"
FEATURE = "Provider checks"
LIBRARIES = ("joserfc", "urllib3", "selectolax", "playwright")
HALF_A_MINUTE = 30.0
Shown = Callable[[Check, Verdict], None]


@dataclass(frozen=True)
class Options:
    """What was asked for when the examination was started."""

    out: Path
    agent: str = "http"
    lanes: int = 4
    """Checks that run at once; a browser takes one after the other."""
    command: str = "vodomer certify"
    rerun: str = "vodomer certify"
    browser: str | None = None
    filtered: bool = False
    target_sha256: str = ""
    reuse_after: float = HALF_A_MINUTE


def certify(
    target: ProviderTarget, checks: Sequence[Check], options: Options, show: Shown
) -> RunRecord:
    """Run the checks and give the judged record.

    Raises TargetUnreachable where nobody answers at the issuer.
    """
    connections = Connections(target.target.ca)
    metadata = fetch_metadata(connections, target.target.issuer)
    redactor = Redactor()
    for secret in target.secrets:
        if len(secret) >= 4:
            redactor.register(secret)
    recorder = Recorder(options.out, redactor)
    recorder.rerun = options.rerun
    with Screens(options.agent, target, options.browser) as screens:
        recorder.emit("run.started", **_beginning(target, checks, options, screens))
        examination = Examination(target, metadata, connections, recorder, screens, options)
        with _interruptions(recorder):
            examination.run(checks, show)
    recorder.emit("run.finished")
    return conclude(options.out, catalogue.by_profile(PROFILE))


@dataclass(frozen=True)
class Examination:
    """What all checks of a run share."""

    target: ProviderTarget
    metadata: Metadata
    connections: Connections
    recorder: Recorder
    screens: Screens
    options: Options

    def run(self, checks: Sequence[Check], show: Shown) -> None:
        """Run all checks; those that wait begin first, others meanwhile."""
        ordered = sorted(checks, key=lambda one: not one.waits)
        lanes = self.screens.lanes(self.options.lanes)
        if lanes == 1:
            for one in ordered:
                show(one, self._examine(one))
            return
        with ThreadPoolExecutor(lanes) as pool:
            begun = {pool.submit(self._examine, one): one for one in ordered}
            for ended in as_completed(begun):
                show(begun[ended], ended.result())

    def _examine(self, check: Check) -> Verdict:
        recorder, started = self.recorder.scenario(check.id), time.perf_counter()
        problem = self._problem(check, recorder)
        verdict = verdict_of(problem)
        if problem is not None and verdict is Verdict.ERROR:
            recorder.log("traceback", "".join(traceback.format_exception(problem)))
        recorder.finished(verdict=verdict, duration_ms=milliseconds(started), **sides(problem))
        return verdict

    def _problem(self, check: Check, recorder: ScenarioRecorder) -> Exception | None:
        agent = self.screens.open()
        findings = Findings(recorder)
        person = Person(agent, self.target)
        provider = Provider(
            target=self.target,
            metadata=self.metadata,
            person=person,
            connections=self.connections,
            recorder=recorder,
            reuse_after=self.options.reuse_after,
        )
        try:
            check.examine(provider, findings)
            findings.conclude()
        except Exception as problem:
            return problem
        finally:
            agent.close()
        return None


@contextmanager
def _interruptions(recorder: Recorder) -> Iterator[None]:
    try:
        yield
    except BaseException as problem:
        recorder.emit("run.interrupted", reason=str(problem) or type(problem).__name__)
        raise


def _beginning(
    target: ProviderTarget, checks: Sequence[Check], options: Options, screens: Screens
) -> dict[str, Any]:
    about = target.target
    return {
        "run": options.out.name,
        "schema": SCHEMA,
        "suite": {"version": harness.__version__, "catalogue_sha256": catalogue.digest()},
        "profile": PROFILE,
        "agent": options.agent,
        "lanes": screens.lanes(options.lanes),
        "target": {
            "name": about.name,
            "kind": PROFILE,
            "issuer": about.issuer,
            "sha256": options.target_sha256,
        },
        "environment": {
            "python": sys.version.split()[0],
            "platform": platform.platform(),
            "browser": screens.description,
            "packages": {name: version(name) for name in LIBRARIES},
        },
        "plan": [_planned(check) for check in checks],
        "filtered": options.filtered,
        "command": options.command,
    }


def _planned(check: Check) -> dict[str, Any]:
    row = catalogue.load()[check.requirement]
    return {
        "id": check.id,
        "name": row.text.en if check.is_whole_proof else f"{row.text.en} ({check.id})",
        "feature": FEATURE,
        "rule": row.source,
        "requirements": [check.requirement],
        "tags": [check.requirement],
        "location": f"harness/checks/modules ({check.id})",
    }
