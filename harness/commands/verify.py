"""`vodomer verify RUN --key KEY`: does a signed run hold, and what does it prove?"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from harness.catalogue import revision
from harness.catalogue.requirement import binding
from harness.catalogue.revision import Changes, Revision, changes
from harness.checks.verification import is_installed, require_same
from harness.engine.suite import examiner
from harness.errors import UsageError
from harness.plurals import counted
from harness.record.attestation import verify as verified
from harness.record.countersignature import Summary, require_countersignature
from harness.record.judged_run import RunRecord
from harness.record.rejudging import kept_revision
from harness.record.run_folder import summary
from harness.record.signing_keys import fingerprint, public_key
from harness.record.verdict import Verdict
from harness.render.words import words

OTHER_SUITE = 9
"""Exit code for a run that proves what it claims, as far as another suite can tell."""


def verify(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a signed run.")],
    key: Annotated[Path, typer.Option(help="The signer's public key (PEM).")],
    countersignature: Annotated[
        Path | None, typer.Option(help="A certifying body's countersignature of it.")
    ] = None,
    body_key: Annotated[Path | None, typer.Option(help="That body's public key (PEM).")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Summary as JSON on the last line.")
    ] = False,
) -> None:
    """Verify a signed run: signature, digests and verdict. Ends with the run's exit code."""
    if (countersignature is None) != (body_key is None):
        raise UsageError("--countersignature and --body-key: name both or none")
    record = verified(run, key)
    installed = is_installed(record)
    if installed:
        require_same(run, record)
    judged_by = kept_revision(run, record.suite)
    since = changes_since(judged_by, record.profile)
    show_signature(record, key)
    show_suite(record, installed=installed)
    show_revision(judged_by, since)
    show_result(record)
    if countersignature and body_key:
        show_summary(require_countersignature(run, record, countersignature, body_key))
    code = record.exit_code if installed or record.exit_code else OTHER_SUITE
    if as_json:
        about = {"catalogue": told_of(judged_by, since), "installed_suite": installed}
        whole = {**summary(record, run), **about, "exit_code": code}
        typer.echo(json.dumps(whole, ensure_ascii=False))
    raise typer.Exit(code)


def show_signature(record: RunRecord, key: Path) -> None:
    """Say who signed what, and when it was examined."""
    told = record.target
    place = told.get("start") or told.get("issuer")
    typer.echo(f"the signature by {key} is valid; all files are unchanged")
    typer.echo(f"signer: {fingerprint(public_key(key))} (SHA-256 of the key)")
    typer.echo(f"target: {told.get('name')}, {place} (file {told.get('sha256')})")
    for fact in ("product", "version", "commit"):
        if told.get(fact):
            typer.echo(f"{fact}: {told[fact]}")
    if record.provider:
        typer.echo(f"provider: {in_words(record.provider)}")
    if record.options:
        typer.echo(f"options: {in_words(record.options)}")
    if record.challenge:
        typer.echo(f"challenge: {record.challenge}")
    typer.echo(f"examined: from {record.started_at} to {record.finished_at}")
    for one in record.shards:
        ran = f"run {one.run} on {one.host}, {one.started_at} to {one.finished_at}"
        typer.echo(f"merged from shard {one.number}/{one.of}: {ran}")
    for at in record.resumed:
        typer.echo(f"interrupted, and resumed at {at}")


def in_words(facts: Mapping[str, Any]) -> str:
    """Write facts in one line; facts within facts in brackets."""
    return ", ".join(
        f"{name} ({in_words(value)})" if isinstance(value, Mapping) else f"{name} {value}"
        for name, value in facts.items()
    )


def show_suite(record: RunRecord, *, installed: bool) -> None:
    """Say which suite examined, and whether it can be held against the one installed here."""
    suite, here = record.suite, examiner()
    typer.echo(f"suite: Vodomer {suite.get('version')} ({suite.get('sha256')})")
    if installed:
        without = sum(one.verdict is Verdict.INCOMPLETE for one in record.scenarios)
        run = (
            f"{without} checks of its plan have no verdict" if without else "its whole plan was run"
        )
        typer.echo(f"  it is installed here: {run}, and its reports are these")
        return
    typer.echo(f"  installed here is Vodomer {here['version']} ({here['sha256']}), another one:")
    typer.echo("  whether that suite's whole plan was run cannot be told; verify with that suite")


def show_summary(said: Summary) -> None:
    """Say who countersigned, and what was run again."""
    told = said.predicate
    again = counted(len(told.sample), "check")
    typer.echo(f"countersigned by {told.verifier.id} at {told.timeVerified}: {again} run again")


def show_result(record: RunRecord) -> None:
    """Say what was examined and how it ended."""
    ended = Counter(str(one.verdict) for one in record.scenarios)
    counts = ", ".join(f"{number} {word}" for word, number in sorted(ended.items()))
    typer.echo(f"profile: {record.profile}; {counted(len(record.scenarios), 'check')}: {counts}")
    if record.opens == ():
        typer.echo(f"not examined: {words()['certificate-no-second-look'].en}")
    typer.echo(f"verdict, derived again from the events: {record.verdict}")


def changes_since(judged_by: Revision, profile: str) -> Changes:
    """Return what the newest revision requires of a profile otherwise than the run's."""
    older, newer = (
        binding(profile, one.requirements) for one in (judged_by, revision.revisions()[-1])
    )
    return changes(older, newer)


def show_revision(judged_by: Revision, since: Changes) -> None:
    """Say which revision judged the run, and what has changed in the catalogue since."""
    newest = revision.revisions()[-1]
    typer.echo(f"catalogue: revision {judged_by.number} of {judged_by.date} ({judged_by.sha256})")
    if judged_by.number == newest.number:
        typer.echo("  it is the newest that this Vodomer has")
        return
    typer.echo(f"  since then, up to revision {newest.number} of {newest.date}:")
    for line in since.lines or ("nothing that concerns this profile",):
        typer.echo(f"    {line}")


def told_of(judged_by: Revision, since: Changes) -> dict[str, object]:
    """Return the same for programs."""
    return {
        "revision": judged_by.number,
        "date": judged_by.date,
        "sha256": judged_by.sha256,
        "newest": revision.revisions()[-1].number,
        "since": asdict(since),
    }
