"""How does a record tell that a run of checks begins, goes on or was broken off, and what it is?"""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any

from harness import catalogue
from harness.checks.registry import Check
from harness.checks.runner import Options
from harness.engine.ending import told_in_any_case
from harness.engine.run import Rows, conclude_begun, has_begun, told_of_interruption
from harness.engine.suite import examiner
from harness.errors import VodomerError
from harness.record.evidence import SCHEMA, Recorder
from harness.record.resume import InterruptedRun


@contextmanager
def recording(recorder: Recorder, asked: Options, /, **beginning: Any) -> Iterator[None]:
    """Announce the run, or that it goes on, and say how it ended, whatever happens."""
    try:
        _announce(recorder, asked.resumes, beginning)
        with _interruptions(recorder):
            yield
        recorder.emit("run.finished")
    finally:
        recorder.close()


@contextmanager
def reported(
    recorder: Recorder, asked: Options, rows: Rows, known: Callable[[], dict[str, Any]]
) -> Iterator[None]:
    """Report the run in any case, also where it ends before it has begun.

    `known` is what its beginning can tell before anything is started.
    """
    with told_in_any_case(recorder, lambda: conclude_begun(asked, rows, recorder)):
        try:
            yield
        except VodomerError as problem:
            if asked.resumes is None and not has_begun(asked.out, asked.invocation):
                recorder.emit("run.started", **known())
                told_of_interruption(recorder, problem)
                recorder.close()
            raise


@contextmanager
def _interruptions(recorder: Recorder) -> Iterator[None]:
    try:
        yield
    except BaseException as problem:
        told_of_interruption(recorder, problem)
        raise


def _announce(
    recorder: Recorder, interruption: InterruptedRun | None, beginning: dict[str, Any]
) -> None:
    if interruption is None:
        recorder.emit("run.started", **beginning)
    else:
        recorder.emit("run.resumed", **interruption.told(beginning))


def beginning(options: Options, libraries: Sequence[str], browser: Any) -> dict[str, Any]:
    """Say what every examination says of itself when it begins."""
    return {
        "run": options.out.name,
        "invocation": options.invocation,
        "schema": SCHEMA,
        "suite": examiner(),
        "agent": options.agent,
        "options": options.told,
        "filtered": options.filtered,
        "shard": options.shard,
        "seed": options.seed or None,
        "challenge": options.challenge or None,
        "command": options.command,
        "rerun": options.rerun,
        "signer": options.signer,
        "baseline": options.waivers,
        "environment": {
            "python": sys.version.split()[0],
            "platform": platform.platform(),
            "browser": browser,
            "packages": {name: version(name) for name in libraries},
        },
    }


def planned(check: Check[Any], name: str, feature: str, location: str) -> dict[str, Any]:
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
