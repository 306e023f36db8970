"""`vodomer verify RUN --key KEY`: does a signed run hold, and what does it prove?"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from harness.catalogue import revision
from harness.catalogue.requirement import binding
from harness.catalogue.revision import Changes, Revision, changes
from harness.record.attestation import verify as verified
from harness.record.rejudging import kept_revision
from harness.record.run_folder import summary


def verify(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a signed run.")],
    key: Annotated[Path, typer.Option(help="The signer's public key (PEM).")],
    as_json: Annotated[
        bool, typer.Option("--json", help="Summary as JSON on the last line.")
    ] = False,
) -> None:
    """Verify a signed run: signature, digests and verdict. Ends with the run's exit code."""
    record = verified(run, key)
    told = record.target
    place = told.get("start") or told.get("issuer")
    typer.echo(f"the signature by {key} is valid; all files are unchanged")
    typer.echo(f"target: {told.get('name')}, {place} (file {told.get('sha256')})")
    if told.get("version"):
        typer.echo(f"version: {told['version']}")
    typer.echo(f"profile: {record.profile}")
    if record.challenge:
        typer.echo(f"challenge: {record.challenge}")
    for at in record.resumed:
        typer.echo(f"interrupted, and resumed at {at}")
    judged_by = kept_revision(run, record.suite)
    since = changes_since(judged_by, record.profile)
    show_revision(judged_by, since)
    typer.echo(f"verdict, derived again from the events: {record.verdict}")
    if as_json:
        about = {"catalogue": told_of(judged_by, since)}
        typer.echo(json.dumps({**summary(record, run), **about}, ensure_ascii=False))
    raise typer.Exit(record.exit_code)


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
