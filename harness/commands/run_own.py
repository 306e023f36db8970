"""`vodomer run --target`: do somebody's own scenarios hold at their own application?"""

from __future__ import annotations

import json
import shlex
import sys
from contextlib import nullcontext
from dataclasses import replace
from typing import NoReturn

import typer

from harness.acceptance.own_requirements import cited_by
from harness.acceptance.running import OWN, SuiteOptions, left, run_suite, told_of_suite
from harness.acceptance.story import Story, require_folder
from harness.acceptance.suite import OwnSuite, read_suite
from harness.checks import application
from harness.checks.chance import require_recordable
from harness.checks.kinds import Subject, read_subject
from harness.checks.refused_file import Refusals
from harness.commands.choosing import Choice, refuse_gate_that_stops
from harness.commands.progress import Progress
from harness.commands.refusals import refusals_reported
from harness.engine.options import AGENTS
from harness.errors import ConfigurationError, UsageError
from harness.record.baseline import read_baseline
from harness.record.earlier import OWN_SCENARIOS, Definition, Sort
from harness.record.judged_run import RunRecord
from harness.record.resume import read_interrupted
from harness.record.run_folder import summary
from harness.record.verdict import Verdict
from harness.unknown import require_choice
from harness.watching.stopping import STOP, TimeLimit


def run_own(
    options: SuiteOptions,
    choice: Choice,
    limit: TimeLimit | None,
    *,
    resumed: bool,
    plain: bool,
    as_json: bool,
) -> NoReturn:
    """Run somebody's own scenarios; ends the command with the verdict's exit code."""
    require_runnable(options)
    progress = Progress(options.out, plain=plain)
    refused = Refusals(options, scenarios=OWN)
    with nullcontext() if resumed else refusals_reported(progress, refused):
        subject, whole = read_whole(options)
    sort = Sort(OWN_SCENARIOS, subject.target.target.name)
    now = Definition(told_of_suite(whole), subject.file.sha256)
    words = choice.words(sort, lambda: [story.id for story in whole.stories], now)
    suite = whole.chosen(tuple(word.removeprefix("@") for word in words))
    digest, identity = subject.file.sha256, subject.identity
    options = replace(options, target_sha256=digest, target_identity=identity, filtered=bool(words))
    if resumed:
        options = going_on(options, subject, whole)
    else:
        waivers = read_baseline(options.baseline).told if options.baseline else None
        options = replace(options, waivers=waivers)
    with STOP.within(limit):
        record = watched(progress, suite, subject, options)
    if as_json:
        sys.stdout.write(json.dumps(summary(record, options.out), ensure_ascii=False) + "\n")
    raise typer.Exit(STOP.code(record.exit_code))


def going_on(options: SuiteOptions, subject: Subject, suite: OwnSuite) -> SuiteOptions:
    """Give the options of a run that was broken off, with what it began with.

    Raises UsageError where this is no going on with it.
    """
    interruption = read_interrupted(options.out)
    same = {"profile": subject.profile, "agent": options.agent, "suite": told_of_suite(suite)}
    interruption.require_same(**same)
    interruption.require_same_target(subject.file.sha256, subject.identity)
    return replace(
        options,
        resumes=interruption,
        seed=str(interruption.beginning.get("seed") or ""),
        baseline=interruption.baseline,
        repeat=interruption.count("--repeat"),
        retries=interruption.count("--retries"),
    )


def watched(
    progress: Progress, suite: OwnSuite, subject: Subject, options: SuiteOptions
) -> RunRecord:
    """Run the scenarios while somebody looks on."""

    def shown(story: Story, verdict: Verdict) -> None:
        progress.show(str(verdict), story.id, " ".join(cited_by(story)))

    progress.rows = suite.requirements
    progress.begin(len(left(suite, options)), "scenario")
    try:
        with progress.telling_where():
            record = run_suite(suite, subject.target, options, shown)
    except KeyboardInterrupt:
        progress.stopped(f"{options.named} --resume {shlex.quote(str(options.out))}")
        raise
    finally:
        progress.bar.stop()
    progress.conclude(record)
    return record


def require_runnable(options: SuiteOptions) -> None:
    """Refuse a command line by which nothing can be run.

    Raises UsageError, and ConfigurationError where it names what there is not.
    """
    if options.target is None or options.features is None:
        raise UsageError("--target and --features belong together; give both (docs/scenarios.md)")
    refuse_gate_that_stops(options.baseline, fail_fast=options.fail_fast)
    require_choice("--agent", options.agent, AGENTS)
    require_recordable("--seed", options.seed)
    require_folder(options.features)


def read_whole(options: SuiteOptions) -> tuple[Subject, OwnSuite]:
    """Read target file and suite, before anything starts.

    Raises ConfigurationError for what cannot be run.
    """
    assert options.target  # noqa: S101 - required before
    assert options.features  # noqa: S101
    subject = read_subject(options.target)
    if subject.profile not in application.PROFILES:
        raise ConfigurationError(
            f"{options.target}: profile {subject.profile}: own scenarios are for applications "
            f"({' or '.join(application.PROFILES)})"
        )
    if not subject.target.is_at_mock:
        raise ConfigurationError(
            f"{options.target}: provider.kind: own scenarios need people and faults of the mock "
            "REKONO; leave `kind` out, or use `vodomer certify` (docs/external_provider.md)"
        )
    return subject, read_suite(options.features, options.steps, subject.profile)
