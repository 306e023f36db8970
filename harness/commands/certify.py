"""`vodomer certify TARGET.toml`: does somebody's application or provider do what is required?"""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Collection
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from harness.catalogue.revision import COMMAND
from harness.checks.chance import Chance, new_seed, require_recordable
from harness.checks.kinds import Subject, read_subject
from harness.checks.refused_file import Refusals
from harness.checks.registry import Check
from harness.checks.runner import Options
from harness.commands.choosing import (
    ChangedSince,
    Choice,
    Durations,
    FailedIn,
    FailFast,
    LastFailed,
    Repeat,
    Resume,
    Retries,
    ShardOption,
    refuse_gate_that_stops,
    refuse_together,
    refuse_two_counts,
    refuse_uneven,
)
from harness.commands.listing import show
from harness.commands.progress import Progress
from harness.commands.refusals import refusals_reported
from harness.commands.time_limit import Timeout
from harness.engine.options import AGENTS
from harness.engine.suite import examiner
from harness.errors import ConfigurationError, UsageError
from harness.record.attestation import sign, what_is_missing
from harness.record.baseline import read_baseline
from harness.record.earlier import Definition, Sort
from harness.record.judged_run import RunRecord
from harness.record.resume import InterruptedRun, read_interrupted
from harness.record.run_folder import default_folder, named, summary
from harness.record.shards import Plan, read_shard
from harness.record.signing_keys import fingerprint, private_key
from harness.record.verdict import Verdict
from harness.unknown import require_choice, unknown
from harness.watching.stopping import STOP

READABLE = 0o077
"""Rights of others at a file that is for its owner alone."""


def certify(
    target: Annotated[Path, typer.Argument(metavar="TARGET.toml", help="The target file.")],
    profile: Annotated[
        str | None, typer.Option(help="Whose requirements; by default the target file's.")
    ] = None,
    agent: Annotated[str, typer.Option(help="Who acts: http or browser.")] = "http",
    only: Annotated[
        list[str] | None, typer.Option(help="Only this check or requirement; repeatable.")
    ] = None,
    last_failed: LastFailed = False,
    failed_in: FailedIn = None,
    changed_since: ChangedSince = None,
    fail_fast: FailFast = False,
    repeat: Repeat = None,
    retries: Retries = None,
    timeout: Timeout = None,
    shard: ShardOption = None,
    durations: Durations = None,
    lanes: Annotated[int, typer.Option(help="Checks at once.", min=1, max=64)] = 4,
    out: Annotated[
        Path | None,
        typer.Option(parser=named, metavar="PATH", help="Folder of its own; reports/<time>."),
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option(help="Gate: red but for the failures that this file waives.")
    ] = None,
    resume: Resume = None,
    key: Annotated[
        Path | None, typer.Option("--sign", help="Sign the run with this private key.")
    ] = None,
    browser: Annotated[str | None, typer.Option(help="Path of a Chromium to use.")] = None,
    seed: Annotated[
        str | None, typer.Option(help="Draw people and order from this; by default made up.")
    ] = None,
    challenge: Annotated[
        str | None, typer.Option(help="A certifying body's text, mixed in and recorded.")
    ] = None,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Run the checks though nobody gets in.")
    ] = False,
    plan: Annotated[bool, typer.Option("--plan", help="List the checks, run none.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="One line a check, no colour.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Summary as JSON on the last line.")
    ] = False,
) -> None:
    """Certify an application or a provider by its target file, and write a report."""
    require_choice("--agent", agent, AGENTS)
    choice = Choice(tuple(only or ()), last_failed, failed_in, changed_since)
    earlier = {"last_failed": last_failed, "failed_in": failed_in, "changed_since": changed_since}
    part = {"only": only, "shard": shard, **earlier}
    changed = {"out": out, "seed": seed, "challenge": challenge, "baseline": baseline}
    counts = {"repeat": repeat, "retries": retries}
    refuse_together(resume=resume, **part, **changed, **counts)
    refuse_together(sign=key, **part)
    refuse_together(sign=key, **counts)
    refuse_two_counts(repeat, retries)
    divided = read_shard(shard, durations)
    refuse_uneven(shard, last_failed=last_failed)
    refuse_together(baseline=baseline, sign=key)
    refuse_gate_that_stops(baseline, fail_fast=fail_fast)
    waivers = read_baseline(baseline).told if baseline else None
    signer = None if key is None else signer_of(key)
    asked = Options(
        out=(resume or out or default_folder()).absolute(),
        target=target,
        agent=agent,
        lanes=lanes,
        command=shlex.join(["vodomer", *sys.argv[1:]]),
        browser=browser,
        anyway=anyway,
        filtered=choice.is_part or divided is not None,
        fail_fast=fail_fast,
        signer=signer,
        hidden=() if key is None else (key.absolute(),),
    )
    progress = Progress(asked.out, plain=plain)
    with nullcontext() if plan or resume else refusals_reported(progress, Refusals(asked, only)):
        subject = read_subject(target)
        identity = subject.identity
    require_choice("--profile", profile or subject.profile, (subject.profile,))
    if key is not None:
        subject.require_certifiable()
    sort = Sort(subject.profile, subject.target.target.name)
    now = Definition(examiner(), subject.file.sha256)
    words = choice.words(sort, lambda: [one.id for one in subject.checks], now)
    checks = chosen(subject, words)
    asked = replace(asked, filtered=bool(words) or divided is not None)
    if divided:
        require_same_draw(subject, seed)
        asked = replace(asked, shard=divided.told(plan_of(checks), filtered=bool(words)))
        checks = [one for one in checks if one.id in divided.share(plan_of(checks))]
    interruption = going_on(resume, subject, agent) if resume else None
    if interruption is not None:
        refuse_together(sign=key, only=interruption.filtered)
        refuse_together(baseline=interruption.baseline, sign=key)
        checks = [one for one in checks if one.id in interruption.left]
    foretell(subject, checks, interruption, as_json=as_json, plan=plan)
    drawn = chance_of(subject, interruption, seed, challenge)
    options = replace(
        asked,
        seed=drawn.seed,
        challenge=drawn.challenge,
        baseline=interruption.baseline if interruption else baseline,
        repeat=interruption.count("--repeat") if interruption else repeat,
        retries=interruption.count("--retries") if interruption else retries or None,
        waivers=waivers,
        target_sha256=subject.file.sha256,
        target_identity=identity,
        target_lacks=subject.lacks,
        resumes=interruption,
    )
    with STOP.within(timeout):
        record = watched(progress, subject, checks, options)
    if key is not None:
        typer.echo(f"signed:  {signed_or_why_not(record, asked.out, key)}", err=True)
    if as_json:
        sys.stdout.write(json.dumps(summary(record, asked.out), ensure_ascii=False) + "\n")
    raise typer.Exit(STOP.code(record.exit_code))


def foretell(
    subject: Subject,
    checks: list[Check[Any]],
    interruption: InterruptedRun | None,
    *,
    as_json: bool,
    plan: bool,
) -> None:
    """Say what somebody else's provider will be asked; list the checks where that is all.

    Raises typer.Exit then, and UsageError where a run that goes on may ask nothing more.
    """
    typed = interruption.asked.get("sign_ins", 0) if interruption else 0
    if told := subject.foretold(checks, typed):
        typer.echo(told, err=True)
    if plan:
        show([subject.row(one) for one in checks], as_json=as_json)
        raise typer.Exit


def signed_or_why_not(record: RunRecord, folder: Path, key: Path) -> str:
    """Sign a run, and say where; or why not, of one that has not passed anyway.

    Raises UsageError for one that would seem to be all right.
    """
    reason = what_is_missing(record)
    return f"no, {reason}" if reason and record.exit_code else str(sign(record, folder, key))


def signer_of(key: Path) -> str:
    """Return the fingerprint of the key that is to sign the run.

    Raises ConfigurationError for a key that is none and for a catalogue that nobody could verify
    the run by.
    """
    if examiner()["catalogue_revision"] is None:
        raise ConfigurationError(
            f"--sign: the catalogue is no kept revision; record it with `{COMMAND}`"
        )
    if key.stat().st_mode & READABLE:
        typer.echo(f"warning: others may read {key}; run: chmod 600 {key}", err=True)
    return fingerprint(private_key(key).public_key)


def chance_of(
    subject: Subject, interruption: InterruptedRun | None, seed: str | None, challenge: str | None
) -> Chance:
    """Return what the run draws from; a run that goes on draws from what it began with."""
    if interruption is not None:
        told = interruption.beginning
        return Chance(str(told.get("seed") or ""), str(told.get("challenge") or ""))
    for option, text in (("--seed", seed), ("--challenge", challenge)):
        require_recordable(option, text or "")
    return Chance(seed or (new_seed() if subject.is_drawn else ""), challenge or "")


def going_on(folder: Path, subject: Subject, agent: str) -> InterruptedRun:
    """Read a run that was broken off. Raises UsageError where this is no going on with it."""
    interruption = read_interrupted(folder)
    interruption.require_same(profile=subject.profile, agent=agent, suite=examiner())
    interruption.require_same_target(subject.file.sha256, subject.identity)
    return interruption


def chosen(subject: Subject, only: Collection[str]) -> list[Check[Any]]:
    """Choose checks by their names or requirements. Raises UsageError for one nobody knows."""
    names = {name for one in subject.checks for name in (one.id, one.requirement)}
    if missing := [wanted for wanted in only if wanted not in names]:
        raise unknown("check or requirement", missing, names, "vodomer list checks")
    return [one for one in subject.checks if not only or {one.id, one.requirement} & set(only)]


def plan_of(checks: list[Check[Any]]) -> Plan:
    """Give the ids of checks, and what each proves."""
    return {one.id: (one.requirement,) for one in checks}


def require_same_draw(subject: Subject, seed: str | None) -> None:
    """Require that all shards can run side by side, and draw alike; UsageError where not."""
    subject.require_divisible()
    if subject.is_drawn and not seed:
        raise UsageError("--shard: all shards have to draw alike; give each the same --seed")


def watched(
    progress: Progress, subject: Subject, checks: list[Check[Any]], options: Options
) -> RunRecord:
    """Run the checks while somebody looks on."""

    def shown(check: Check[Any], verdict: Verdict) -> None:
        progress.show(str(verdict), check.id, check.requirement)

    progress.begin(len(checks), "check")
    try:
        with progress.telling_where():
            record = subject.certify(checks, options, shown)
    except KeyboardInterrupt:
        words = ["vodomer", "certify", str(options.target), "--resume", str(options.out)]
        progress.stopped(shlex.join(words))
        raise
    finally:
        progress.bar.stop()
    progress.conclude(record)
    return record
